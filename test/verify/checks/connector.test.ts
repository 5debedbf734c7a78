import { judgeConnector } from "../../../src/verify/checks/connector";

describe("a connector", () => {
  const judged = (state: string, ...tasks: [state: string, trace?: string][]) =>
    judgeConnector("shop", {
      status: 200,
      connector: {
        name: "shop",
        connector: { state, worker_id: "w" },
        tasks: tasks.map(([task, trace], id) => ({ id, state: task, worker_id: "w", trace })),
      } as never,
    });

  it("is well when it runs with all of its tasks", () => {
    expect(judged("RUNNING", ["RUNNING"], ["RUNNING"]).map(({ verdict }) => verdict)).toEqual([
      "ok",
      "ok",
      "ok",
    ]);
  });

  it("is told with the first line of what failed", () => {
    const trace = "org.apache.kafka.connect.errors.ConnectException: no slot\n\tat Some.java:1";
    expect(judged("RUNNING", ["RUNNING"], ["FAILED", trace])[2]).toEqual({
      verdict: "failed",
      what: "task 1",
      figure: "FAILED: ConnectException: no slot",
    });
  });

  it("is shown with the deepest cause of its trace and the remedy", () => {
    const trace =
      "org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception\n\tat A.java:1\n" +
      "Caused by: java.lang.IllegalStateException: outer\n\tat B.java:2\n" +
      "Caused by: org.apache.kafka.common.errors.RecordTooLargeException: 2 MB\n\t... 9 more";
    expect(judged("RUNNING", ["FAILED", trace])[1]?.figure).toMatch(
      /^FAILED: RecordTooLargeException: 2 MB; raise maxMessageBytes /,
    );
  });

  it.each(["PAUSED", "STOPPED"])("%s captures nothing", (state) => {
    expect(judged(state, [state]).map(({ verdict }) => verdict)).toEqual(["failed", "failed"]);
  });

  it("without a task captures nothing", () => {
    expect(judged("RUNNING")[1]).toEqual({
      verdict: "failed",
      what: "task",
      figure: "there is none: nothing is captured",
    });
  });

  it.each([
    [404, /^is not known to Kafka Connect; deploy it$/],
    [401, /refuses the state's user and password/],
    [500, /^Kafka Connect answers 500$/],
  ])("is told what an answer with %i means", (status, figure) => {
    expect(judgeConnector("shop", { status })[0]?.figure).toMatch(figure);
  });
});
