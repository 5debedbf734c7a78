/** Aiven's own, which writes records into tables. */
export const jdbcSinkClass = "io.aiven.connect.jdbc.JdbcSinkConnector";

/**
 * Classes of connectors that Aiven offers, or whose names are close to those: for what a misspelt one
 * was meant to be. One that is not among them may exist.
 *
 * https://aiven.io/docs/products/kafka/kafka-connect/concepts/list-of-connector-plugins
 */
export const connectorClasses: readonly string[] = [
  "com.clickhouse.kafka.connect.ClickHouseSinkConnector",
  "com.couchbase.connect.kafka.CouchbaseSinkConnector",
  "com.couchbase.connect.kafka.CouchbaseSourceConnector",
  "com.google.pubsub.kafka.sink.CloudPubSubSinkConnector",
  "com.google.pubsub.kafka.source.CloudPubSubSourceConnector",
  "com.ibm.eventstreams.connect.mqsink.MQSinkConnector",
  "com.ibm.eventstreams.connect.mqsource.MQSourceConnector",
  "com.mongodb.kafka.connect.MongoSinkConnector",
  "com.mongodb.kafka.connect.MongoSourceConnector",
  "com.snowflake.kafka.connector.SnowflakeSinkConnector",
  "com.splunk.kafka.connect.SplunkSinkConnector",
  "com.wepay.kafka.connect.bigquery.BigQuerySinkConnector",
  jdbcSinkClass,
  "io.aiven.connect.jdbc.JdbcSourceConnector",
  "io.aiven.kafka.connect.gcs.GcsSinkConnector",
  "io.aiven.kafka.connect.http.HttpSinkConnector",
  "io.aiven.kafka.connect.opensearch.OpensearchSinkConnector",
  "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector",
  "io.confluent.connect.jdbc.JdbcSinkConnector",
  "io.confluent.connect.jdbc.JdbcSourceConnector",
  "io.confluent.connect.s3.S3SinkConnector",
  "io.debezium.connector.db2.Db2Connector",
  "io.debezium.connector.jdbc.JdbcSinkConnector",
  "io.debezium.connector.mariadb.MariaDbConnector",
  "io.debezium.connector.mongodb.MongoDbConnector",
  "io.debezium.connector.mongodb.MongoDbSinkConnector",
  "io.debezium.connector.mysql.MySqlConnector",
  "io.debezium.connector.oracle.OracleConnector",
  "io.debezium.connector.postgresql.PostgresConnector",
  "io.debezium.connector.spanner.SpannerConnector",
  "io.debezium.connector.sqlserver.SqlServerConnector",
  "io.debezium.connector.vitess.VitessConnector",
  "org.apache.kafka.connect.file.FileStreamSinkConnector",
  "org.apache.kafka.connect.file.FileStreamSourceConnector",
  "org.apache.kafka.connect.mirror.MirrorCheckpointConnector",
  "org.apache.kafka.connect.mirror.MirrorHeartbeatConnector",
  "org.apache.kafka.connect.mirror.MirrorSourceConnector",
];
