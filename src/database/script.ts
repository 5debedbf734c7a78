import { escapeControlCharacters } from "../base/text/control-characters";
import type { ReadModel } from "./from-connector";
import { connectCommand, identifier } from "./names";
import type { Place } from "./places";
import { setupSteps } from "./setup";
import { messageOnPrimary } from "../debezium/heartbeat";

/** A read replica, as far as a stack tells. */
export interface Replica {
  readonly name?: string;
  readonly primary?: string;
}

/** A connector and what it needs of its database. */
export interface ConnectorScript extends ReadModel {
  readonly connectorName: string;
  /** `publication.autocreate.mode` */
  readonly autocreate: string | undefined;
  /** Where the database runs. @default - it is a service of Aiven's */
  readonly place?: Place;
  /** The read replica that it reads. @default - it reads where the tables are written */
  readonly replica?: Replica;
}

/** The database side as a file for psql that a DBA can read before running it. */
export function setupScript(connectors: readonly ConnectorScript[]): string {
  return [
    String.raw`\set ON_ERROR_STOP on`,
    "-- The database side of change data capture: publications, tables, rights.",
    "-- Run it as the owner of the tables, at Aiven avnadmin, who need not be a superuser:",
    '--   psql "$SERVICE_URI" -f THIS_FILE',
    "-- It can be run again at any time; either all of a database is done or nothing.",
    ...connectors.map(section),
  ].join("\n");
}

function section(connector: ConnectorScript): string {
  const { connectorName, model, unclear, autocreate, place, replica } = connector;
  const { role, database } = model;
  const steps = setupSteps(model);
  return [
    "",
    comment(`Connector ${connectorName}, database ${database}`),
    ...(replica ? onPrimary(replica) : []),
    ...(role === undefined
      ? ["-- It logs in as the owner of the tables, who needs no grants."]
      : loginAs(role, place)),
    ...(autocreate?.toLowerCase() === "filtered"
      ? [
          "-- publication.autocreate.mode is filtered: the connector would make the publication too.",
        ]
      : []),
    ...unclear.map((entry) =>
      comment(`NOT COVERED: ${entry} is not a plain name; name each table in table.include.list`),
    ),
    connectCommand(database),
    "BEGIN;",
    ...steps.flatMap(({ why, sql }) => ["", comment(why), `${sql};`]),
    "",
    "COMMIT;",
    "",
  ].join("\n");
}

function onPrimary({ name, primary }: Replica): string[] {
  const replica = name === undefined ? "a read replica" : `the read replica ${name}`;
  const service = primary === undefined ? "its primary" : `its primary, ${primary}`;
  return [
    comment(`It reads ${replica}, which takes no writes: run this on ${service}.`),
    comment("Tables, publication and roles come to the replica by themselves."),
    comment(
      "A message on the primary moves the slot while the captured tables are idle, with pg_cron:",
    ),
    comment(`  SELECT cron.schedule('cdc heartbeat', '2 seconds', $$${messageOnPrimary}$$);`),
  ];
}

function loginAs(role: string, place: Place | undefined): string[] {
  const may = "REPLICATION is a right over the whole server, besides the grants below:";
  return [
    ...(place
      ? [
          comment(`${place.name}: the server logs what capture needs with`),
          comment(`${place.decoding}.`),
          comment(`It logs in as ${role}, who must exist and may replicate:`),
          comment(`  ${place.replication(identifier(role))}`),
          comment(may),
        ]
      : [
          comment(`It logs in as ${role}, who must exist: aiven_pg_user makes it, with`),
          comment(`pg_allow_replication. ${may}`),
        ]),
    comment("PostgreSQL has none for the changes of some tables only."),
  ];
}

/** One line, whatever is in a name. */
function comment(text: string): string {
  return `-- ${escapeControlCharacters(text)}`;
}
