import { Cdc, events } from "../rehearsal/support/cdc";
import { connected } from "../rehearsal/support/database";
import { documentOf, linesOf } from "./schemas";

const cdc = new Cdc();
const app = ["--app", "test/rehearsal/apps/consumers.ts"];
const topic = "shop.public.orders";
const operations = ["delete", "insert", "snapshot", "snapshot", "tombstone", "update"];
let running: ReturnType<Cdc["start"]>;

beforeAll(async () => {
  running = await cdc.up("test/rehearsal/apps/consumers.ts");
});
afterAll(() => cdc.down(running));

const tail = (...args: string[]) => cdc.run(["tail", ...app, ...args]);

test("prints what cdc start printed, and ends after --max", async () => {
  const { code, stdout, stderr } = await tail("--from-beginning", "--max", "6", topic);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const printed = events(running.output()).filter((event) => event.includes(topic));
  expect(events(stdout)).toEqual(printed);
  expect(printed.length).toBe(6);
  const fewer = await tail("--from-beginning", "--max", "2", topic);
  expect(events(fewer.stdout).length).toBe(2);
});

test("--json: a line each, as the schema has it", async () => {
  const { code, stdout, stderr } = await tail("--json", "--from-beginning", "--max", "6", topic);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [first, ...rest] = linesOf("tail", stdout);
  expect(first).toEqual({ type: "start", schema: "urn:aiven-cdc:tail:1", app: app[1] });
  expect(rest.pop()).toEqual({ type: "end", exitCode: 0 });
  expect(rest.map(({ operation }) => operation).sort()).toEqual(operations);
  for (const event of rest) expect(event).toMatchObject({ type: "event", topic });
  expect(rest.map(({ offset }) => offset)).toContain("0");
});

test("without --from-beginning only what comes is printed, as a user of the stack, until Ctrl-C", async () => {
  const reading = cdc.start(["tail", ...app, "--json", "--user", "orders-reader", topic]);
  await reading.until('"type":"start"');
  const client = await connected(cdc);
  await client.query("INSERT INTO public.orders (id, name, amount) VALUES (1000, 'Alan', 1)");
  await client.end();
  await reading.until('"operation":"insert"');
  reading.child.kill("SIGINT");
  const { code, stdout } = await reading.ended;
  expect(code).toBe(0);
  expect(linesOf("tail", stdout)).toMatchObject([
    { type: "start" },
    { type: "event", operation: "insert", key: { id: 1000 }, after: { name: "Alan" } },
    { type: "end" },
  ]);
});

test("names the nearest topics, and the users that there are", async () => {
  const unknown = await tail("--json", "shop.public.ordres");
  expect(documentOf("tail", unknown.stdout)).toEqual({
    ...{ schema: "urn:aiven-cdc:failure:1", type: "failure", kind: "misuse", exitCode: 2 },
    message:
      'TOPIC must be a topic that avnadmin may read, got "shop.public.ordres"; ' +
      'the nearest: "shop.public.orders", "shop.message"',
  });
  expect(unknown.code).toBe(2);
  const nothing = await tail("--user", "nobody", topic);
  expect(nothing).toMatchObject({ code: 2, stdout: "" });
  expect(nothing.stderr).toBe(
    'TOPIC must be a topic that nobody may read, got "shop.public.orders"; ' +
      "nobody may read none; name another user: --user orders-reader\n",
  );
  const stranger = await tail("--user", "nobdy", topic);
  expect(stranger).toMatchObject({ code: 2, stdout: "" });
  expect(stranger.stderr).toBe(
    '--user must be a user of the stack with a certificate, got "nobdy"; ' +
      'there are "avnadmin", "nobody", "orders-reader"\n',
  );
});
