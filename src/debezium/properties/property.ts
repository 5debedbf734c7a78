export type PropertyType =
  "boolean" | "class" | "double" | "int" | "list" | "long" | "password" | "short" | "string";

/** The connector's own description of one of its properties. */
export interface Property {
  readonly type: PropertyType;
  /** Absent where there is none, and where it is the worker's. */
  readonly default?: string;
  /** Of a list: of each of its entries. */
  readonly allowed?: readonly string[];
  /** `allowed` is compared letter by letter; elsewhere case is ignored, and space around it. */
  readonly matchCase?: true;
  readonly min?: number;
  /** Absent where it is that of the type. */
  readonly max?: number;
  readonly required?: true;
  /** Read by the connector and left out where Connect asks it for its properties. */
  readonly reported?: false;
}

export type Catalogue = Readonly<Record<string, Property>>;

/** A name that stands for many, `column.truncate.to.(d+).chars`: listed as a family instead. */
export type PatternName = `${string}(${string}`;
