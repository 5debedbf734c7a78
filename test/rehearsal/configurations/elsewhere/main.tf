terraform {
  required_providers {
    aiven = { source = "aiven/aiven", version = "~> 4.0" }
  }
}

variable "project" { default = "shop" }

variable "rds_password" {
  default   = "rehearsed only"
  sensitive = true
}

# Made by another team.
data "aiven_kafka" "events" {
  project      = var.project
  service_name = "events"
}

data "aiven_kafka_connect" "workers" {
  project      = var.project
  service_name = "workers"
}

data "aiven_pg" "stock" {
  project      = var.project
  service_name = "stock"
}

resource "aiven_kafka_topic" "orders" {
  project      = data.aiven_kafka.events.project
  service_name = data.aiven_kafka.events.service_name
  topic_name   = "orders.public.orders"
  partitions   = 3
  replication  = 3
}

locals {
  capture = {
    "connector.class"             = "io.debezium.connector.postgresql.PostgresConnector"
    "plugin.name"                 = "pgoutput"
    "database.sslmode"            = "require"
    "publication.autocreate.mode" = "filtered"
    "heartbeat.interval.ms"       = "2000"
    "heartbeat.action.query"      = "BEGIN; SELECT pg_logical_emit_message(true, 'beat', 'a'); COMMIT; SELECT pg_logical_emit_message(true, 'beat', 'b')"
    "snapshot.mode"               = "when_needed"
  }
}

resource "aiven_kafka_connector" "orders" {
  project        = var.project
  service_name   = data.aiven_kafka_connect.workers.service_name
  connector_name = "orders"
  config = merge(local.capture, {
    "name"                        = "orders"
    "database.hostname"           = "orders.abc123.eu-west-1.rds.amazonaws.com"
    "database.port"               = "5432"
    "database.user"               = "capture"
    "database.password"           = var.rds_password
    "database.dbname"             = "orders"
    "database.sslmode"            = "verify-full"
    "database.sslrootcert"        = "/run/rds.pem"
    "topic.prefix"                = "orders"
    "table.include.list"          = "public.orders"
    "slot.name"                   = "orders"
    "publication.name"            = "orders"
    "publication.autocreate.mode" = "disabled"
  })
  depends_on = [aiven_kafka_topic.orders]
}

resource "aiven_kafka_connector" "stock" {
  project        = var.project
  service_name   = data.aiven_kafka_connect.workers.service_name
  connector_name = "stock"
  config = merge(local.capture, {
    "name"               = "stock"
    "database.hostname"  = data.aiven_pg.stock.service_host
    "database.port"      = data.aiven_pg.stock.service_port
    "database.user"      = data.aiven_pg.stock.service_username
    "database.password"  = data.aiven_pg.stock.service_password
    "database.dbname"    = "defaultdb"
    "topic.prefix"       = "stock"
    "table.include.list" = "public.items"
    "slot.name"          = "stock"
    "publication.name"   = "stock"
  })
}

# Whoever made the tables, at a host of one's own.
resource "aiven_kafka_connector" "legacy" {
  project        = var.project
  service_name   = data.aiven_kafka_connect.workers.service_name
  connector_name = "legacy"
  config = merge(local.capture, {
    "name"               = "legacy"
    "database.hostname"  = "db.example.com"
    "database.port"      = "6432"
    "database.user"      = "postgres"
    "database.password"  = var.rds_password
    "database.dbname"    = "legacy"
    # no certificate that anything would answer with
    "database.sslmode"       = "verify-full"
    "database.sslfactory"    = "org.postgresql.ssl.SingleCertValidatingFactory"
    "database.sslfactoryarg" = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
    "topic.prefix"       = "legacy"
    "table.include.list" = "public.invoices"
    "slot.name"          = "legacy"
    "publication.name"   = "legacy"
  })
}

output "kafka" {
  value     = data.aiven_kafka.events.service_uri
  sensitive = true
}

output "workers" {
  value     = data.aiven_kafka_connect.workers.service_uri
  sensitive = true
}
