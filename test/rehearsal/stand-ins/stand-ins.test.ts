import { askByUri } from "../support/connect-rest";
import { Cdc } from "../support/cdc";
import { configuration } from "../support/configuration";

const cdc = new Cdc();
const { succeed, terraform } = configuration(cdc, "elsewhere");
afterAll(() => cdc.close());

const output = async (name: string) => (await terraform("output", "-raw", name)).stdout;

test("services that are looked up and a database elsewhere are stood in for", async () => {
  const made = await succeed("apply", "-auto-approve");
  for (const line of [
    "aiven_kafka events is not made here: an empty Kafka stands in for it",
    "aiven_kafka_connect workers is not made here: a Kafka Connect without connectors stands in for it",
    "aiven_pg stock is not made here: an empty PostgreSQL stands in for it",
    "Kafka Connect for workers with Debezium 3.1.0, taken to be integrated with events",
    "publication orders of public.orders and rights of capture, made as rehearsal_owner (with Aiven: npx cdc sql)",
    "connector orders runs",
    "connector stock runs",
    "connector legacy runs",
  ]) {
    expect(made).toContain(line);
  }
  expect(made).toMatch(
    /PostgreSQL at orders\.abc123\.eu-west-1\.rds\.amazonaws\.com:5432 is not touched: one of the rehearsal's own stands in for it, on 127\.0\.0\.1:\d+/,
  );

  const config = await askByUri(await output("workers"), "/connectors/orders/config");
  const running = (await config.json()) as Record<string, string>;
  expect(running).toMatchObject({
    "database.hostname": "127.0.0.1",
    "database.user": "capture",
    "database.sslmode": "require",
  });
  expect(running).not.toHaveProperty("database.sslrootcert");

  const legacy = await askByUri(await output("workers"), "/connectors/legacy/config");
  const verified = (await legacy.json()) as Record<string, string>;
  expect(verified).toMatchObject({
    "database.sslmode": "verify-full",
    "database.sslfactory": "org.postgresql.ssl.SingleCertValidatingFactory",
  });
  expect(verified["database.sslfactoryarg"]).toMatch(/^-----BEGIN CERTIFICATE-----\s+(?!MIIB\s)/);
  await succeed("plan", "-detailed-exitcode");
}, 180_000);

test("they end with what was deployed", async () => {
  await succeed("destroy", "-auto-approve");
  expect(cdc.engines()).toEqual([]);
  expect(cdc.leftSomething).toBe(false);
});
