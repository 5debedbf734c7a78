import { App, TerraformVariable } from "cdktf";
import { CdcPipeline, envSecrets, ReplicationUser, vaultSecrets } from "../../../constructs";
import { AivenStack } from "../../../src/aiven-stack";

/** A pipeline with a secret wherever one can come in. */
const app = new App();
const stack = new AivenStack(app, "secrets");

const secret = (name: string) =>
  new TerraformVariable(stack, name, { type: "string", sensitive: true });
const password = secret("replication_password");
password.addOverride("ephemeral", true);

const vault = vaultSecrets({
  address: "https://vault.example.com:8200/",
  token: secret("vault_token").stringValue,
});
const env = envSecrets({ secrets: { key_password: secret("env_secret").stringValue } });

const { postgres } = new CdcPipeline(stack, "Default", {
  project: stack.projectName,
  postgres: { serviceName: "orders-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: {
    serviceName: "events",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: {
    serviceName: "capture",
    cloudName: "google-europe-west1",
    plan: "startup-4",
    secretProviders: [vault, env],
  },
  replicationUser: {
    username: "cdc_orders",
    passwordWo: {
      value: password.stringValue,
      version: 1,
      reference: vault.ref("secret/data/pg:password"),
    },
  },
  source: {
    connectorName: "orders",
    topicPrefix: "shop",
    tables: ["public.orders"],
    properties: { "database.sslpassword": env.ref("key_password") },
  },
});
new ReplicationUser(stack, "generated", { postgres, username: "other" });

app.synth();
