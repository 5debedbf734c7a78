import { KafkaConnect, VerbatimConnector } from "../../../constructs";
import { synthesizedIn } from "../../synth";

const config = { name: "files", "connector.class": "org.example.Files" };

test("a connector has its resource once it is added to workers", () => {
  synthesizedIn((stack) => {
    const source = new VerbatimConnector(stack, "files", { connectorName: "files", config });
    expect(() => source.resource).toThrow(
      "test/files has no workers to run on; add it: kafkaConnect.addSource(source)",
    );
    KafkaConnect.fromExisting({ project: "demo", serviceName: "workers" }).addSource(source);
    source.resource.importFrom("demo/workers/files");
    expect(source.resource.connectorNameInput).toBe("files");
  });
});
