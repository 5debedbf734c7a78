import {
  escapedSecretReferences,
  replaceSecretReferences,
  secretReferences,
} from "../../src/aiven/secret-references";

test("references are read as Kafka's ConfigTransformer reads them", () => {
  expect(secretReferences("a ${vault:secret/data/pg:password} b ${env:key}")).toEqual([
    {
      text: "${vault:secret/data/pg:password}",
      provider: "vault",
      path: "secret/data/pg",
      key: "password",
    },
    { text: "${env:key}", provider: "env", path: "", key: "key" },
  ]);
  expect(secretReferences("${a:b:c:d}")).toEqual([
    { text: "${a:b:c:d}", provider: "a", path: "b", key: "c:d" },
  ]);
  expect(secretReferences("outbox.${routedByValue} $1 {a:b}")).toEqual([]);
});

test("in Terraform only the escaped ones are Kafka Connect's", () => {
  expect(escapedSecretReferences("${x ? 1 : 2}$${vault:a:b}").map(({ text }) => text)).toEqual([
    "${vault:a:b}",
  ]);
});

test("each is replaced, with whatever is in its value", () => {
  const replaced = replaceSecretReferences("u=${v:p:u}&p=${v:p:w}", ({ key }) => `$&${key}`);
  expect(replaced).toBe("u=$&u&p=$&w");
});
