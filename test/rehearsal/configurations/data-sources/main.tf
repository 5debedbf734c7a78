# What another team keeps at Aiven is read, and used by what is made here.
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}

variable "reader" {
  default = "reader"
}

data "aiven_project" "shop" {
  project = "shop"
}

data "aiven_kafka" "platform" {
  project      = data.aiven_project.shop.project
  service_name = "platform-events"
}

data "aiven_project_vpc" "network" {
  project    = data.aiven_project.shop.project
  cloud_name = "google-europe-west1"
}

resource "aiven_pg" "orders" {
  project        = data.aiven_project.shop.project
  cloud_name     = "google-europe-west1"
  plan           = "startup-4"
  service_name   = "sources-orders"
  project_vpc_id = data.aiven_project_vpc.network.id
}

resource "aiven_pg_user" "reader" {
  project      = aiven_pg.orders.project
  service_name = aiven_pg.orders.service_name
  username     = var.reader
}

data "aiven_pg" "orders" {
  project      = aiven_pg.orders.project
  service_name = aiven_pg.orders.service_name
  depends_on   = [aiven_pg.orders]
}

data "aiven_service_component" "postgres" {
  project      = aiven_pg.orders.project
  service_name = aiven_pg.orders.service_name
  component    = "pg"
  route        = "dynamic"
}

resource "aiven_grafana" "dashboards" {
  project      = data.aiven_project.shop.project
  cloud_name   = "google-europe-west1"
  plan         = "startup-1"
  service_name = "sources-dashboards"
}

resource "aiven_service_integration" "dashboards" {
  project                  = data.aiven_project.shop.project
  integration_type         = "datasource"
  source_service_name      = aiven_grafana.dashboards.service_name
  destination_service_name = aiven_pg.orders.service_name
}

output "address" {
  value = "${data.aiven_service_component.postgres.host}:${data.aiven_service_component.postgres.port}"
}

output "same_address" {
  value = "${data.aiven_pg.orders.service_host}:${data.aiven_pg.orders.service_port}"
}

output "platform" {
  value = data.aiven_kafka.platform.service_host
}

output "grafana" {
  value = "https://${aiven_grafana.dashboards.service_host}/"
}
