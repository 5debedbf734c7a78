/** What an ACL of the registry allows; writing includes reading. */
export type Operation = "read" | "write";

/** What a request wants of the registry. */
export type Route =
  /** Something of one subject, or of the configuration that all share. */
  | {
      readonly kind: "resource";
      readonly operation: Operation;
      /** As ACLs name it: `Config:`, `Subject:orders-value`. */
      readonly resource: string;
    }
  /** The schema with an id, whatever subjects have it. */
  | { readonly kind: "schema"; readonly id: string }
  /** What everybody sees as far as they may. */
  | { readonly kind: "list" };

export interface RoutedRequest {
  readonly method: string;
  /** The steps of its path, decoded. */
  readonly steps: readonly string[];
  /** Of an artifact, where Apicurio's converters name it. */
  readonly artifactId: string | undefined;
}

const subject = (name: string, operation: Operation): Route => ({
  ...{ kind: "resource", operation },
  resource: `Subject:${name}`,
});
const config = (operation: Operation): Route => ({
  ...{ kind: "resource", operation },
  resource: "Config:",
});
const list: Route = { kind: "list" };

/**
 * The endpoints of Karapace, with what it asks for in each: src/karapace/api/routers of
 * https://github.com/Aiven-Open/karapace; `:` is a step with a name or a number.
 */
const endpoints: Readonly<Record<string, (names: readonly string[]) => Route>> = {
  "GET ": () => list,
  "GET subjects": () => list,
  "POST subjects/:": ([name = ""]) => subject(name, "read"),
  "DELETE subjects/:": ([name = ""]) => subject(name, "write"),
  "GET subjects/:/versions": ([name = ""]) => subject(name, "read"),
  "POST subjects/:/versions": ([name = ""]) => subject(name, "write"),
  "GET subjects/:/versions/:": ([name = ""]) => subject(name, "read"),
  "DELETE subjects/:/versions/:": ([name = ""]) => subject(name, "write"),
  "GET subjects/:/versions/:/schema": ([name = ""]) => subject(name, "read"),
  "GET subjects/:/versions/:/referencedby": ([name = ""]) => subject(name, "read"),
  "POST compatibility/subjects/:/versions/:": ([name = ""]) => subject(name, "read"),
  "GET config": () => config("read"),
  "PUT config": () => config("write"),
  "GET config/:": ([name = ""]) => subject(name, "read"),
  "PUT config/:": ([name = ""]) => subject(name, "write"),
  "DELETE config/:": ([name = ""]) => subject(name, "write"),
  "GET mode": () => config("read"),
  "GET mode/:": ([name = ""]) => subject(name, "read"),
  "GET schemas/types": () => list,
  "GET schemas/ids/:": ([id = ""]) => ({ kind: "schema", id }),
  "GET schemas/ids/:/versions": ([id = ""]) => ({ kind: "schema", id }),
};

/** @returns undefined for what Karapace does not have, and Apicurio's converters do not ask for */
export function routeOf({ method, steps, artifactId }: RoutedRequest): Route | undefined {
  if (steps[0] === "apis") return converterRoute(method, steps.slice(3), artifactId);
  for (const [endpoint, route] of Object.entries(endpoints)) {
    const [verb, pattern = ""] = endpoint.split(" ");
    if (verb !== method) continue;
    const names = namesIn(pattern === "" ? [] : pattern.split("/"), steps);
    if (names) return route(names);
  }
  return undefined;
}

/** The steps at `:`, where the rest is the same. */
function namesIn(pattern: readonly string[], steps: readonly string[]): string[] | undefined {
  const isLike = pattern.every((step, at) => step === ":" || step === steps[at]);
  if (!isLike || pattern.length !== steps.length) return undefined;
  return steps.filter((_, at) => pattern[at] === ":");
}

/** Of a client that writes and reads records, and of no other. */
function converterRoute(
  method: string,
  [what, group, artifacts, id = ""]: readonly string[],
  artifactId: string | undefined,
): Route | undefined {
  if (what === "ids" && group === "contentIds" && method === "GET") {
    return { kind: "schema", id: artifacts ?? "" };
  }
  if (what !== "groups" || group !== "default" || artifacts !== "artifacts") return undefined;
  if (id !== "") return ["GET", "POST"].includes(method) ? subject(id, "read") : undefined;
  const isNew = method === "POST" && artifactId !== undefined;
  return isNew ? subject(artifactId, "write") : undefined;
}
