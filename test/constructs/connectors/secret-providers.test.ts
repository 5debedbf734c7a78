import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  AzureKafka,
  awsSecrets,
  azureSecrets,
  envSecrets,
  GcpKafkaConnect,
  type GcpKafkaConnectProps,
  KafkaConnectIntegration,
  secretRef,
  vaultSecrets,
  VerbatimConnector,
} from "../../../constructs";
import { synthesizedIn } from "../../synth";

const secret = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: "string", sensitive: true }).stringValue;

const connectIn = (
  stack: TerraformStack,
  secretProviders: GcpKafkaConnectProps["secretProviders"],
) => {
  const connect = new GcpKafkaConnect(stack, "connect", {
    project: "demo",
    serviceName: "connect",
    cloudName: "google-europe-north1",
    plan: "startup-4",
    secretProviders,
  });
  const kafka = AzureKafka.fromExisting(stack, "kafka", { project: "demo", serviceName: "kafka" });
  new KafkaConnectIntegration(stack, "integration", { kafka, kafkaConnect: connect });
  return connect;
};

const connector = (stack: TerraformStack, password: string) =>
  new VerbatimConnector(stack, "orders", {
    connectorName: "orders",
    config: { name: "orders", "database.password": password },
  });

test("the four kinds, in the words of the provider's schema", () => {
  const json = synthesizedIn(
    (stack) =>
      void connectIn(stack, [
        awsSecrets({
          region: "eu-north-1",
          accessKey: secret(stack, "aws_id"),
          secretKey: secret(stack, "aws_key"),
        }),
        azureSecrets({
          clientId: "client",
          tenantId: "tenant",
          secret: secret(stack, "azure_secret"),
        }),
        vaultSecrets({
          name: "safe",
          address: "https://vault.example.com:8200/",
          token: secret(stack, "vault_token"),
          engineVersion: 2,
          prefixPathDepth: 3,
          serverPem: "PEM",
        }),
        envSecrets({ secrets: { db_password: secret(stack, "db") } }),
      ]),
  );
  expect(
    json.resource.aiven_kafka_connect.connect.kafka_connect_user_config.secret_providers,
  ).toEqual([
    {
      name: "aws",
      aws: {
        auth_method: "credentials",
        region: "eu-north-1",
        access_key: "${sensitive(var.aws_id)}",
        secret_key: "${var.aws_key}",
      },
    },
    {
      name: "azure",
      azure: {
        auth_method: "credentials",
        client_id: "client",
        tenant_id: "tenant",
        secret: "${var.azure_secret}",
      },
    },
    {
      name: "safe",
      vault: {
        auth_method: "token",
        address: "https://vault.example.com:8200/",
        token: "${var.vault_token}",
        engine_version: 2,
        prefix_path_depth: 3,
        server_pem: "PEM",
      },
    },
    { name: "env", env: { secrets: { db_password: "${var.db}" } } },
  ]);
});

test("a provider makes the references to its secrets", () => {
  synthesizedIn((stack) => {
    const token = secret(stack, "token");
    const address = "https://vault.example.com";
    expect(vaultSecrets({ address, token }).ref("secret/data/pg:password")).toBe(
      "$${vault:secret/data/pg:password}",
    );
    expect(vaultSecrets({ name: "safe", address, token }).ref("pg:password")).toBe(
      "$${safe:pg:password}",
    );
    const env = envSecrets({ secrets: { db_password: token } });
    expect(env.ref("db_password")).toBe("$${env:db_password}");
    // @ts-expect-error -- no secret of its own
    env.ref("db_pasword");
    // @ts-expect-error -- Vault takes a path and a key
    vaultSecrets({ address, token }).ref("password");
  });
});

test("a secret that is written down is refused, and not told", () => {
  const synth = () =>
    synthesizedIn(
      (stack) =>
        void connectIn(stack, [
          awsSecrets({ region: "eu-north-1", accessKey: "AKIA", secretKey: "hunter2" }),
          azureSecrets({ clientId: "c", tenantId: "t", secret: "hunter2" }),
          vaultSecrets({ address: "https://vault.example.com", token: "hunter2" }),
          envSecrets({ secrets: { password: "hunter2", other: secret(stack, "other") } }),
        ]),
    );
  const message = messageOf(synth);
  for (const property of [
    'secretKey of "aws"',
    'secret of "azure"',
    'token of "vault"',
    'secrets.password of "env"',
  ]) {
    expect(message).toContain(
      `[test/connect] secretProviders: ${property} must be a reference, got a literal; use a sensitive variable's stringValue`,
    );
  }
  expect(message).not.toContain("secrets.other");
  expect(message).not.toContain("hunter2");
});

test("a reference to a provider that these workers have is taken", () => {
  const json = synthesizedIn((stack) => {
    const vault = vaultSecrets({ address: "https://v.example.com", token: secret(stack, "token") });
    connectIn(stack, [vault]).addSource(connector(stack, vault.ref("secret/data/pg:password")));
  });
  expect(json.resource.aiven_kafka_connector.orders.config["database.password"]).toBe(
    "$${vault:secret/data/pg:password}",
  );
});

test("a reference to a provider that they have not is refused", () => {
  const refused = (providers: (stack: TerraformStack) => GcpKafkaConnectProps["secretProviders"]) =>
    messageOf(() =>
      synthesizedIn((stack) =>
        connectIn(stack, providers(stack)).addSource(
          connector(stack, secretRef("vault", "secret/data/pg:password")),
        ),
      ),
    );
  expect(refused(() => undefined)).toContain(
    '[test/connect] secretProviders must include "vault", because config["database.password"] of connector "orders" refers to ${vault:secret/data/pg:password}, got none; add a provider with that name',
  );
  expect(refused((stack) => [envSecrets({ secrets: { a: secret(stack, "a") } })])).toContain(
    'refers to ${vault:secret/data/pg:password}, got "env"; add a provider with that name, or refer to env',
  );
});

test("of workers that are managed elsewhere nothing is known, and nothing refused", () => {
  const build = () =>
    synthesizedIn((stack) =>
      GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(
        connector(stack, secretRef("vault", "secret/data/pg:password")),
      ),
    );
  expect(build).not.toThrow();
});

function messageOf(synth: () => unknown): string {
  try {
    synth();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}
