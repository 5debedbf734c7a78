# Orders are captured from one database, kept in another, and archived in a bucket.
terraform {
  required_providers {
    aiven = { source = "aiven/aiven", version = ">= 4.0.0, < 5.0.0" }
  }
}

variable "project" {
  default = "demo"
}

variable "archive_tasks" {
  default = 1
}

# Where a copy of the orders is written, if anywhere.
variable "file" {
  default = ""
}

locals {
  cloud = "google-europe-west1"
  json = {
    for part in ["key", "value"] : "${part}.converter" => "org.apache.kafka.connect.json.JsonConverter"
  }
}

resource "aiven_pg" "database" {
  for_each     = toset(["orders", "warehouse"])
  project      = var.project
  cloud_name   = local.cloud
  plan         = "startup-4"
  service_name = "sinks-${each.key}"
}

resource "aiven_kafka" "events" {
  project      = var.project
  cloud_name   = local.cloud
  plan         = "startup-4"
  service_name = "sinks-events"
  kafka_user_config {
    kafka_version = "4.2"
    kafka {
      auto_create_topics_enable = true
    }
  }
}

resource "aiven_kafka_connect" "workers" {
  project      = var.project
  cloud_name   = local.cloud
  plan         = "startup-4"
  service_name = "sinks-workers"
}

resource "aiven_service_integration" "workers" {
  project                  = var.project
  integration_type         = "kafka_connect"
  source_service_name      = aiven_kafka.events.service_name
  destination_service_name = aiven_kafka_connect.workers.service_name
  kafka_connect_user_config {
    kafka_connect {
      group_id             = "workers"
      config_storage_topic = "__workers_configs"
      offset_storage_topic = "__workers_offsets"
      status_storage_topic = "__workers_status"
    }
  }
}

resource "aiven_kafka_connector" "capture" {
  project        = var.project
  service_name   = aiven_kafka_connect.workers.service_name
  connector_name = "capture"
  config = merge(local.json, {
    "name"                        = "capture"
    "connector.class"             = "io.debezium.connector.postgresql.PostgresConnector"
    "plugin.name"                 = "pgoutput"
    "slot.name"                   = "capture"
    "publication.name"            = "capture"
    "publication.autocreate.mode" = "filtered"
    "database.hostname"           = aiven_pg.database["orders"].service_host
    "database.port"               = aiven_pg.database["orders"].service_port
    "database.user"               = aiven_pg.database["orders"].service_username
    "database.password"           = aiven_pg.database["orders"].service_password
    "database.dbname"             = "defaultdb"
    "database.sslmode"            = "require"
    "topic.prefix"                = "sinks"
    "table.include.list"          = "public.orders"
    "heartbeat.interval.ms"       = "10000"
    "heartbeat.action.query"      = "SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)"
  })
  depends_on = [aiven_service_integration.workers]
}

resource "aiven_kafka_connector" "warehouse" {
  project        = var.project
  service_name   = aiven_kafka_connect.workers.service_name
  connector_name = "warehouse"
  config = merge(local.json, {
    "name"                = "warehouse"
    "connector.class"     = "io.debezium.connector.jdbc.JdbcSinkConnector"
    "topics"              = "sinks.public.orders"
    "connection.url"      = "jdbc:postgresql://${aiven_pg.database["warehouse"].service_host}:${aiven_pg.database["warehouse"].service_port}/defaultdb?sslmode=require"
    "connection.username" = aiven_pg.database["warehouse"].service_username
    "connection.password" = aiven_pg.database["warehouse"].service_password
    "insert.mode"         = "upsert"
    "primary.key.mode"    = "record_key"
    "schema.evolution"    = "basic"
  })
  depends_on = [aiven_kafka_connector.capture]
}

resource "aiven_kafka_connector" "archive" {
  project        = var.project
  service_name   = aiven_kafka_connect.workers.service_name
  connector_name = "archive"
  config = {
    "name"                  = "archive"
    "connector.class"       = "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector"
    "topics"                = "sinks.public.orders"
    "tasks.max"             = var.archive_tasks
    "aws.access.key.id"     = "an id"
    "aws.secret.access.key" = "a key"
    "aws.s3.bucket.name"    = "orders"
    "aws.s3.region"         = "eu-central-1"
    "file.name.prefix"      = "orders/"
  }
  depends_on = [aiven_service_integration.workers]
}

resource "aiven_kafka_connector" "copy" {
  count          = var.file == "" ? 0 : 1
  project        = var.project
  service_name   = aiven_kafka_connect.workers.service_name
  connector_name = "copy"
  config = merge(local.json, {
    "name"            = "copy"
    "connector.class" = "org.apache.kafka.connect.file.FileStreamSinkConnector"
    "topics"          = "sinks.public.orders"
    "file"            = var.file
  })
  depends_on = [aiven_service_integration.workers]
}

output "warehouse" {
  value     = aiven_pg.database["warehouse"].service_uri
  sensitive = true
}

output "workers" {
  value     = aiven_kafka_connect.workers.service_uri
  sensitive = true
}
