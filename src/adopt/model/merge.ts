import { addressOf, type AdoptedResource, type Configuration, type Remark } from "./configuration";
import { freeName } from "./names";
import { composedId, isPlain, Resolver } from "./relations";

/**
 * Several inputs as one. What a configuration has, a state or the API only gives an id: the arguments
 * are those that somebody wrote.
 */
export function merged(inputs: readonly Configuration[]): Configuration {
  return inputs.reduce((one, other) => {
    const [written, existing] = hasOrigins(one) && !hasOrigins(other) ? [other, one] : [one, other];
    return merge(written, existing);
  });
}

function hasOrigins({ resources }: Configuration): boolean {
  return resources.some(({ origin }) => origin !== undefined);
}

function merge(written: Configuration, existing: Configuration): Configuration {
  const resolvers = [written, existing].map(
    ({ resources, locals }) => new Resolver(resources, locals),
  ) as [Resolver, Resolver];
  const byAddress = new Map(written.resources.map((each) => [addressOf(each), each]));
  const byIdentity = new Map(
    written.resources.flatMap((each) => {
      const identity = identityOf(each, resolvers[0]);
      return identity === undefined ? [] : [[identity, each] as const];
    }),
  );
  const ids = new Map<AdoptedResource, string>();
  const imports = [...written.imports, ...existing.imports];
  const remarks: Remark[] = [];
  const added: AdoptedResource[] = [];
  for (const resource of existing.resources) {
    const { type, id, origin } = resource;
    const several = origin && byAddress.get(`${type}.${origin.name}`);
    if (origin?.module !== undefined && written.modules[moduleName(origin.module)]) {
      const what = "stays in its module: import it there";
      remarks.push({ kind: "kept", where: `${origin.module}.${type}.${origin.name}`, what });
    } else if (origin?.key !== undefined && several && !isPlain(several)) {
      const to = `${type}.${origin.name}[${JSON.stringify(origin.key)}]`;
      if (id !== undefined) imports.push({ to, id });
    } else {
      const identity = identityOf(resource, resolvers[1]);
      const same =
        byAddress.get(addressOf(resource)) ??
        (identity === undefined ? undefined : byIdentity.get(identity));
      if (!same) added.push(resource);
      else if (id !== undefined) ids.set(same, id);
    }
  }
  return {
    resources: [
      ...written.resources.map((each) =>
        ids.has(each) && each.id === undefined ? { ...each, id: ids.get(each) } : each,
      ),
      ...added,
    ],
    variables: { ...existing.variables, ...written.variables },
    locals: { ...existing.locals, ...written.locals },
    outputs: { ...existing.outputs, ...written.outputs },
    modules: { ...existing.modules, ...written.modules },
    providers: { ...existing.providers, ...written.providers },
    requiredProviders: { ...existing.requiredProviders, ...written.requiredProviders },
    imports,
    remarks: [...written.remarks, ...existing.remarks, ...remarks],
  };
}

function moduleName(module: string): string {
  return module.replace(/^module\./, "").replace(/[.[].*$/, "");
}

/** What a thing is in its project, whatever its address: the project itself may be a variable. */
function identityOf(resource: AdoptedResource, resolver: Resolver): string | undefined {
  const { mode, type, body } = resource;
  if (mode === "data") return addressOf(resource);
  if (type === "aiven_service_integration") {
    const ends = ["integration_type", "source_service_name", "destination_service_name"];
    const texts = ends.map((name) => resolver.resolved(String(body[name] ?? "")));
    return texts.some((text) => text === "" || text.includes("${"))
      ? undefined
      : [type, ...texts].join("/");
  }
  const id = composedId(resource, resolver);
  return id === undefined ? undefined : `${type}/${id.replace(/^(\$\{[^}]*\}|[^/]*)\//, "")}`;
}

/** Two resources of one address, as of a state with modules, get names of their own. */
export function withOwnNames(given: Configuration): Configuration {
  const taken = new Set<string>();
  const remarks: Remark[] = [];
  const resources = given.resources.map((resource) => {
    const name = freeName(resource.name, (each) =>
      taken.has(addressOf({ ...resource, name: each })),
    );
    taken.add(addressOf({ ...resource, name }));
    const { origin, type } = resource;
    if (origin && (origin.name !== name || origin.module !== undefined)) {
      const key = origin.key === undefined ? "" : `[${JSON.stringify(origin.key)}]`;
      const module = origin.module === undefined ? "" : `${origin.module}.`;
      const where = `${module}${type}.${origin.name}${key}`;
      const what = `becomes ${type}.${name}: the app has neither the module nor the key`;
      remarks.push({ kind: "renamed", where, what });
    }
    return name === resource.name ? resource : { ...resource, name };
  });
  return { ...given, resources, remarks: [...given.remarks, ...remarks] };
}
