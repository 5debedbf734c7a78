import { join } from "node:path";
import { Capture } from "./capture";
import { decodingCeiling } from "./ceiling";
import type { Engines } from "./engines/engines";
import type { FloorName, PassName } from "./figures";
import { decodeFloor, makeFloorSlot } from "./floor";
import { latencyTables, percentile, Probe } from "./latency";
import { keepRecords, producerFloor } from "./producer";
import { fifty, huge, insertRows, makeTables, type Shape, small, stock, wide } from "./rows";
import type { Settings, SideName } from "./settings";

/** What one pass of one side gave, by the names that the figures use. */
export type Measures = ReadonlyMap<string, number>;
/** A floor measured on the way has measures of its own. */
export type PassResult = ReadonlyMap<SideName | FloorName, Measures>;

export interface PassContext {
  readonly engines: Engines;
  readonly side: SideName;
  readonly settings: Settings;
  /** Multiplies all volumes. */
  readonly scale: number;
  /** Whose measures are wanted, beyond the side's own. */
  readonly floors: ReadonlySet<FloorName>;
  readonly signal: AbortSignal;
}

type Pass = (context: PassContext) => Promise<PassResult>;

/** Rows of the full form, each twice: there for the snapshot, and written for the stream. */
const volumes = { stock: 150_000, wide: 20_000, small: 60_000, huge: 150_000, tables: 150_000 };

export const passes: Readonly<Record<PassName, Pass>> = {
  stock: shapePass(stock, volumes.stock),
  async ceiling(context) {
    const count = Math.round(volumes.stock * context.scale);
    const measures = await through(context, stock, count);
    if (!context.floors.has("decoding")) return one(context.side, measures);
    const changes = await decodingCeiling(context, count);
    return new Map([...one(context.side, measures), ...one("decoding", { changes })]);
  },
  wide: shapePass(wide, volumes.wide),
  small: shapePass(small, volumes.small),
  huge: shapePass(huge, volumes.huge),
  tables: shapePass(fifty, volumes.tables),

  async latency({ engines, side, settings, scale, signal }) {
    await makeTables(engines.client, latencyTables);
    const capture = new Capture(engines, side, settings, latencyTables, signal);
    await capture.start();
    await capture.streaming();
    const { rest, load } = await new Probe(engines, capture, signal).measure(
      Math.max(30, Math.round(200 * scale)),
    );
    await capture.end();
    return one(side, {
      rest: percentile(rest, 0.5),
      restP99: percentile(rest, 0.99),
      load: percentile(load, 0.5),
      loadP99: percentile(load, 0.99),
    });
  },

  async bare(context) {
    const file = join(context.engines.dir, "records");
    const count = Math.round(volumes.stock * context.scale);
    const measures = await through(context, stock, count, async ([topic = ""]) =>
      keepRecords(context.engines, topic, 2_000, file),
    );
    const rate = await producerFloor(context.engines, context.settings, file, 4 * count);
    return new Map([...one(context.side, measures), ...one("producer", { changes: rate })]);
  },
};

function shapePass(shape: Shape, volume: number): Pass {
  return async (context) => {
    const { engines, side, scale, floors } = context;
    const count = Math.round(volume * scale);
    const measures = await through(context, shape, count);
    if (!floors.has("pg_recvlogical")) return one(side, measures);
    const changes = await decodeFloor(engines, count);
    return new Map([...one(side, measures), ...one("pg_recvlogical", { changes })]);
  };
}

/**
 * A snapshot of `count` rows, and as many changes out of the log: written while the connector is
 * paused, so that writing them takes nothing from the two cores, and let go all at once.
 */
async function through(
  { engines, side, settings, floors, signal }: PassContext,
  shape: Shape,
  count: number,
  lookAt: (topics: readonly string[]) => Promise<void> = async () => undefined,
): Promise<Record<string, number | undefined>> {
  const { client } = engines;
  await makeTables(client, shape.tables);
  await insertRows(client, shape, { from: 0, count });
  const capture = new Capture(engines, side, settings, shape.tables, signal);
  await capture.start();
  const snapshot = await capture.passage(0, count);
  await capture.streaming();
  const before = await capture.bytesOnDisk();
  await capture.pause();
  if (floors.has("pg_recvlogical")) await makeFloorSlot(engines, shape.tables);
  await insertRows(client, shape, { from: count / shape.tables.length, count });
  await capture.resume();
  const changes = await capture.passage(count, 2 * count);
  const disk = ((await capture.bytesOnDisk()) - before) / count;
  await lookAt(capture.topics);
  await capture.end();
  return {
    snapshot: snapshot.rowsPerSecond,
    changes: changes.rowsPerSecond,
    wire: changes.wireBytes,
    cpu: changes.cpuSecondsPerMillion,
    disk,
  };
}

function one(
  side: SideName | FloorName,
  measures: Readonly<Record<string, number | undefined>>,
): PassResult {
  const known = Object.entries(measures).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  return new Map([[side, new Map(known)]]);
}
