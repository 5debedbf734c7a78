# What data sources find: what the configuration makes, what runs, and what exists only at Aiven.
data "aiven_pg" "orders" {
  project      = aiven_pg.orders.project
  service_name = aiven_pg.orders.service_name
  depends_on   = [aiven_pg.orders]
}

data "aiven_pg_user" "administrator" {
  project      = aiven_pg.orders.project
  service_name = aiven_pg.orders.service_name
  username     = "avnadmin"
  depends_on   = [aiven_pg.orders]
}

data "aiven_pg_database" "default" {
  project       = aiven_pg.orders.project
  service_name  = aiven_pg.orders.service_name
  database_name = "defaultdb"
  depends_on    = [aiven_pg.orders]
}

data "aiven_kafka_user" "administrator" {
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  username     = "avnadmin"
  depends_on   = [aiven_kafka.events]
}

data "aiven_service_component" "kafka" {
  project                     = aiven_kafka.events.project
  service_name                = aiven_kafka.events.service_name
  component                   = "kafka"
  kafka_authentication_method = "certificate"
  depends_on                  = [aiven_kafka.events]
}

data "aiven_service_component" "registry" {
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  component    = "schema_registry"
  depends_on   = [aiven_kafka.events]
}

data "aiven_project" "elsewhere" {
  project = "elsewhere"
}

output "found" {
  sensitive = true
  value = {
    host     = data.aiven_pg.orders.service_host
    port     = data.aiven_pg.orders.service_port == aiven_pg.orders.service_port
    postgres = data.aiven_pg_user.administrator.password == aiven_pg.orders.service_password
    database = data.aiven_pg_database.default.id
    kafka    = data.aiven_kafka_user.administrator.password == aiven_kafka.events.service_password
    broker   = data.aiven_service_component.kafka.port == aiven_kafka.events.service_port
    pool     = aiven_connection_pool.billing.connection_uri
  }
}

output "held" {
  sensitive = true
  value = {
    registry = data.aiven_service_component.registry.host
    rest     = "rest at ${aiven_kafka.events.kafka[0].rest_uri}"
    search   = aiven_opensearch.search.service_host
    ca       = data.aiven_project.elsewhere.ca_cert
  }
}
