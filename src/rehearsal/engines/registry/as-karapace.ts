import { type Answer, ask, type Question } from "./upstream";
import { confluentPath, ownPath, type Registry } from "./registry";

type Upstream = Pick<Registry, "port" | "login">;
type Reply = Pick<Answer, "status" | "json">;

interface Asked {
  readonly method: string;
  readonly steps: readonly string[];
  /** With its `?`, or empty. */
  readonly query: string;
  readonly body: Buffer;
}

const levels = ["BACKWARD", "FORWARD", "FULL"].flatMap((level) => [level, `${level}_TRANSITIVE`]);
const compatibilityLevels = ["NONE", ...levels];

/** What Karapace would answer, where Apicurio's counterpart has another answer or none. */
export async function asKarapace(upstream: Upstream, asked: Asked): Promise<Reply> {
  const { method, steps } = asked;
  const [first, second] = steps;
  if (first === undefined) return { status: 200, json: {} };
  if (first === "mode") return { status: 200, json: { mode: "READWRITE" } };
  if (first === "config" && method === "PUT") {
    const level = (bodyOf(asked) as { compatibility?: unknown } | undefined)?.compatibility;
    if (!compatibilityLevels.includes(String(level))) {
      return refusal(422, 42203, `compatibility must be one of ${compatibilityLevels.join(", ")}`);
    }
    if (second !== undefined) return setLevel(upstream, second, String(level));
  }
  if (first === "config" && second !== undefined) {
    if (method === "DELETE") return removeLevel(upstream, second);
    const withGlobal = new URLSearchParams(asked.query).get("defaultToGlobal") === "true";
    return levelOf(upstream, second, withGlobal);
  }
  if (isNewVersion(asked)) {
    const made = await addUntypedJson(upstream, asked);
    if (made) return made;
  }
  const answer = await ask(upstream, `${confluentPath}/${pathOf(asked)}`, {
    ...{ method, body: asked.body },
  });
  if (first === "compatibility") return withReasons(upstream, asked, answer);
  return inKarapacesWords(upstream, asked, answer);
}

function pathOf({ steps, query }: Asked): string {
  return steps.map(encodeURIComponent).join("/") + query;
}

function isNewVersion({ method, steps }: Asked): boolean {
  return method === "POST" && steps[0] === "subjects" && steps[2] === "versions";
}

function bodyOf({ body }: Asked): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function refusal(status: number, code: number, message: string): Reply {
  return { status, json: { error_code: code, message } };
}

const artifact = (subject: string) =>
  `${ownPath}/groups/default/artifacts/${encodeURIComponent(subject)}`;
const rule = (subject: string) => `${artifact(subject)}/rules/COMPATIBILITY`;
const notFound = (subject: string) => refusal(404, 40401, `Subject '${subject}' not found.`);

async function levelOf(upstream: Upstream, subject: string, withGlobal: boolean): Promise<Reply> {
  const { status, json } = await ask(upstream, rule(subject));
  if (status === 200) {
    const { config } = json as { config: string };
    return { status, json: { compatibilityLevel: config } };
  }
  if (await isMissing(upstream, subject)) return notFound(subject);
  if (withGlobal) return ask(upstream, `${confluentPath}/config`);
  return refusal(
    404,
    40408,
    `Subject '${subject}' does not have subject-level compatibility configured`,
  );
}

/** Confluent's interface would take NONE for "as the global level". */
async function setLevel(upstream: Upstream, subject: string, config: string): Promise<Reply> {
  if (await isMissing(upstream, subject)) return notFound(subject);
  const json = { ruleType: "COMPATIBILITY", config };
  const made = await ask(upstream, `${artifact(subject)}/rules`, { method: "POST", json });
  if (made.status === 409) await ask(upstream, rule(subject), { method: "PUT", json });
  return { status: 200, json: { compatibility: config } };
}

async function removeLevel(upstream: Upstream, subject: string): Promise<Reply> {
  if (await isMissing(upstream, subject)) return notFound(subject);
  await ask(upstream, rule(subject), { method: "DELETE" });
  return { status: 200, json: { compatibility: await globalLevel(upstream) } };
}

async function globalLevel(upstream: Upstream): Promise<string> {
  const { json } = await ask(upstream, `${confluentPath}/config`);
  return (json as { compatibilityLevel: string }).compatibilityLevel;
}

async function isMissing(upstream: Upstream, subject: string): Promise<boolean> {
  return (await ask(upstream, artifact(subject))).status === 404;
}

interface NewVersion {
  readonly schema: string;
  readonly schemaType?: string;
}

/** Apicurio takes a first schema for JSON Schema only where it has a `$schema`. */
async function addUntypedJson(upstream: Upstream, asked: Asked): Promise<Reply | undefined> {
  const { schema, schemaType } = (bodyOf(asked) ?? {}) as NewVersion;
  const [, subject = ""] = asked.steps;
  if (schemaType !== "JSON" || !(await isMissing(upstream, subject))) return undefined;
  const made = await ask(upstream, `${ownPath}/groups/default/artifacts`, {
    method: "POST",
    json: {
      ...{ artifactId: subject, artifactType: "JSON" },
      firstVersion: { content: contentOf(schema) },
    },
  });
  if (made.status !== 200) return undefined; // Confluent's interface names the reason
  const { version } = made.json as { version: { contentId: number } };
  return { status: 200, json: { id: version.contentId } };
}

function contentOf(schema: string) {
  return { content: schema, contentType: "application/json" };
}

/** Confluent's interface says that a schema is incompatible, and not why. */
async function withReasons(upstream: Upstream, asked: Asked, answer: Answer): Promise<Reply> {
  const { is_compatible: isCompatible } = (answer.json ?? {}) as { is_compatible?: boolean };
  if (isCompatible !== false) return inKarapacesWords(upstream, asked, answer);
  const [, , subject = ""] = asked.steps;
  const { schema } = bodyOf(asked) as NewVersion;
  const question: Question = { method: "POST", json: { content: contentOf(schema) } };
  const tried = await ask(upstream, `${artifact(subject)}/versions?dryRun=true`, question);
  const causes = (tried.json as { causes?: readonly Cause[] } | undefined)?.causes ?? [];
  const messages = causes.map(({ description, context }) => `${description} at ${context}`);
  return { status: 200, json: { is_compatible: false, messages } };
}

interface Cause {
  readonly description: string;
  readonly context: string;
}

async function inKarapacesWords(upstream: Upstream, asked: Asked, answer: Answer): Promise<Reply> {
  const { status, json } = answer;
  if (status < 400) return answer;
  const [first, second = "", third] = asked.steps;
  const subject = first === "compatibility" ? (third ?? "") : second;
  const { error_code: code = status, message = "" } = (json ?? {}) as {
    error_code?: number;
    message?: string;
  };
  if (code === 40401) return notFound(subject);
  if (code === 40402) return refusal(404, code, `Version ${asked.steps.at(-1)} not found.`);
  if (code === 40403) return refusal(404, code, "Schema not found");
  const reason = message.replace(/^(?:[a-z]\w*\.)+\w+Exception: /, "");
  if (status !== 409) return refusal(status, code === 0 ? status : code, reason);
  const level = await levelOf(upstream, subject, true);
  const { compatibilityLevel } = level.json as { compatibilityLevel?: string };
  return refusal(
    409,
    409,
    `Incompatible schema, compatibility_mode=${compatibilityLevel}. Incompatibilities: ${incompatibilitiesIn(reason)}`,
  );
}

/** Of `Incompatible artifact: s [AVRO], num of incompatible diffs: {1}, list of diff types: [b at /fields/1]`. */
export function incompatibilitiesIn(message: string): string {
  return /list of diff types: \[([^]*)\]$/.exec(message)?.[1] ?? message;
}
