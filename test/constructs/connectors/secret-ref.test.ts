import { GcpKafkaConnect, secretRef, VerbatimConnector } from "../../../constructs";
import { synthesizedIn } from "../../synth";

test("a secret's reference reaches Connect as it is: Terraform is told to leave it alone", () => {
  const json = synthesizedIn((stack) =>
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(
      new VerbatimConnector(stack, "source", {
        connectorName: "source",
        config: { name: "source", "database.password": secretRef("vault", "secret/pg:password") },
      }),
    ),
  );
  expect(json.resource.aiven_kafka_connector.source.config["database.password"]).toBe(
    "$${vault:secret/pg:password}",
  );
});
