import type { Json, JsonBody } from "../../base/json";

/** Why a line of the report is there. */
export type RemarkKind = "renamed" | "secret" | "kept" | "left out" | "next";

/** One line of the report: what of the input is otherwise in the app, or not in it. */
export interface Remark {
  readonly kind: RemarkKind;
  /** What it is about: an address, or an address and a property. */
  readonly where: string;
  readonly what: string;
}

/** A resource or data source, its body as in Terraform's JSON syntax. */
export interface AdoptedResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly body: JsonBody;
  /** The id that `terraform import` takes, where the thing is known to exist. */
  readonly id?: string;
  /** Where it was in a state, if that is no address of the app's. */
  readonly origin?: Origin;
}

/** An address of a state that has more than a type and a name. */
export interface Origin {
  /** `module.network`. */
  readonly module?: string;
  readonly name: string;
  /** Of `count` or `for_each`. */
  readonly key?: string | number;
}

/** What was read, in Terraform's own words, whatever it was read from. */
export interface Configuration {
  readonly resources: readonly AdoptedResource[];
  readonly variables: Readonly<Record<string, JsonBody>>;
  readonly locals: Readonly<Record<string, Json>>;
  readonly outputs: Readonly<Record<string, JsonBody>>;
  readonly modules: Readonly<Record<string, JsonBody>>;
  /** Providers other than Aiven's, and what Terraform must know of them. */
  readonly providers: Readonly<Record<string, Json>>;
  readonly requiredProviders: Readonly<Record<string, Json>>;
  /** Import blocks of resources that there are several of. */
  readonly imports: readonly ImportBlock[];
  readonly remarks: readonly Remark[];
}

/** Terraform's own: which thing that exists an address is. */
export interface ImportBlock {
  readonly to: string;
  readonly id: string;
}

export const nothing: Configuration = {
  resources: [],
  variables: {},
  locals: {},
  outputs: {},
  modules: {},
  providers: {},
  requiredProviders: {},
  imports: [],
  remarks: [],
};

export function addressOf({
  mode,
  type,
  name,
}: Pick<AdoptedResource, "mode" | "type" | "name">): string {
  return `${mode === "data" ? "data." : ""}${type}.${name}`;
}

export function isAivens({ type }: Pick<AdoptedResource, "type">): boolean {
  return type.startsWith("aiven_");
}
