import { knownNodesOf, type ServiceType } from "../aiven/facts/service-plans";
import type { ConnectorPart, Parts, ServicePart } from "./parts";

/** Boxes of rows, and arrows between the rows. */
export interface Drawing {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export interface Box {
  readonly id: string;
  /** "PostgreSQL orders-db" */
  readonly title: string;
  /** "google-europe-west1, startup-4, 2 nodes"; empty where nothing is known. */
  readonly detail: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly id: string;
  readonly kind: "table" | "slot" | "connector" | "topic" | "user";
  readonly text: string;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: "changes" | "access";
}

const titles: Readonly<Record<ServiceType, string>> = {
  pg: "PostgreSQL",
  kafka_connect: "Kafka Connect",
  kafka: "Kafka",
};

/** Of so many rows of a kind in a box, the rest is counted: a drawing of hundreds is not read. */
const mostRows = 12;

/** Row ids, by which a live view finds what it colours. */
export const rowId = {
  slot: (database: string, slot: string) => `${database}/slot/${slot}`,
  table: (database: string, table: string) => `${database}/table/${table}`,
  topic: (kafka: string, topic: string) => `${kafka}/topic/${topic}`,
  /** Of the row that counts those which are left out. */
  more: (box: string, kind: Row["kind"]) => `${box}/more/${kind}`,
};

/** What a person looks at: where changes come from, what carries them, and who reads them. */
export function drawingOf(parts: Parts): Drawing {
  const kafkaOf = (connector: ConnectorPart) =>
    parts.integrations.find(({ connect }) => connect === connector.service)?.kafka ??
    parts.services.find(({ id, type }) => id === connector.service && type === "kafka")?.id;
  const boxes = [
    ...parts.services.map((service) => serviceBox(service, parts, kafkaOf)),
    ...parts.databases.map(({ id, host }) => ({
      ...{ id, title: `Database ${host}`, detail: "not a service of Aiven's" },
      rows: databaseRows(id, parts),
    })),
    ...userBoxes(parts),
  ];
  const rows = new Set(boxes.flatMap((box) => [box.id, ...box.rows.map(({ id }) => id)]));
  const arrows = [
    ...parts.connectors.flatMap((connector) =>
      connectorArrows(connector, kafkaOf(connector), rows),
    ),
    ...parts.users.map(({ id, kafka }): Arrow => ({ from: kafka, to: id, kind: "access" })),
  ];
  return { boxes, arrows: arrows.filter(({ from, to }) => rows.has(from) && rows.has(to)) };
}

function serviceBox(
  { id, type, name, cloud, plan }: ServicePart,
  parts: Parts,
  kafkaOf: (connector: ConnectorPart) => string | undefined,
): Box {
  const nodes = plan === undefined ? undefined : knownNodesOf(type, plan);
  const own = parts.connectors
    .filter(({ service }) => service === id)
    .map((connector): Row => ({ id: connector.id, kind: "connector", text: connector.name }));
  const rows = {
    pg: () => databaseRows(id, parts),
    kafka_connect: () => limited(id, own),
    kafka: () => [...limited(id, own), ...limited(id, topicRows(id, parts, kafkaOf))],
  }[type]();
  return {
    ...{ id, rows, title: `${titles[type]} ${name}` },
    detail: [cloud, plan, nodes && `${nodes} ${nodes === 1 ? "node" : "nodes"}`]
      .filter(Boolean)
      .join(", "),
  };
}

function databaseRows(id: string, { connectors }: Parts): Row[] {
  const own = connectors.filter(({ database }) => database === id);
  const tables = [...new Set(own.flatMap((each) => each.tables))];
  const slots = [...new Set(own.flatMap(({ slot }) => slot ?? []))];
  return [
    ...limited(
      id,
      tables.map((text): Row => ({ id: rowId.table(id, text), kind: "table", text })),
    ),
    ...slots.map((slot): Row => ({ id: rowId.slot(id, slot), kind: "slot", text: `slot ${slot}` })),
  ];
}

function topicRows(
  id: string,
  { topics, connectors }: Parts,
  kafkaOf: (connector: ConnectorPart) => string | undefined,
): Row[] {
  const written = connectors.filter((each) => kafkaOf(each) === id).flatMap((each) => each.topics);
  const made = topics.filter(({ kafka }) => kafka === id);
  const names = [...new Set([...written, ...made.map(({ name }) => name)])];
  return names.map((text) => ({ id: rowId.topic(id, text), kind: "topic", text }));
}

/** The users of each Kafka share a box: they are outside of it. */
function userBoxes({ services, users }: Parts): Box[] {
  return services.flatMap(({ id, name }) => {
    const rows = users
      .filter(({ kafka }) => kafka === id)
      .map((user): Row => ({
        ...{ id: user.id, kind: "user" },
        text: [user.name, ...user.rights].join(" · "),
      }));
    if (rows.length === 0) return [];
    return [
      { id: `${id}/users`, title: "Users", detail: `of Kafka ${name}`, rows: limited(id, rows) },
    ];
  });
}

function connectorArrows(
  { id, isSink, database, slot, topics }: ConnectorPart,
  kafka: string | undefined,
  rows: ReadonlySet<string>,
): Arrow[] {
  const changes = (from: string, to: string): Arrow => ({ from, to, kind: "changes" });
  const shownOf = (of: string, topic: string) => {
    const row = rowId.topic(of, topic);
    return rows.has(row) ? row : rowId.more(of, "topic");
  };
  const known =
    kafka === undefined ? [] : [...new Set(topics.map((topic) => shownOf(kafka, topic)))];
  const ends = known.length > 0 || kafka === undefined ? known : [kafka];
  if (isSink) {
    return [
      ...ends.map((topic) => changes(topic, id)),
      ...(database === undefined ? [] : [changes(id, database)]),
    ];
  }
  const slots = database === undefined || slot === undefined ? [] : [rowId.slot(database, slot)];
  const from = slots.length > 0 || database === undefined ? slots : [database];
  return [...from.map((each) => changes(each, id)), ...ends.map((topic) => changes(id, topic))];
}

function limited(box: string, rows: readonly Row[]): Row[] {
  const [first] = rows;
  if (!first || rows.length <= mostRows) return [...rows];
  const more = rows.length - mostRows + 1;
  const { kind } = first;
  const counted = { id: rowId.more(box, kind), kind, text: `and ${more} more` };
  return [...rows.slice(0, mostRows - 1), counted];
}
