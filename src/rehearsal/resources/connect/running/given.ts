import type { Connector } from "../../../cloud/services";

type Config = Connector["config"];

/** How a connector's workers run it, and what it was given. */
export type Running = Required<Pick<Connector, "config">> & Pick<Connector, "given">;

/** @returns without `given` where the workers have just that */
export function running(config: Config, given: Config): Running {
  const isSame = differing(config, given).length === 0;
  return { config, given: isSame ? undefined : given };
}

/** What a connector was given, with what somebody has changed since at its workers. */
export function asGiven(config: Config, connector: Connector | undefined): Config {
  const { given } = connector ?? {};
  if (!connector || !given) return config;
  const replaced = differing(connector.config, given);
  const entries = Object.entries({ ...config, ...given });
  return Object.fromEntries(
    entries.flatMap(([name]) => {
      const value = replaced.includes(name) ? given[name] : config[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The names of what is different in one and the other, or only in one. */
function differing(one: Config, other: Config): string[] {
  return Object.keys({ ...one, ...other }).filter((name) => one[name] !== other[name]);
}
