import { PrestartedEngines } from "../../../src/rehearsal/cloud/prestarted-engines";

class Engine {
  discarded = false;

  async discard(): Promise<void> {
    this.discarded = true;
  }
}

/** Comes up at once, or only gives up. */
const comesUp = async () => new Engine();
const neverUp = (signal: AbortSignal) =>
  new Promise<Engine>((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error("gave up"))),
  );

describe("an engine that was started early", () => {
  it("is handed to the service that asks for just that", async () => {
    const prestarted = new PrestartedEngines(undefined);
    const begun = prestarted.begin("p/s", { nodes: 3 }, comesUp);
    const taken = await prestarted.take("p/s", { nodes: 3 }, comesUp);
    expect(taken).toBe(await begun);
    await prestarted.close();
    expect(taken.discarded).toBe(false);
  });

  it("is ended for one that asks for another", async () => {
    const prestarted = new PrestartedEngines(undefined);
    const begun = await prestarted.begin("p/s", { nodes: 3 }, comesUp);
    const taken = await prestarted.take("p/s", { nodes: 6 }, comesUp);
    expect(begun.discarded).toBe(true);
    expect(taken.discarded).toBe(false);
  });

  it("is not waited for by one that asks for another", async () => {
    const prestarted = new PrestartedEngines(undefined);
    const begun = prestarted.begin("p/s", { nodes: 3 }, neverUp);
    await prestarted.take("p/s", { nodes: 6 }, comesUp);
    await expect(begun).rejects.toThrow("gave up");
  });

  it("ends with the others when nobody takes it, up or not", async () => {
    const prestarted = new PrestartedEngines(undefined);
    const up = await prestarted.begin("p/s", {}, comesUp);
    const coming = prestarted.begin("p/t", {}, neverUp);
    await prestarted.close();
    expect(up.discarded).toBe(true);
    await expect(coming).rejects.toThrow("gave up");
  });

  it("gives up with the rehearsal", async () => {
    const ending = new AbortController();
    const begun = new PrestartedEngines(ending.signal).begin("p/s", {}, neverUp);
    ending.abort();
    await expect(begun).rejects.toThrow("gave up");
  });
});
