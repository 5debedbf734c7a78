// Taken from the real connector by `npm run catalogue`; edits are lost.
import type { Catalogue } from "../properties/property";

export const properties = {
  /** One of base64, base64-url-safe, bytes, hex; bytes unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-binary-handling-mode */
  "binary.handling.mode": {
    type: "string",
    default: "bytes",
    allowed: ["base64", "base64-url-safe", "bytes", "hex"],
  },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-column-exclude-list */
  "column.exclude.list": { type: "list" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-column-include-list */
  "column.include.list": { type: "list" },
  "column.mask.hash.([^.]+).with.salt.(.+)": { type: "string" },
  "column.mask.with.(d+).chars": { type: "string" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-column-propagate-source-type */
  "column.propagate.source.type": { type: "list" },
  "column.truncate.to.(d+).chars": { type: "int" },
  /** A whole number, at least 1; 60000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-connection-validation-timeout-ms */
  "connection.validation.timeout.ms": { type: "long", default: "60000", min: 1 },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-converters */
  converters: { type: "string" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-custom-metric-tags */
  "custom.metric.tags": { type: "list" },
  /** A text; .*secret$|.*password$|.*sasl\.jaas\.config$|.*basic\.auth\.user\.info|.*registry\.auth\.client-secret|.*credentials\.json$ unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-custom-sanitize-pattern */
  "custom.sanitize.pattern": {
    type: "string",
    default:
      ".*secret$|.*password$|.*sasl\\.jaas\\.config$|.*basic\\.auth\\.user\\.info|.*registry\\.auth\\.client-secret|.*credentials\\.json$",
  },
  /** A class of Java's. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-connection-factory-class */
  "database.connection.factory.class": { type: "class", reported: false },
  /** A whole number; 600000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-connection-timeout-ms */
  "database.connection.timeout.ms": { type: "int", default: "600000", reported: false },
  /** A text; it must be set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-dbname */
  "database.dbname": { type: "string", required: true },
  /** A text; it must be set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-hostname */
  "database.hostname": { type: "string", required: true },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-initial-statements */
  "database.initial.statements": { type: "string" },
  /** A secret. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-password */
  "database.password": { type: "password" },
  /** A whole number; 5432 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-port */
  "database.port": { type: "int", default: "5432" },
  /** A whole number; 600000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-query-timeout-ms */
  "database.query.timeout.ms": { type: "int", default: "600000" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-sslcert */
  "database.sslcert": { type: "string" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-sslfactory */
  "database.sslfactory": { type: "string" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-sslkey */
  "database.sslkey": { type: "string" },
  /** One of allow, disable, prefer, require, verify-ca, verify-full; prefer unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-sslmode */
  "database.sslmode": {
    type: "string",
    default: "prefer",
    allowed: ["allow", "disable", "prefer", "require", "verify-ca", "verify-full"],
  },
  /** A secret. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-sslpassword */
  "database.sslpassword": { type: "password" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-sslrootcert */
  "database.sslrootcert": { type: "string" },
  /** True or false; true unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-tcpKeepAlive */
  "database.tcpKeepAlive": { type: "boolean", default: "true" },
  /** A text; it must be set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-database-user */
  "database.user": { type: "string", required: true },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-datatype-propagate-source-type */
  "datatype.propagate.source.type": { type: "list" },
  /** One of double, precise, string; precise unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-decimal-handling-mode */
  "decimal.handling.mode": {
    type: "string",
    default: "precise",
    allowed: ["double", "precise", "string"],
  },
  /** A whole number; -1 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-errors-max-retries */
  "errors.max.retries": { type: "int", default: "-1" },
  /** One of fail, skip, warn; warn unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-event-converting-failure-handling-mode */
  "event.converting.failure.handling.mode": {
    type: "string",
    default: "warn",
    allowed: ["fail", "skip", "warn"],
    reported: false,
  },
  /** One of fail, ignore, skip, warn; fail unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-event-processing-failure-handling-mode */
  "event.processing.failure.handling.mode": {
    type: "string",
    default: "fail",
    allowed: ["fail", "ignore", "skip", "warn"],
  },
  /** A whole number, at least 1; 4000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-executor-shutdown-timeout-ms */
  "executor.shutdown.timeout.ms": { type: "long", default: "4000", min: 1 },
  /** True or false; true unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-extended-headers-enabled */
  "extended.headers.enabled": { type: "boolean", default: "true" },
  /** One of avro, avro_unicode, none; none unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-field-name-adjustment-mode */
  "field.name.adjustment.mode": {
    type: "string",
    default: "none",
    allowed: ["avro", "avro_unicode", "none"],
    reported: false,
  },
  /** True or false; true unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-flush-lsn-source */
  "flush.lsn.source": { type: "boolean", default: "true" },
  /** One of fail, warn; warn unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-guardrail-collections-limit-action */
  "guardrail.collections.limit.action": {
    type: "string",
    default: "warn",
    allowed: ["fail", "warn"],
  },
  /** A whole number, at least 0; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-guardrail-collections-max */
  "guardrail.collections.max": { type: "int", default: "0", min: 0 },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-heartbeat-action-query */
  "heartbeat.action.query": { type: "string" },
  /** A whole number, at least 0; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-heartbeat-interval-ms */
  "heartbeat.interval.ms": { type: "int", default: "0", min: 0 },
  /** A text; __debezium-heartbeat unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-heartbeat-topics-prefix */
  "heartbeat.topics.prefix": { type: "string", default: "__debezium-heartbeat" },
  /** One of json, map; json unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-hstore-handling-mode */
  "hstore.handling.mode": { type: "string", default: "json", allowed: ["json", "map"] },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-include-schema-comments */
  "include.schema.comments": { type: "boolean", default: "false" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-include-unknown-datatypes */
  "include.unknown.datatypes": { type: "boolean", default: "false" },
  /** A whole number, at least 0; 1024 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-incremental-snapshot-chunk-size */
  "incremental.snapshot.chunk.size": { type: "int", default: "1024", min: 0 },
  /** One of insert_delete, insert_insert; INSERT_INSERT unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-incremental-snapshot-watermarking-strategy */
  "incremental.snapshot.watermarking.strategy": {
    type: "string",
    default: "INSERT_INSERT",
    allowed: ["insert_delete", "insert_insert"],
  },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-internal-advanced-metrics-enable */
  "internal.advanced.metrics.enable": { type: "boolean", default: "false" },
  /** A whole number; 90 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-internal-create-slot-command-timeout */
  "internal.create.slot.command.timeout": { type: "long", default: "90", reported: false },
  /** A text; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-internal-custom-retriable-exception */
  "internal.custom.retriable.exception": { type: "string", default: "false", reported: false },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-internal-legacy-snapshot-max-threads */
  "internal.legacy.snapshot.max.threads": { type: "boolean", default: "false" },
  /** True or false; true unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-internal-log-position-check-enable */
  "internal.log.position.check.enable": { type: "boolean", default: "true" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-internal-slot-seek-to-known-offset-on-start */
  "internal.slot.seek.to.known.offset.on.start": {
    type: "boolean",
    default: "false",
    reported: false,
  },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-internal-snapshot-scan-all-columns-force */
  "internal.snapshot.scan.all.columns.force": { type: "boolean", default: "false" },
  /** One of numeric, string; numeric unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-interval-handling-mode */
  "interval.handling.mode": { type: "string", default: "numeric", allowed: ["numeric", "string"] },
  /** One of connector, connector_and_driver, manual. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-lsn-flush-mode */
  "lsn.flush.mode": { type: "string", allowed: ["connector", "connector_and_driver", "manual"] },
  /** One of fail, ignore, warn; fail unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-lsn-flush-timeout-action */
  "lsn.flush.timeout.action": {
    type: "string",
    default: "fail",
    allowed: ["fail", "ignore", "warn"],
  },
  /** A whole number, at least 1; 30000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-lsn-flush-timeout-ms */
  "lsn.flush.timeout.ms": { type: "long", default: "30000", min: 1, max: 2147483647 },
  /** A whole number, at least 1; 2048 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-max-batch-size */
  "max.batch.size": { type: "int", default: "2048", min: 1 },
  /** A whole number, at least 1; 8192 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-max-queue-size */
  "max.queue.size": { type: "int", default: "8192", min: 1 },
  /** A whole number, at least 0; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-max-queue-size-in-bytes */
  "max.queue.size.in.bytes": { type: "long", default: "0", min: 0 },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-message-key-columns */
  "message.key.columns": { type: "string" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-message-prefix-exclude-list */
  "message.prefix.exclude.list": { type: "list" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-message-prefix-include-list */
  "message.prefix.include.list": { type: "list" },
  /** A whole number; 2 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-money-fraction-digits */
  "money.fraction.digits": { type: "short", default: "2", reported: false },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-notification-enabled-channels */
  "notification.enabled.channels": { type: "list" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-notification-sink-topic-name */
  "notification.sink.topic.name": { type: "string" },
  /** One of no_validation, trust_greater_lsn, trust_offset, trust_slot; no_validation unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-offset-mismatch-strategy */
  "offset.mismatch.strategy": {
    type: "string",
    default: "no_validation",
    allowed: ["no_validation", "trust_greater_lsn", "trust_offset", "trust_slot"],
    reported: false,
  },
  /** A text; ./openlineage.yml unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-openlineage-integration-config-file-path */
  "openlineage.integration.config.file.path": { type: "string", default: "./openlineage.yml" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-openlineage-integration-dataset-kafka-bootstrap-servers */
  "openlineage.integration.dataset.kafka.bootstrap.servers": { type: "string" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-openlineage-integration-enabled */
  "openlineage.integration.enabled": { type: "boolean", default: "false" },
  /** A text; Debezium change data capture job unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-openlineage-integration-job-description */
  "openlineage.integration.job.description": {
    type: "string",
    default: "Debezium change data capture job",
  },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-openlineage-integration-job-namespace */
  "openlineage.integration.job.namespace": { type: "string" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-openlineage-integration-job-owners */
  "openlineage.integration.job.owners": { type: "list" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-openlineage-integration-job-tags */
  "openlineage.integration.job.tags": { type: "list" },
  /** One of decoderbufs, pgoutput; decoderbufs unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-plugin-name */
  "plugin.name": { type: "string", default: "decoderbufs", allowed: ["decoderbufs", "pgoutput"] },
  /** A whole number, at least 1; 500 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-poll-interval-ms */
  "poll.interval.ms": { type: "long", default: "500", min: 1, max: 2147483647 },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-post-processors */
  "post.processors": { type: "string" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-provide-transaction-metadata */
  "provide.transaction.metadata": { type: "boolean", default: "false" },
  /** One of all_tables, disabled, filtered, no_tables; all_tables unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-publication-autocreate-mode */
  "publication.autocreate.mode": {
    type: "string",
    default: "all_tables",
    allowed: ["all_tables", "disabled", "filtered", "no_tables"],
  },
  /** A text; dbz_publication unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-publication-name */
  "publication.name": { type: "string", default: "dbz_publication" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-publish-via-partition-root */
  "publish.via.partition.root": { type: "boolean", default: "false" },
  /** A whole number, at least 0; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-query-fetch-size */
  "query.fetch.size": { type: "int", default: "0", min: 0 },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-read-only */
  "read.only": { type: "boolean", default: "false", reported: false },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-replica-identity-autoset-values */
  "replica.identity.autoset.values": { type: "string" },
  /** A whole number, at least 1; 10000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-retriable-restart-connector-wait-ms */
  "retriable.restart.connector.wait.ms": { type: "long", default: "10000", min: 1 },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-schema-exclude-list */
  "schema.exclude.list": { type: "list" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-schema-include-list */
  "schema.include.list": { type: "list" },
  /** One of avro, avro_unicode, none; none unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-schema-name-adjustment-mode */
  "schema.name.adjustment.mode": {
    type: "string",
    default: "none",
    allowed: ["avro", "avro_unicode", "none"],
  },
  /** One of columns_diff, columns_diff_exclude_unchanged_toast; columns_diff unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-schema-refresh-mode */
  "schema.refresh.mode": {
    type: "string",
    default: "columns_diff",
    allowed: ["columns_diff", "columns_diff_exclude_unchanged_toast"],
  },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-data-collection */
  "signal.data.collection": { type: "list" },
  /** A list, separated by commas; source unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-enabled-channels */
  "signal.enabled.channels": { type: "list", default: "source" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-file */
  "signal.file": { type: "string", reported: false },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-kafka-bootstrap-servers */
  "signal.kafka.bootstrap.servers": { type: "string", reported: false },
  /** A text; kafka-signal unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-kafka-groupId */
  "signal.kafka.groupId": { type: "string", default: "kafka-signal", reported: false },
  /** A whole number; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-kafka-poll-timeout-ms */
  "signal.kafka.poll.timeout.ms": { type: "int", default: "0", reported: false },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-kafka-topic */
  "signal.kafka.topic": { type: "string", reported: false },
  /** A whole number, at least 1; 5000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-signal-poll-interval-ms */
  "signal.poll.interval.ms": { type: "long", default: "5000", min: 1, max: 2147483647 },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-skip-messages-without-change */
  "skip.messages.without.change": { type: "boolean", default: "false", reported: false },
  /** A list, separated by commas, of c, d, none, r, t, u; t unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-skipped-operations */
  "skipped.operations": { type: "list", default: "t", allowed: ["c", "d", "none", "r", "t", "u"] },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-slot-drop-on-stop */
  "slot.drop.on.stop": { type: "boolean", default: "false" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-slot-failover */
  "slot.failover": { type: "boolean", default: "false" },
  /** A whole number; 6 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-slot-max-retries */
  "slot.max.retries": { type: "int", default: "6" },
  /** A text; debezium unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-slot-name */
  "slot.name": { type: "string", default: "debezium" },
  /** A whole number; 10000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-slot-retry-delay-ms */
  "slot.retry.delay.ms": { type: "long", default: "10000" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-slot-stream-params */
  "slot.stream.params": { type: "string" },
  /** A whole number, at least 0; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-delay-ms */
  "snapshot.delay.ms": { type: "long", default: "0", min: 0 },
  /** A whole number, at least 0. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-fetch-size */
  "snapshot.fetch.size": { type: "int", min: 0 },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-include-collection-list */
  "snapshot.include.collection.list": { type: "list" },
  /** One of read_committed, read_uncommitted, repeatable_read, serializable; serializable unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-isolation-mode */
  "snapshot.isolation.mode": {
    type: "string",
    default: "serializable",
    allowed: ["read_committed", "read_uncommitted", "repeatable_read", "serializable"],
  },
  /** A whole number; 10000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-lock-timeout-ms */
  "snapshot.lock.timeout.ms": { type: "long", default: "10000" },
  /** One of custom, none, shared; none unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-locking-mode */
  "snapshot.locking.mode": {
    type: "string",
    default: "none",
    allowed: ["custom", "none", "shared"],
  },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-locking-mode-custom-name */
  "snapshot.locking.mode.custom.name": { type: "string" },
  /** A whole number, at least 1; 1 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-max-threads */
  "snapshot.max.threads": { type: "int", default: "1", min: 1 },
  /** A whole number, at least 1; 1 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-max-threads-multiplier */
  "snapshot.max.threads.multiplier": { type: "int", default: "1", min: 1 },
  /** One of always, configuration_based, custom, initial, initial_only, no_data, when_needed; initial unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-mode */
  "snapshot.mode": {
    type: "string",
    default: "initial",
    allowed: [
      "always",
      "configuration_based",
      "custom",
      "initial",
      "initial_only",
      "no_data",
      "when_needed",
    ],
  },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-mode-configuration-based-snapshot-data */
  "snapshot.mode.configuration.based.snapshot.data": { type: "boolean", default: "false" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-mode-configuration-based-snapshot-on-data-error */
  "snapshot.mode.configuration.based.snapshot.on.data.error": { type: "boolean", default: "false" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-mode-configuration-based-snapshot-on-schema-error */
  "snapshot.mode.configuration.based.snapshot.on.schema.error": {
    type: "boolean",
    default: "false",
  },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-mode-configuration-based-snapshot-schema */
  "snapshot.mode.configuration.based.snapshot.schema": { type: "boolean", default: "false" },
  /** True or false; false unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-mode-configuration-based-start-stream */
  "snapshot.mode.configuration.based.start.stream": { type: "boolean", default: "false" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-mode-custom-name */
  "snapshot.mode.custom.name": { type: "string" },
  /** One of custom, select_all; select_all unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-query-mode */
  "snapshot.query.mode": {
    type: "string",
    default: "select_all",
    allowed: ["custom", "select_all"],
  },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-query-mode-custom-name */
  "snapshot.query.mode.custom.name": { type: "string" },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-select-statement-overrides */
  "snapshot.select.statement.overrides": { type: "string" },
  /** One of ascending, descending, disabled; disabled unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-snapshot-tables-order-by-row-count */
  "snapshot.tables.order.by.row.count": {
    type: "string",
    default: "disabled",
    allowed: ["ascending", "descending", "disabled"],
  },
  /** A class of Java's; io.debezium.connector.postgresql.PostgresSourceInfoStructMaker unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-sourceinfo-struct-maker */
  "sourceinfo.struct.maker": {
    type: "class",
    default: "io.debezium.connector.postgresql.PostgresSourceInfoStructMaker",
  },
  /** A whole number, at least 1; 10000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-status-update-interval-ms */
  "status.update.interval.ms": { type: "int", default: "10000", min: 1 },
  /** A whole number, at least 0; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-streaming-delay-ms */
  "streaming.delay.ms": { type: "long", default: "0", min: 0 },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-table-exclude-list */
  "table.exclude.list": { type: "list" },
  /** True or false; true unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-table-ignore-builtin */
  "table.ignore.builtin": { type: "boolean", default: "true" },
  /** A list, separated by commas. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-table-include-list */
  "table.include.list": { type: "list" },
  /** One of adaptive, adaptive_time_microseconds, connect, isostring, microseconds, nanoseconds; adaptive unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-time-precision-mode */
  "time.precision.mode": {
    type: "string",
    default: "adaptive",
    allowed: [
      "adaptive",
      "adaptive_time_microseconds",
      "connect",
      "isostring",
      "microseconds",
      "nanoseconds",
    ],
  },
  /** True or false; true unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-tombstones-on-delete */
  "tombstones.on.delete": { type: "boolean", default: "true" },
  /** A whole number; 10000 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-cache-size */
  "topic.cache.size": { type: "int", default: "10000", reported: false },
  /** A text; . unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-delimiter */
  "topic.delimiter": { type: "string", default: ".", reported: false },
  /** A text; __debezium-heartbeat unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-heartbeat-prefix */
  "topic.heartbeat.prefix": { type: "string", default: "__debezium-heartbeat", reported: false },
  /** True or false; true unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-key-enforce-uniqueness */
  "topic.key.enforce.uniqueness": { type: "boolean", default: "true", reported: false },
  /** A text; __dbz__physicalTableIdentifier unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-key-field-name */
  "topic.key.field.name": {
    type: "string",
    default: "__dbz__physicalTableIdentifier",
    reported: false,
  },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-key-field-regex */
  "topic.key.field.regex": { type: "string", reported: false },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-key-field-replacement */
  "topic.key.field.replacement": { type: "string", reported: false },
  /** A class of Java's; io.debezium.schema.SchemaTopicNamingStrategy unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-naming-strategy */
  "topic.naming.strategy": {
    type: "class",
    default: "io.debezium.schema.SchemaTopicNamingStrategy",
  },
  /** A text; it must be set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-prefix */
  "topic.prefix": { type: "string", required: true },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-regex */
  "topic.regex": { type: "string", reported: false },
  /** A text. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-replacement */
  "topic.replacement": { type: "string", reported: false },
  /** A text; transaction unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-topic-transaction */
  "topic.transaction": { type: "string", default: "transaction", reported: false },
  /** A class of Java's; io.debezium.pipeline.txmetadata.DefaultTransactionMetadataFactory unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-transaction-metadata-factory */
  "transaction.metadata.factory": {
    type: "class",
    default: "io.debezium.pipeline.txmetadata.DefaultTransactionMetadataFactory",
  },
  /** A text; __debezium_unavailable_value unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-unavailable-value-placeholder */
  "unavailable.value.placeholder": { type: "string", default: "__debezium_unavailable_value" },
  /** A whole number, at least 0; 0 unless set. https://debezium.io/documentation/reference/3.5/connectors/postgresql.html#postgresql-property-xmin-fetch-interval-ms */
  "xmin.fetch.interval.ms": { type: "long", default: "0", min: 0 },
} as const satisfies Catalogue;
