import type { catalogues, driverProperties } from "./catalogue";
import type { PatternName } from "./property";
import type { DebeziumVersion } from "../versions";

/** What a property takes; Terraform turns numbers and booleans into text. */
type Value<P> = P extends { readonly type: "boolean" }
  ? boolean | "true" | "false"
  : P extends { readonly type: "double" | "int" | "long" | "short" }
    ? number | `${number}`
    : P extends { readonly type: "list" }
      ? string
      : P extends { readonly allowed: readonly (infer Allowed)[] }
        ? Allowed
        : string;

type Own<Catalogue> = {
  readonly [K in keyof Catalogue as K extends PatternName ? never : K]?: Value<Catalogue[K]>;
};

type Anything = string | number | boolean | undefined;

type Driver<Version extends DebeziumVersion> = {
  readonly [
    K in `${Version extends "1.9.7" ? "database" : "database" | "driver"}.${(typeof driverProperties)[Version][number]}`
  ]?: Exclude<Anything, undefined>;
};

type Since2<Version extends DebeziumVersion> = Version extends "1.9.7"
  ? unknown
  : { readonly [consumer: `signal.consumer.${string}`]: Anything };

interface Families {
  readonly "_aiven.restart.on.failure"?: boolean | "true" | "false";
  readonly [transform: `transforms.${string}`]: Anything;
  readonly [predicate: `predicates.${string}`]: Anything;
  readonly [group: `topic.creation.${string}`]: Anything;
  readonly [key: `key.converter.${string}`]: Anything;
  readonly [value: `value.converter.${string}`]: Anything;
  readonly [header: `header.converter.${string}`]: Anything;
  readonly [producer: `producer.override.${string}`]: Anything;
  readonly [consumer: `consumer.override.${string}`]: Anything;
  readonly [admin: `admin.override.${string}`]: Anything;
  readonly [aiven: `_aiven.${string}`]: Anything;
  readonly [select: `snapshot.select.statement.overrides.${string}`]: Anything;
  readonly [hash: `column.mask.hash.${string}.with.salt.${string}`]: Anything;
  readonly [mask: `column.mask.with.${number}.chars`]: Anything;
  readonly [truncate: `column.truncate.to.${number}.chars`]: Anything;
}

type Named<Name extends string> = { readonly [K in `${Name}.${string}`]?: Anything };

/**
 * The properties of Debezium's PostgreSQL connector in one version, as they stand in its
 * configuration.
 *
 * @typeParam Names the names that you list in `converters` and `post.processors`, whose own
 * properties stand under them
 */
export type ConnectorProperties<
  Version extends DebeziumVersion = DebeziumVersion,
  Names extends string = never,
> = Version extends DebeziumVersion
  ? Own<(typeof catalogues)[Version]> & Driver<Version> & Families & Since2<Version> & Named<Names>
  : never;
