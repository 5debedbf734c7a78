import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AivenProvider } from "@cdktf/provider-aiven/lib/provider";
import { App, TerraformStack } from "cdktf";
import { type Acknowledgement, acknowledge, AzureKafka } from "../../constructs";

interface Annotation {
  readonly constructPath: string;
  readonly level: string;
  readonly message: string;
}

/** A Kafka that violates one error, one warning and one note. */
function violating(scope: TerraformStack): AzureKafka {
  return new AzureKafka(scope, "kafka", {
    project: "demo",
    serviceName: "Events",
    cloudName: "azure-norway-west",
    plan: "startup-4",
    kafkaVersion: "4.2",
    replicationFactor: 2,
    minInsyncReplicas: 2,
  });
}

/** Synthesizes the violating Kafka; the annotations as `<severity> <path> <message>`. */
function synthesize(
  change: (stack: TerraformStack, kafka: AzureKafka) => void,
  context: Readonly<Record<string, unknown>> = {},
): string[] {
  const outdir = mkdtempSync(join(tmpdir(), "aiven-cdc-acknowledge-"));
  try {
    const app = new App({ outdir, context: { "aiven-cdc:as-of": "2026-11-23", ...context } });
    const stack = new TerraformStack(app, "test");
    new AivenProvider(stack, "aiven");
    change(stack, violating(stack));
    app.synth();
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { annotations: Annotation[] }>;
    };
    return Object.values(manifest.stacks)
      .flatMap(({ annotations }) => annotations)
      .map(({ level, constructPath, message }) => `${level} [${constructPath}] ${message}`);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const notes = { "aiven-cdc:notes": true };
const reason = "taken over";
const name = /serviceName must match .*, got "Events"; use "events"/.source;

test("without an acknowledgement an error fails the synth, and its message ends with its rule", () => {
  expect(() => synthesize(() => undefined)).toThrow(
    new RegExp(`\\[test/kafka\\] ${name} \\[service-name\\]`),
  );
});

test("an acknowledged error and warning are notes with the reason, silent unless asked for", () => {
  const change = (stack: TerraformStack) =>
    acknowledge(stack, { rules: ["service-name", "kafka-replication-insync-equal"], reason });
  expect(synthesize(change)).toEqual([]);
  expect(synthesize(change, notes)).toEqual([
    expect.stringMatching(
      new RegExp(`^@cdktf/info .*${name} \\(acknowledged: taken over\\) \\[service-name\\]$`),
    ),
    expect.stringMatching(
      /minInsyncReplicas .* \(acknowledged: taken over\) \[kafka-replication-insync-equal\]$/,
    ),
    expect.stringMatching(/^@cdktf\/info .*autoCreateTopics .* \[kafka-auto-create-topics\]$/),
  ]);
});

test("only the named rules are acknowledged", () => {
  const acknowledged = (_: TerraformStack, kafka: AzureKafka) =>
    acknowledge(kafka, { rules: ["service-name"], reason });
  expect(synthesize(acknowledged)).toEqual([
    expect.stringMatching(/^@cdktf\/warn .* \[kafka-replication-insync-equal\]$/),
  ]);
  expect(() =>
    synthesize((stack) => acknowledge(stack, { rules: ["plan-known"], reason })),
  ).toThrow("[service-name]");
});

test("a scope beside the construct acknowledges nothing of it", () => {
  const beside = (stack: TerraformStack) =>
    acknowledge(new TerraformStack(stack.node.root, "other"), { rules: ["service-name"], reason });
  expect(() => synthesize(beside)).toThrow("[service-name]");
});

test("the nearest scope gives the reason", () => {
  const twice = (stack: TerraformStack, kafka: AzureKafka) => {
    acknowledge(stack, { rules: ["service-name"], reason: "of the stack" });
    acknowledge(kafka, { rules: ["service-name"], reason: "of the service" });
  };
  expect(synthesize(twice, notes).join("\n")).toContain("(acknowledged: of the service)");
});

test("an acknowledged rule that nothing violates is a note", () => {
  const stale = (stack: TerraformStack) =>
    acknowledge(stack, { rules: ["service-name", "slot-name"], reason });
  expect(synthesize(stale, notes)[0]).toBe(
    '@cdktf/info [test] rules should name violated rules, got "slot-name", which nothing beneath violates on 2026-11-23; remove it [acknowledged-rules]',
  );
  expect(synthesize(stale, notes).filter((line) => line.includes('got "service-name"'))).toEqual(
    [],
  );
});

test("a report has errors as annotations, beside warnings and notes", () => {
  const { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: before } = process.env;
  process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
  try {
    const levels = synthesize(() => undefined, { "aiven-cdc:report": true }).map(
      (line) => line.split(" ")[0],
    );
    expect(levels).toEqual(["@cdktf/error", "@cdktf/warn", "@cdktf/info"]);
  } finally {
    if (before === undefined) delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
    else process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = before;
  }
});

test.each([
  [
    { rules: ["slot-nmae"], reason },
    'rules must be names of rules, got "slot-nmae"; use "slot-name"',
  ],
  [{ rules: ["banana"], reason }, 'rules must be names of rules, got "banana"; see docs/rules.md'],
  [
    { rules: [], reason },
    "rules must name at least one rule, got none; write acknowledge(scope, {",
  ],
  ["why", "rules must name at least one rule, got none; write acknowledge(scope, {"],
  [{ rules: ["slot-name"], reason: " " }, "reason must be some text, got none"],
])("%j is refused where it is written", (acknowledgement, message) => {
  const stack = new TerraformStack(new App(), "test");
  const given = acknowledgement as unknown as Acknowledgement;
  expect(() => acknowledge(stack, given)).toThrow(message);
  expect(() => acknowledge(stack, given)).toThrow('acknowledge of "test"');
});
