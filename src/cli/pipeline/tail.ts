import { colors } from "../../base/text/colors";
import { administrator } from "../../aiven/facts/administrator";
import { printJson, schemaId } from "../../base/json-output.cjs";
import { closest } from "../../base/text/nearest";
import { CannotRun, Misuse } from "../../base/user-error";
import { KafkaAdmin } from "../../clients/kafka-admin";
import type { KafkaConnection } from "../../clients/kafka-connection";
import { type Tail, tail as follow } from "../../clients/kafka-tail";
import { changeEvent, describe } from "../../rehearsal/demonstration/change-event";
import { runDir } from "../../rehearsal/home";
import { runningEnvironment } from "../../rehearsal/session/socket/client";
import { synthesize } from "../../stack/synthesize";
import { endOf, unreachable } from "../../verify/checks/send-canary";
import type { Pipeline } from "../../verify/pipeline";
import { running } from "../../verify/running";
import { connectionTo } from "../../verify/service-access";
import { authorityFor } from "./authority";

export interface TailOptions {
  readonly app: string;
  readonly json: boolean;
  readonly fromBeginning: boolean;
  /** How many events. @default - all that come */
  readonly max?: number;
  /** One of the stack's users of Kafka. @default - the administrator */
  readonly user?: string;
  /** A file, PEM. */
  readonly ca?: string;
}

/** A Kafka, and what of it is to be shown. */
interface Source {
  readonly connection: KafkaConnection;
  readonly topics: readonly string[];
}

/** How many topics a message names. */
const named = 3;

/** `cdc tail`: the events of topics as they arrive, read from outside of what runs. */
export async function tail(topics: readonly string[], options: TailOptions): Promise<void> {
  const { app, json, fromBeginning, max = Infinity } = options;
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort());
  // whoever reads has enough, for instance `head`
  process.stdout.on("error", () => ending.abort());
  const sources = await sourcesOf(topics, options);
  let count = 0;
  const over = new Promise<void>((resolve) =>
    ending.signal.addEventListener("abort", () => resolve()),
  );
  const tails: Tail[] = [];
  try {
    const starts = await Promise.all(
      sources.map((source) => (fromBeginning ? undefined : endsOf(source))),
    );
    if (json) printJson({ type: "start", schema: schemaId("tail"), app });
    for (const [at, { connection, topics: own }] of sources.entries()) {
      const show = (record: Parameters<typeof changeEvent>[0]) => {
        if (count >= max || ending.signal.aborted) return;
        const event = changeEvent(record);
        if (json) printJson({ type: "event", ...event });
        else process.stdout.write(`${describe(event, { strong: colors.bold }).join("\n")}\n`);
        if (++count >= max) ending.abort();
      };
      tails.push(follow(connection, own, show, { from: starts[at] }));
    }
    if (!ending.signal.aborted) await Promise.race([over, ...tails.map(({ done }) => done)]);
  } catch (error) {
    throw new CannotRun(error instanceof Error ? error.message : String(error));
  } finally {
    await Promise.all(tails.map((each) => each.close()));
  }
  if (json) printJson({ type: "end", exitCode: 0 });
}

/** @throws Misuse where a topic is on no Kafka of the app */
async function sourcesOf(topics: readonly string[], options: TailOptions): Promise<Source[]> {
  const { app, user } = options;
  const { isRehearsed, asOf, pipelines } = running(await runningEnvironment(runDir));
  const authority = authorityFor({ file: options.ca, isRehearsed });
  const found = await pipelines(await synthesize({ app, asOf }), app);
  const sources = new Map<string, Source>();
  const visible = new Set<string>();
  for (const pipeline of withUser(found, user)) {
    if (!pipeline.kafka || sources.has(pipeline.kafka.bootstrapServers)) continue;
    const connection = connectionTo(pipeline.kafka, authority(pipeline.project) ?? pipeline.ca);
    const there = await topicsOf(connection);
    for (const each of there) visible.add(each);
    const own = topics.filter((each) => there.includes(each));
    sources.set(pipeline.kafka.bootstrapServers, { connection, topics: own });
  }
  if (sources.size === 0) throw new CannotRun("The state does not have the address of a Kafka");
  const unknown = topics.filter((each) => !visible.has(each));
  if (unknown.length > 0) {
    const users = found.flatMap(({ kafkaUsers }) => [...kafkaUsers.keys()]);
    const who = { user: user ?? administrator, others: users.filter((each) => each !== user) };
    throw new Misuse(unknown.map((each) => notThere(each, [...visible], who)).join("\n"));
  }
  return [...sources.values()].filter((source) => source.topics.length > 0);
}

/** The pipelines as that user reaches them. */
function withUser(found: readonly Pipeline[], user: string | undefined): readonly Pipeline[] {
  if (user === undefined || user === administrator) return found;
  const theirs = found.flatMap((pipeline) => {
    const certificate = pipeline.kafkaUsers.get(user);
    if (!certificate || !pipeline.kafka) return [];
    const { bootstrapServers } = pipeline.kafka;
    return [{ ...pipeline, kafka: { bootstrapServers, certificate, isEncrypted: true } }];
  });
  if (theirs.length > 0) return theirs;
  const users = [administrator, ...found.flatMap(({ kafkaUsers }) => [...kafkaUsers.keys()])];
  const all = [...new Set(users)]
    .sort()
    .map((each) => JSON.stringify(each))
    .join(", ");
  throw new Misuse(
    `--user must be a user of the stack with a certificate, got ${JSON.stringify(user)}; there are ${all}`,
  );
}

async function topicsOf(connection: KafkaConnection): Promise<string[]> {
  const admin = new KafkaAdmin(connection);
  try {
    return await admin.topics();
  } catch (error) {
    throw new CannotRun(unreachable(connection.bootstrapServers, error));
  } finally {
    await admin.close();
  }
}

/** Where the topics end now, by `topic/partition`. */
async function endsOf({ topics, connection }: Source) {
  const ends = await Promise.all(topics.map((each) => endOf(each, connection)));
  return new Map(ends.flatMap((each) => [...each]));
}

function notThere(
  topic: string,
  visible: readonly string[],
  { user, others }: { readonly user: string; readonly others: readonly string[] },
): string {
  const quoted = (names: readonly string[]) => names.map((each) => JSON.stringify(each)).join(", ");
  // those of Kafka Connect itself are seldom meant
  const meant = visible.filter((each) => topic.startsWith("__") || !each.startsWith("__"));
  const nearest = closest(topic, meant, named);
  const message = `TOPIC must be a topic that ${user} may read, got ${JSON.stringify(topic)}; `;
  if (nearest.length > 0) return `${message}the nearest: ${quoted(nearest)}`;
  return others.length > 0
    ? `${message}${user} may read none; name another user: --user ${others[0]}`
    : `${message}there is none`;
}
