import { isMaskedName, isSecretName, isUnquotedName } from "../../src/base/secret-names";

test.each([
  // name, certain, masked, unquoted
  ["database.password", true, true, true],
  ["database.sslpassword", true, true, true],
  ["sasl.jaas.config", true, true, true],
  ["ssl.keystore.key", false, false, true],
  ["database.sslkey", false, false, true],
  ["transforms.outbox.table.field.event.key", false, false, true],
  ["password.policy", false, true, true],
  ["key.converter", false, false, false],
  ["message.key.columns", false, false, false],
])("%s: certain %s, masked %s, unquoted %s", (name, certain, masked, unquoted) => {
  expect([isSecretName(name), isMaskedName(name), isUnquotedName(name)]).toEqual([
    ...[certain, masked, unquoted],
  ]);
});
