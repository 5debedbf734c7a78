import { severities } from "../../../../src/rehearsal/provider/protocol/diagnostics";
import { messages, providerService } from "../../../../src/rehearsal/provider/protocol/messages";
import { nestingModes } from "../../../../src/rehearsal/provider/schema";
import published from "./published.json";

type Fields = Readonly<Record<string, string>>;

/** Messages that are nested in others as published, where a name of ours does not show it. */
const nested: Readonly<Record<string, readonly string[]>> = {
  AttributeStep: ["AttributePath.Step"],
  Block: ["Schema.Block"],
  Attribute: ["Schema.Attribute"],
  Object: ["Schema.Object"],
  NestedBlock: ["Schema.NestedBlock"],
  // two messages of one field, and the same on the wire
  TypeName: ["GetMetadata.DataSourceMetadata", "GetMetadata.ResourceMetadata"],
  ImportedResource: ["ImportResourceState.ImportedResource"],
};

const publishedAs = (name: string) =>
  nested[name] ?? [name.replace(/(?<=.)(Request|Response)$/, ".$1")];

/** A type as a message of ours names it: an enumeration is a number on the wire. */
const types: Readonly<Record<string, string>> = {
  ...{ Severity: "int32", NestingMode: "int32", Step: "AttributeStep" },
  ...{ DataSourceMetadata: "TypeName", ResourceMetadata: "TypeName" },
};

function ours(field: string): string {
  const [number, type = "", ...many] = field.split(" ");
  return [number, types[type] ?? type, ...many].join(" ");
}

const pairs = Object.keys(messages).flatMap((name) =>
  publishedAs(name).map((counterpart) => [name, counterpart]),
);

test.each(pairs)("%s has the fields of %s with their numbers and types", (name, counterpart) => {
  const all = (published.messages as Readonly<Record<string, Fields>>)[counterpart];
  expect(all).toBeDefined();
  for (const [field, text] of Object.entries(messages[name] ?? {})) {
    expect({ field, text }).toEqual({ field, text: ours(all?.[field] ?? "not published") });
  }
});

test("each procedure goes by its published name, with its request and its response", () => {
  const served = Object.entries(providerService()).map(([name, { path }]) => [name, path]);
  expect(served).toEqual(
    Object.keys(published.procedures).map((name) => [name, `/tfplugin6.Provider/${name}`]),
  );
  for (const [name, both] of Object.entries(published.procedures)) {
    expect(both).toEqual([`${name}.Request`, `${name}.Response`]);
  }
});

const lowerCase = (values: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name !== "INVALID")
      .map(([name, value]) => [name.toLowerCase(), value]),
  );

test("severities and nesting modes have the published numbers", () => {
  const { enums } = published;
  expect(severities).toEqual(lowerCase(enums["Diagnostic.Severity"]));
  expect(nestingModes).toEqual(lowerCase(enums["Schema.NestedBlock.NestingMode"]));
  expect(nestingModes).toMatchObject(lowerCase(enums["Schema.Object.NestingMode"]));
});
