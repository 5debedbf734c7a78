import { scramLines } from "../../../src/rehearsal/session/scram-lines";

const linesFor = (version?: string) =>
  scramLines({
    name: "events",
    values: { kafka_user_config: [version === undefined ? {} : { kafka_version: version }] },
  });

const line =
  "Kafka events:  its users' lines need a kcat on librdkafka 2.6.1 or later, which Debian 12's is not (kcat -V)";

test("users of Kafka 4 get a line on the client that they need, and those of Kafka 3 none", () => {
  expect(linesFor("4.2")).toEqual([line]);
  expect(linesFor()).toEqual([line]);
  expect(linesFor("3.9")).toEqual([]);
});
