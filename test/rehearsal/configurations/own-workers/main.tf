# Connectors run on the Kafka itself; one copies topics within it.
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}

variable "flush_ms" {
  default = 1000
}

data "aiven_project" "demo" {
  project = "demo"
}

locals {
  cluster = {
    "bootstrap.servers"              = aiven_kafka.events.service_uri
    "security.protocol"              = "SSL"
    "ssl.truststore.type"            = "PEM"
    "ssl.truststore.certificates"    = data.aiven_project.demo.ca_cert
    "ssl.keystore.type"              = "PEM"
    "ssl.keystore.certificate.chain" = aiven_kafka.events.kafka[0].access_cert
    "ssl.keystore.key"               = aiven_kafka.events.kafka[0].access_key
  }
}

resource "aiven_kafka" "events" {
  project      = "demo"
  cloud_name   = "azure-westeurope"
  plan         = "business-4"
  service_name = "own-workers"
  kafka_user_config {
    kafka_version = "4.2"
    kafka_connect = true
    kafka_connect_config {
      offset_flush_interval_ms = var.flush_ms
    }
  }
}

resource "aiven_kafka_topic" "orders" {
  project      = "demo"
  service_name = aiven_kafka.events.service_name
  topic_name   = "orders"
  partitions   = 2
  replication  = 2
}

resource "aiven_kafka_connector" "list" {
  project        = "demo"
  service_name   = aiven_kafka.events.service_name
  connector_name = "list"
  config = {
    "name"            = "list"
    "connector.class" = "org.apache.kafka.connect.file.FileStreamSinkConnector"
    "topics"          = aiven_kafka_topic.orders.topic_name
    "file"            = "orders.txt"
    "key.converter"   = "org.apache.kafka.connect.storage.StringConverter"
    "value.converter" = "org.apache.kafka.connect.storage.StringConverter"
  }
}

resource "aiven_kafka_connector" "copy" {
  project        = "demo"
  service_name   = aiven_kafka.events.service_name
  connector_name = "copy"
  config = merge(
    { for key, value in local.cluster : "source.cluster.${key}" => value },
    { for key, value in local.cluster : "target.cluster.${key}" => value },
    {
      "name"                 = "copy"
      "connector.class"      = "org.apache.kafka.connect.mirror.MirrorSourceConnector"
      "source.cluster.alias" = "here"
      "target.cluster.alias" = "there"
      "topics"               = aiven_kafka_topic.orders.topic_name
      "replication.factor"   = "2"
    },
  )
}
