# One PostgreSQL with two databases, each captured by a connector of its own.
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}

variable "pool_size" {
  default = 10
}

locals {
  databases = toset(["billing", "shipping"])
}

resource "aiven_pg" "postgres" {
  project      = "demo"
  cloud_name   = "google-europe-west1"
  plan         = "startup-4"
  service_name = "two-databases"
  pg_user_config {
    admin_username = "owner"
    admin_password = "an-administrators-own"
  }
}

resource "aiven_pg_database" "each" {
  for_each      = local.databases
  project       = aiven_pg.postgres.project
  service_name  = aiven_pg.postgres.service_name
  database_name = each.key
}

resource "aiven_pg_user" "app" {
  project      = aiven_pg.postgres.project
  service_name = aiven_pg.postgres.service_name
  username     = "app"
}

resource "aiven_connection_pool" "each" {
  for_each      = local.databases
  project       = aiven_pg.postgres.project
  service_name  = aiven_pg.postgres.service_name
  pool_name     = "${each.key}-pool"
  database_name = aiven_pg_database.each[each.key].database_name
  username      = aiven_pg_user.app.username
  pool_size     = var.pool_size
}

resource "aiven_kafka" "events" {
  project      = "demo"
  cloud_name   = "azure-westeurope"
  plan         = "startup-4"
  service_name = "two-events"
  kafka_user_config {
    kafka_version = "4.2"
    kafka {
      auto_create_topics_enable = true
    }
  }
}

resource "aiven_kafka_connect" "workers" {
  project      = "demo"
  cloud_name   = "google-europe-west1"
  plan         = "startup-4"
  service_name = "two-workers"
}

resource "aiven_service_integration" "workers" {
  project                  = "demo"
  integration_type         = "kafka_connect"
  source_service_name      = aiven_kafka.events.service_name
  destination_service_name = aiven_kafka_connect.workers.service_name
}

resource "aiven_kafka_connector" "each" {
  for_each       = local.databases
  project        = "demo"
  service_name   = aiven_kafka_connect.workers.service_name
  connector_name = each.key
  config = {
    "name"                        = each.key
    "connector.class"             = "io.debezium.connector.postgresql.PostgresConnector"
    "plugin.name"                 = "pgoutput"
    "slot.name"                   = each.key
    "publication.name"            = each.key
    "publication.autocreate.mode" = "filtered"
    "database.hostname"           = aiven_pg.postgres.service_host
    "database.port"               = aiven_pg.postgres.service_port
    "database.user"               = aiven_pg.postgres.service_username
    "database.password"           = aiven_pg.postgres.service_password
    "database.dbname"             = aiven_pg_database.each[each.key].database_name
    "database.sslmode"            = "require"
    "topic.prefix"                = each.key
    "table.include.list"          = "public.orders"
    "heartbeat.interval.ms"       = "10000"
    "heartbeat.action.query"      = "SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)"
  }
  depends_on = [aiven_service_integration.workers]
}

output "pools" {
  value     = { for name, pool in aiven_connection_pool.each : name => pool.connection_uri }
  sensitive = true
}
