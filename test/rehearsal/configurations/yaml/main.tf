# A file names the topics, and who may read them.
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}

variable "file" {
  default = "topics.yaml"
}

locals {
  topics = yamldecode(file("${path.module}/${var.file}")).topics
  readers = merge([
    for topic, settings in local.topics : {
      for reader in settings.readers : "${topic}/${reader}" => { topic = topic, reader = reader }
    }
  ]...)
}

resource "aiven_kafka" "events" {
  project                = "demo"
  cloud_name             = "google-europe-west1"
  plan                   = "startup-4"
  service_name           = "yaml-events"
  default_acl            = false
  termination_protection = false
  kafka_user_config {
    kafka_version   = "4.2"
    schema_registry = true
  }
  tag {
    key   = "team"
    value = "orders"
  }
}

resource "aiven_kafka_topic" "each" {
  for_each               = local.topics
  project                = aiven_kafka.events.project
  service_name           = aiven_kafka.events.service_name
  topic_name             = each.key
  partitions             = each.value.partitions
  replication            = 3
  termination_protection = false
  config {
    cleanup_policy      = try(each.value.cleanup_policy, "delete")
    retention_ms        = try(each.value.retention_ms, null)
    min_insync_replicas = 2
  }
  timeouts {
    create = "5m"
  }
}

resource "aiven_kafka_user" "reader" {
  for_each     = toset([for right in values(local.readers) : right.reader])
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  username     = each.key
}

resource "aiven_kafka_acl" "read" {
  for_each     = local.readers
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  username     = aiven_kafka_user.reader[each.value.reader].username
  topic        = aiven_kafka_topic.each[each.value.topic].topic_name
  permission   = "read"
}

resource "aiven_kafka_schema" "key" {
  for_each     = local.topics
  project      = aiven_kafka.events.project
  service_name = aiven_kafka.events.service_name
  subject_name = "${each.key}-key"
  schema       = jsonencode({ type = "record", name = "Key", fields = [{ name = "id", type = "long" }] })
}

output "readers" {
  value = { for name, user in aiven_kafka_user.reader : name => user.type }
}
