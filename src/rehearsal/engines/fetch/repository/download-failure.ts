import { type Repository, repositoryVariable } from "./repository";

export interface Failure {
  /** What happened, and what to do. */
  readonly message: string;
  /** Whether another attempt may succeed. */
  readonly transient: boolean;
}

const anotherRepository = `set ${repositoryVariable} to the URL of a full mirror of Maven Central`;

export function describeStatus(status: number, { namedBy }: Repository): Failure {
  const transient = status === 408 || status === 429 || status >= 500;
  const answer = `the repository, which is ${namedBy}, answered HTTP ${status}`;
  switch (status) {
    case 401:
    case 403:
      return {
        message:
          `${answer}: it requires credentials, or refuses these; for a mirror put them under <servers> ` +
          `in ~/.m2/settings.xml with the mirror's id, or set ${repositoryVariable} to https://USER:PASSWORD@HOST/PATH`,
        transient,
      };
    case 404:
      return { message: `${answer}: it lacks the file; ${anotherRepository}`, transient };
    case 407:
      return { message: credentialsForProxy, transient };
    default:
      return {
        message: `${answer}; run the command again later, or ${anotherRepository}`,
        transient,
      };
  }
}

const credentialsForProxy =
  "the proxy answered HTTP 407: it requires credentials, or refuses these; " +
  "write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT, or <username> and <password> of <proxy> in ~/.m2/settings.xml";

/** @param error that `fetch` threw: the reason is the last of its causes */
export function describeError(error: unknown, { url }: Repository): Failure {
  const chain = causesOf(error);
  const code = chain.map((each) => each.code).findLast(Boolean) ?? "";
  const reason = code || String(chain.at(-1)?.message);
  const host = new URL(url).host;
  if (chain.some(({ message }) => message?.includes("407"))) {
    return { message: credentialsForProxy, transient: false };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return {
      message:
        `the name ${host}, or that of the proxy, has no address (${reason}); check the network and DNS, ` +
        "and set HTTPS_PROXY=http://HOST:PORT if this machine reaches the internet by a proxy",
      transient: code === "EAI_AGAIN",
    };
  }
  if (/CERT|SIGNATURE|ISSUER|^ERR_TLS|^ERR_SSL|^EPROTO/.test(code)) {
    return {
      message:
        `the TLS certificate of ${host} is not accepted (${reason}); if a proxy or mirror of your organisation ` +
        "signs it, set NODE_EXTRA_CA_CERTS to the PEM file of that authority",
      transient: false,
    };
  }
  const network = `check the network and the proxy, or ${anotherRepository}`;
  if (/TIMEOUT|^ETIMEDOUT/.test(code)) {
    return { message: `${host} did not answer in time (${reason}); ${network}`, transient: true };
  }
  return { message: `the connection to ${host} failed (${reason}); ${network}`, transient: true };
}

type Cause = Partial<AggregateError> & { readonly code?: string };

function causesOf(error: unknown): Cause[] {
  const chain: Cause[] = [];
  let cause = error as Cause | undefined;
  while (typeof cause === "object" && !chain.includes(cause)) {
    chain.push(cause);
    // One error for each address of a name: they agree as a rule.
    cause = (cause.errors?.[0] ?? cause.cause) as Cause | undefined;
  }
  return chain;
}
