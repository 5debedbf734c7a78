import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { CannotRun, Misuse } from "../../../../base/user-error";
import { type MavenSettings, mirrorOfCentral, parseMavenSettings } from "./maven-settings";

export const repositoryVariable = "AIVEN_CDC_MAVEN_REPOSITORY";
const mavenCentral = "https://repo.maven.apache.org/maven2";

/** A Maven repository over HTTP, and how to reach it. */
export interface Repository {
  /** Without credentials, and without a slash at its end. */
  readonly url: string;
  /** What names the URL, for messages. */
  readonly namedBy: string;
  /** The value of the header Authorization. */
  readonly authorization?: string;
  /**
   * The URL of the proxy that Maven's settings name; "" if they exclude the repository from it.
   *
   * @default - what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say
   */
  readonly proxy?: string;
  /** Maven's own cache. A file of it with the right hash needs no download. */
  readonly localRepository: string;
}

/**
 * Where files come from: AIVEN_CDC_MAVEN_REPOSITORY, else the mirror of Maven Central in the user's
 * Maven settings, else Maven Central.
 */
export async function findRepository(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  userHome = homedir(),
): Promise<Repository> {
  const mavenHome = join(userHome, ".m2");
  const override = environment[repositoryVariable];
  if (override) {
    const localRepository = join(mavenHome, "repository");
    return {
      ...fromUrl(override, repositoryVariable),
      namedBy: repositoryVariable,
      localRepository,
    };
  }
  const file = join(mavenHome, "settings.xml");
  const settings = await readSettings(file, environment, userHome);
  const repository = fromSettings(settings, file);
  const proxy = proxyFor(new URL(repository.url).hostname, settings);
  return {
    ...repository,
    ...(proxy !== undefined && { proxy }),
    localRepository: settings.localRepository || join(mavenHome, "repository"),
  };
}

async function readSettings(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
  userHome: string,
): Promise<MavenSettings> {
  const xml = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new CannotRun(`${file}, Maven's settings, cannot be read (${error.code})`);
  });
  if (xml === undefined) return { localRepository: "", mirrors: [], servers: [], proxies: [] };
  const variables = Object.entries(environment).map(([name, value]) => [`env.${name}`, value]);
  return parseMavenSettings(xml, file, {
    ...Object.fromEntries(variables),
    "user.home": userHome,
  });
}

function fromSettings(settings: MavenSettings, file: string) {
  const mirror = mirrorOfCentral(settings.mirrors);
  if (mirror?.blocked) {
    throw new CannotRun(
      `mirror "${mirror.id}" in ${file} blocks Maven Central; ` +
        `set ${repositoryVariable} to the URL of a repository that may be used`,
    );
  }
  const where = mirror ? `mirror "${mirror.id}" in ${file}` : "the default, Maven Central";
  const { url, authorization } = fromUrl(mirror?.url ?? mavenCentral, where);
  const credentials = serverAuthorization(settings, mirror?.id ?? "central", file) ?? authorization;
  return { url, namedBy: where, ...(credentials !== undefined && { authorization: credentials }) };
}

function serverAuthorization(settings: MavenSettings, id: string, file: string) {
  const server = settings.servers.find((each) => each.id === id);
  if (!server?.username) return undefined;
  if (/^\{.*\}$/.test(server.password)) {
    throw new CannotRun(
      `the password of server "${id}" in ${file} is encrypted, and only Maven can read it; ` +
        "write <password>${env.NAME}</password> there and set that environment variable, " +
        `or set ${repositoryVariable} to https://USER:PASSWORD@HOST/PATH`,
    );
  }
  return basic(server.username, server.password);
}

function fromUrl(text: string, where: string): Pick<Repository, "url" | "authorization"> {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (!parsed || !["http:", "https:"].includes(parsed.protocol)) {
    throw new Misuse(
      `${where} must name an http or https URL, got "${text.replace(/^.*@/s, "***@")}"; ` +
        `write for instance ${mavenCentral}`,
    );
  }
  const { username, password } = parsed;
  parsed.username = parsed.password = parsed.search = parsed.hash = "";
  const url = parsed.href.replace(/\/+$/, "");
  if (!username) return { url };
  return { url, authorization: basic(decodeURIComponent(username), decodeURIComponent(password)) };
}

function proxyFor(host: string, { proxies }: MavenSettings): string | undefined {
  const proxy = proxies.find(({ protocol }) => protocol === "https") ?? proxies[0];
  if (!proxy) return undefined;
  if (proxy.nonProxyHosts.split("|").some((pattern) => matches(host, pattern.trim()))) return "";
  const url = new URL(`${proxy.protocol}://${proxy.host}:${proxy.port}`);
  url.username = encodeURIComponent(proxy.username);
  url.password = encodeURIComponent(proxy.password);
  return url.href;
}

function matches(host: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(host);
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
