import { join } from "node:path";
import ts from "typescript";

const file = join(process.cwd(), "test", "constructs", "somebodys-app.ts");

/** Each file is parsed once for all tests. */
const documents = ts.createDocumentRegistry();

/** An app of which one line is being written. */
const app = (line: Readonly<Record<string, string>>) => `
import { CdcPipeline } from "../../constructs";
declare const stack: ConstructorParameters<typeof CdcPipeline>[0];
new CdcPipeline(stack, "pipeline", {
  project: "demo",
  postgres: { serviceName: "db", ${line.postgres ?? 'cloudName: "custom-ours", plan: "ours"'} },
  kafka: { serviceName: "events", cloudName: "do-fra", ${line.kafka ?? 'plan: "ours", kafkaVersion: "9.9"'} },
  kafkaConnect: { serviceName: "capture", cloudName: "aws-eu-west-1", ${line.kafkaConnect ?? 'plan: "ours"'} },
  source: {
    connectorName: "orders",
    topicPrefix: "shop",
    tables: ["public.orders"],
    ${line.source ?? ""}
    properties: { ${line.properties ?? ""} },
  },
});`;

/** What an editor asks, of an app in which | is the cursor. */
function editor(text: string) {
  const cursor = text.indexOf("|");
  const plain = text.replace("|", "");
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? plain : "1"),
    getScriptSnapshot: (name) => {
      const content = name === file ? plain : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => process.cwd(),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
  };
  const service = ts.createLanguageService(host, documents);
  return {
    completions: () =>
      service.getCompletionsAtPosition(file, cursor, {})?.entries.map(({ name }) => name) ?? [],
    documentation: () =>
      ts.displayPartsToString(service.getQuickInfoAtPosition(file, cursor)?.documentation ?? []),
    errors: () =>
      service
        .getSemanticDiagnostics(file)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  };
}

test.each([
  [
    { postgres: 'cloudName: "|"' },
    ["aws-eu-west-1", "azure-norway-west", "do-fra", "upcloud-fi-hel"],
  ],
  [{ postgres: 'plan: "|"' }, ["hobbyist", "startup-4", "business-8", "premium-16"]],
  [{ postgres: 'pgVersion: "|"' }, ["17", "18"]],
  [{ kafka: 'plan: "|"' }, ["startup-4", "business-4", "premium-6x-8"]],
  [{ kafka: 'kafkaVersion: "|"' }, ["3.9", "4.2"]],
  [{ kafkaConnect: 'plan: "|"' }, ["startup-4", "business-4"]],
  [{ source: "|" }, ["heartbeat", "replicaIdentities", "version"]],
  [{ source: 'snapshotMode: "|",' }, ["initial", "when_needed"]],
  [{ properties: '"|"' }, ["max.batch.size", "snapshot.locking.mode"]],
  [{ properties: '"snapshot.locking.mode": "|"' }, ["none", "shared"]],
])("an editor completes %j", (line, names) => {
  expect(editor(app(line)).completions()).toEqual(expect.arrayContaining(names));
});

test("an editor shows what a property is", () => {
  expect(editor(app({ properties: '"max.queue.|size": 4_096' })).documentation()).toMatch(
    /^A whole number, at least 1; 8192 unless set\. https:\/\/debezium\.io\/documentation\/reference\/3\.1\/connectors\/postgresql\.html#postgresql-property-max-queue-size$/,
  );
});

test("a misspelt property is an error, and unknown clouds, plans and versions are none", () => {
  expect(editor(app({ properties: '"max.queue.size": 4_096' })).errors()).toEqual([]);
  const [error, ...others] = editor(app({ properties: '"max.queue.sice": 4_096' })).errors();
  expect(error).toMatch(/'"max\.queue\.sice"' does not exist/);
  expect(others).toEqual([]);
});
