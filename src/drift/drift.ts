import type { StateResource } from "../stack/state";
import type { IsSecret } from "./secrets";
import {
  type Argument,
  hidden,
  pathOf,
  removedArguments,
  type Resources,
  resourcesIn,
  userConfigArguments,
} from "./user-config.cjs";

/** A stack's code, and what is known of its services. */
export interface Known {
  /** The parsed cdk.tf.json. */
  readonly code: object;
  readonly state: readonly StateResource[];
  /** What an earlier code said, see {@link toRemember}. @default - nothing was remembered */
  readonly remembered?: Resources;
  readonly isSecret: IsSecret;
}

/** An argument that is set on the service and no longer in the code. */
export interface Drifted extends Argument {
  readonly address: string;
}

/** What a plan does not show: arguments that were removed from the code and stay on the service. */
export function driftOf({ code, state, remembered }: Known): Drifted[] {
  return removedArguments(resourcesIn(code), { remembered, state: managed(state) });
}

/** One line for each, with what to do; never a secret. */
export function formatDrifted(drifted: Drifted, isSecret: IsSecret): string {
  const { address, steps, value } = drifted;
  const stays = isSecretArgument(drifted, isSecret)
    ? "is set to a secret"
    : `is ${JSON.stringify(value)}`;
  return (
    `${address}: ${pathOf(steps)} ${stays} on the service and no longer in the code; ` +
    "put it back with Aiven's default, or reset it in the console: Terraform will not"
  );
}

export function isSecretArgument({ address, steps, value }: Drifted, isSecret: IsSecret): boolean {
  return isSecret(typeOf(address), steps, value);
}

/**
 * The arguments in code and on the service, to find later what was removed. What has drifted
 * stays in it until it is put right; a secret is only known to be there.
 */
export function toRemember(known: Known): Resources {
  const state = managed(known.state);
  const codeOf = resourcesIn(known.code);
  const kept: Resources = {};
  const keep = (address: string, { steps, value }: Argument) => {
    const isSecret = known.isSecret(typeOf(address), steps, value);
    put((kept[address] ??= {}), steps, isSecret ? hidden : value);
  };
  for (const [address, values] of Object.entries(state)) {
    const code = codeOf(address);
    const all = code ? userConfigArguments(values, code) : [];
    for (const argument of all) if (argument.isInCode) keep(address, argument);
  }
  if (known.remembered) for (const drifted of driftOf(known)) keep(drifted.address, drifted);
  return kept;
}

function managed(state: readonly StateResource[]): Resources {
  return Object.fromEntries(
    state
      .filter(({ mode, type }) => mode === "managed" && type.startsWith("aiven_"))
      .map(({ address, values }) => [address, values]),
  );
}

function typeOf(address: string): string {
  return address.split(".")[0] ?? "";
}

/** Sets a value where it is in the state, with what lies on the way. */
function put(values: object, steps: readonly (string | number)[], value: unknown): void {
  let inner = values as Record<string | number, unknown>;
  for (const [at, step] of steps.entries()) {
    if (at === steps.length - 1) inner[step] = value;
    else inner = (inner[step] ??= typeof steps[at + 1] === "number" ? [] : {}) as typeof inner;
  }
}
