import { renewSchemaFacts } from "../../../tools/schema-facts";

/** `cdc bindings`: takes the schema from the live provider; the next command makes the bindings. */
export async function renewBindings(): Promise<void> {
  const { version, changed } = await renewSchemaFacts();
  process.stdout.write(
    changed
      ? `Schema facts are now those of provider ${version}; the bindings follow with the next command.\n`
      : `Schema facts are those of provider ${version} already.\n`,
  );
}
