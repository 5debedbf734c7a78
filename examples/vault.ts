import { App, TerraformVariable } from "cdktf";
import { vaultSecrets, CdcPipeline } from "../constructs";
import { AivenStack } from "../src/aiven-stack";

/**
 * A password that nobody writes down: Terraform hands it to PostgreSQL and forgets it, the connector
 * carries a reference, and Kafka Connect fetches the value from Vault. It stands in no state, no
 * saved plan and no connector's configuration. Terraform 1.11 and later.
 *
 *   vault kv put secret/pg password="$TF_VAR_replication_password"
 *   npx cdktf deploy vault
 *
 * No Vault can be reached in a rehearsal; a file stands in for it:
 *
 *   echo '{"vault": {"secret/data/pg:password": "replication-1"}}' > secrets.json
 *   export TF_VAR_replication_password=replication-1 TF_VAR_vault_token=none
 *   npm start -- --app examples/vault.ts --secrets secrets.json
 */
const app = new App();
const stack = new AivenStack(app, "vault");

const password = new TerraformVariable(stack, "replication_password", {
  type: "string",
  description: "Password of the replication user, the one that Vault has",
  sensitive: true,
});
password.addOverride("ephemeral", true); // it stands in no saved plan either
const token = new TerraformVariable(stack, "vault_token", {
  type: "string",
  description: "Token with which Kafka Connect reads from Vault",
  sensitive: true,
});

const vault = vaultSecrets({
  address: "https://vault.example.com:8200/",
  token: token.stringValue,
  engineVersion: 2,
});

new CdcPipeline(stack, "Default", {
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
    secretProviders: [vault],
  },
  replicationUser: {
    username: "cdc_orders",
    // raise the version to have a new password taken
    passwordWo: {
      value: password.stringValue,
      version: 1,
      reference: vault.ref("secret/data/pg:password"),
    },
  },
  source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
});

app.synth();
