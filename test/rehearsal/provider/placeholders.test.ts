import { identifier } from "../../../src/rehearsal/provider/placeholders/identifiers";
import {
  heldEmail,
  heldHost,
  PlaceholderSource,
} from "../../../src/rehearsal/provider/placeholders/source";

const digits = (count: number) => "abcdef0123456789abcdef0123456789".slice(0, count);

test.each([
  ["organization_id", "orgabcdef01234"],
  ["account_id", "aabcdef01234"],
  ["address_id", "addrabcdef01234"],
  ["user_id", "uabcdef01234"],
  ["project_vpc_id", "abcdef01-2345-4789-abcd-ef0123456789"],
])("an %s has Aiven's form", (attribute, id) => {
  expect(identifier(attribute, digits)).toBe(id);
});

test("a host says that it is held, and of what", () => {
  expect(heldHost("orders", "demo")).toBe("held-orders-demo.rehearsal.invalid");
  expect(heldHost("Größe_1")).toBe("held-gr-e-1.rehearsal.invalid");
  expect(heldHost()).toBe("held.rehearsal.invalid");
  expect(heldEmail("deployer")).toBe("held-deployer@rehearsal.invalid");
});

test("a label of a host has 63 characters at most", () => {
  const [label = ""] = heldHost("a".repeat(100), "b".repeat(100)).split(".");
  expect(label).toBe(`held-${"a".repeat(28)}-${"b".repeat(28)}`);
  expect(label.length).toBeLessThanOrEqual(63);
});

test("a secret is the same in one rehearsal and another in the next", () => {
  const one = new PlaceholderSource();
  expect(one.secret("pg")).toMatch(/^held-[0-9a-f]{32}$/);
  expect(one.secret("pg")).toBe(one.secret("pg"));
  expect(one.secret("pg")).not.toBe(one.secret("kafka"));
  expect(one.secret("pg")).not.toBe(new PlaceholderSource().secret("pg"));
});

test("a port is one that an unprivileged program can have", () => {
  const source = new PlaceholderSource();
  for (const name of ["a", "b", "c", "d"]) {
    expect(source.port(name)).toBeGreaterThanOrEqual(10_000);
    expect(source.port(name)).toBeLessThan(28_000);
  }
});

test("one certificate serves all who ask at once", async () => {
  const source = new PlaceholderSource();
  await Promise.all([source.prepare(), source.prepare()]);
  const { cert } = source.certificate;
  await source.prepare();
  expect(source.certificate.cert).toBe(cert);
});
