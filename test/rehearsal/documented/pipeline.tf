# PostgreSQL, Kafka and Kafka Connect, which run, and what else belongs to them.
resource "aiven_pg" "orders" {
  project                 = aiven_project.shop.project
  cloud_name              = "google-europe-west1"
  plan                    = "startup-4"
  service_name            = "orders"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  pg_user_config {
    public_access {
      pg         = true
      prometheus = false
    }
    pg {
      idle_in_transaction_session_timeout = 900
      log_min_duration_statement          = -1
    }
  }
  timeouts {
    create = "20m"
    update = "15m"
  }
}

resource "aiven_pg_database" "billing" {
  project       = aiven_pg.orders.project
  service_name  = aiven_pg.orders.service_name
  database_name = "billing"
}

resource "aiven_pg_user" "debezium" {
  project              = aiven_pg.orders.project
  service_name         = aiven_pg.orders.service_name
  username             = "debezium"
  pg_allow_replication = true
}

resource "aiven_connection_pool" "billing" {
  project       = aiven_pg.orders.project
  service_name  = aiven_pg.orders.service_name
  database_name = aiven_pg_database.billing.database_name
  pool_mode     = "transaction"
  pool_name     = "billing"
  pool_size     = 10
  username      = aiven_pg_user.debezium.username
}

resource "aiven_kafka" "events" {
  project                 = aiven_project.shop.project
  cloud_name              = "google-europe-west1"
  plan                    = "business-4"
  service_name            = "events"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  kafka_user_config {
    kafka_rest      = true
    schema_registry = true
    kafka {
      group_max_session_timeout_ms = 70000
      log_retention_bytes          = 1000000000
    }
    public_access {
      kafka_rest    = true
      kafka_connect = true
    }
  }
}

resource "aiven_kafka_user" "reader" {
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  username     = "reader"
}

resource "aiven_kafka_acl" "reader" {
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  topic        = "clicks"
  permission   = "read"
  username     = aiven_kafka_user.reader.username
}

resource "aiven_kafka_native_acl" "reader" {
  project         = aiven_kafka.events.project
  service_name    = aiven_kafka.events.service_name
  resource_type   = "Topic"
  resource_name   = "clicks"
  principal       = "User:${aiven_kafka_user.reader.username}"
  operation       = "Read"
  pattern_type    = "LITERAL"
  permission_type = "ALLOW"
  host            = "198.51.100.0"
}

resource "aiven_kafka_quota" "reader" {
  project            = aiven_kafka.events.project
  service_name       = aiven_kafka.events.service_name
  user               = aiven_kafka_user.reader.username
  client_id          = "reports"
  consumer_byte_rate = 1000
  producer_byte_rate = 1000
  request_percentage = 50
}

resource "aiven_kafka_topic" "clicks" {
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  topic_name   = "clicks"
  partitions   = 5
  replication  = 3
  config {
    flush_ms       = 10
    cleanup_policy = "compact,delete"
  }
  timeouts {
    create = "1m"
    read   = "5m"
  }
}

resource "aiven_kafka_schema" "clicks" {
  project             = aiven_kafka.events.project
  service_name        = aiven_kafka.events.service_name
  subject_name        = "clicks-value"
  compatibility_level = "FORWARD"
  schema = jsonencode({
    type   = "record"
    name   = "click"
    fields = [{ name = "at", type = "int" }]
  })
}

resource "aiven_kafka_schema_configuration" "events" {
  project             = aiven_kafka.events.project
  service_name        = aiven_kafka.events.service_name
  compatibility_level = "BACKWARD"
}

resource "aiven_kafka_schema_registry_acl" "reader" {
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  resource     = "Subject:clicks-value"
  username     = aiven_kafka_user.reader.username
  permission   = "schema_registry_read"
}

resource "aiven_kafka_connect" "capture" {
  project                 = aiven_project.shop.project
  cloud_name              = "google-europe-west1"
  plan                    = "startup-4"
  service_name            = "capture"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  kafka_connect_user_config {
    kafka_connect {
      consumer_isolation_level = "read_committed"
    }
    public_access {
      kafka_connect = true
    }
  }
}

resource "aiven_service_integration" "capture" {
  project                  = aiven_project.shop.project
  integration_type         = "kafka_connect"
  source_service_name      = aiven_kafka.events.service_name
  destination_service_name = aiven_kafka_connect.capture.service_name
  kafka_connect_user_config {
    kafka_connect {
      group_id             = "connect"
      status_storage_topic = "__connect_status"
      offset_storage_topic = "__connect_offsets"
      config_storage_topic = "__connect_configs"
    }
  }
}

resource "aiven_kafka_connector" "orders" {
  project        = aiven_project.shop.project
  service_name   = aiven_kafka_connect.capture.service_name
  connector_name = "orders"
  config = {
    "name"                                      = "orders"
    "connector.class"                           = "io.debezium.connector.postgresql.PostgresConnector"
    "plugin.name"                               = "pgoutput"
    "publication.autocreate.mode"               = "filtered"
    "slot.name"                                 = "orders"
    "topic.prefix"                              = "orders"
    "table.include.list"                        = "public.orders"
    "database.hostname"                         = aiven_pg.orders.service_host
    "database.port"                             = aiven_pg.orders.service_port
    "database.user"                             = aiven_pg.orders.service_username
    "database.password"                         = aiven_pg.orders.service_password
    "database.dbname"                           = "defaultdb"
    "database.sslmode"                          = "require"
    "topic.creation.default.partitions"         = "1"
    "topic.creation.default.replication.factor" = "3"
  }
  depends_on = [aiven_service_integration.capture]
}

resource "aiven_service_integration_endpoint" "datadog" {
  project       = aiven_project.shop.project
  endpoint_name = "datadog"
  endpoint_type = "datadog"
}

resource "aiven_service_integration" "datadog" {
  project                 = aiven_project.shop.project
  integration_type        = "datadog"
  source_service_name     = aiven_kafka.events.service_name
  destination_endpoint_id = aiven_service_integration_endpoint.datadog.id
}

resource "aiven_service_integration" "flink" {
  project                  = aiven_project.shop.project
  integration_type         = "flink"
  source_service_name      = aiven_kafka.events.service_name
  destination_service_name = aiven_flink.streams.service_name
}

resource "aiven_kafka_mirrormaker" "copies" {
  project      = aiven_project.shop.project
  cloud_name   = "google-europe-west1"
  plan         = "startup-4"
  service_name = "copies"
  kafka_mirrormaker_user_config {
    ip_filter = ["0.0.0.0/0"]
    kafka_mirrormaker {
      refresh_groups_interval_seconds = 600
      refresh_topics_enabled          = true
      refresh_topics_interval_seconds = 600
    }
  }
}

resource "aiven_mirrormaker_replication_flow" "copies" {
  project                   = aiven_project.shop.project
  service_name              = aiven_kafka_mirrormaker.copies.service_name
  source_cluster            = "source"
  target_cluster            = "target"
  enable                    = true
  topics                    = [".*"]
  topics_blacklist          = ["__.*"]
  config_properties_exclude = ["min\\.insync\\.replicas"]
}
