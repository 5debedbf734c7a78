import { isSecretName } from "../../src/base/secret-names";
import { catalogueOf } from "../../src/debezium/properties/catalogue";
import { debeziumVersions } from "../../src/debezium/versions";

test.each([
  "database.password",
  "driver.sslpassword",
  "producer.override.sasl.jaas.config",
  "key.converter.schema.registry.basic.auth.user.info",
  "aws.secret.access.key",
  "signal.consumer.ssl.key.password",
])("%s is a secret's key", (key) => {
  expect(isSecretName(key)).toBe(true);
});

test("of the connector's own properties only its passwords are", () => {
  const secret = debeziumVersions.flatMap((version) =>
    Object.keys(catalogueOf(version)).filter(isSecretName),
  );
  expect([...new Set(secret)].sort()).toMatchInlineSnapshot(`
    [
      "database.password",
      "database.sslpassword",
    ]
  `);
});

test.each([
  "message.key.columns",
  "key.converter.basic.auth.credentials.source",
  "sasl.oauthbearer.token.endpoint.url",
  "topic.prefix",
])("%s is none", (key) => {
  expect(isSecretName(key)).toBe(false);
});
