import { EarlyEngines } from "../../src/rehearsal/early";

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
    const early = new EarlyEngines(undefined);
    const begun = early.begin("p/s", { nodes: 3 }, comesUp);
    const taken = await early.take("p/s", { nodes: 3 }, comesUp);
    expect(taken).toBe(await begun);
    await early.close();
    expect(taken.discarded).toBe(false);
  });

  it("is ended for one that asks for another", async () => {
    const early = new EarlyEngines(undefined);
    const begun = await early.begin("p/s", { nodes: 3 }, comesUp);
    const taken = await early.take("p/s", { nodes: 6 }, comesUp);
    expect(begun.discarded).toBe(true);
    expect(taken.discarded).toBe(false);
  });

  it("is not waited for by one that asks for another", async () => {
    const early = new EarlyEngines(undefined);
    const begun = early.begin("p/s", { nodes: 3 }, neverUp);
    await early.take("p/s", { nodes: 6 }, comesUp);
    await expect(begun).rejects.toThrow("gave up");
  });

  it("ends with the others when nobody takes it, up or not", async () => {
    const early = new EarlyEngines(undefined);
    const up = await early.begin("p/s", {}, comesUp);
    const coming = early.begin("p/t", {}, neverUp);
    await early.close();
    expect(up.discarded).toBe(true);
    await expect(coming).rejects.toThrow("gave up");
  });

  it("gives up with the rehearsal", async () => {
    const ending = new AbortController();
    const begun = new EarlyEngines(ending.signal).begin("p/s", {}, neverUp);
    ending.abort();
    await expect(begun).rejects.toThrow("gave up");
  });
});
