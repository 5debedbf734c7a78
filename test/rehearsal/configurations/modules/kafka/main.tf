terraform {
  required_providers {
    aiven = {
      source                = "aiven/aiven"
      configuration_aliases = [aiven.events]
    }
  }
}

variable "name" {
  type = string
}

resource "aiven_kafka" "this" {
  provider     = aiven.events
  project      = "platform"
  cloud_name   = "azure-westeurope"
  plan         = "startup-4"
  service_name = var.name
  kafka_user_config {
    kafka_version = "4.2"
  }
}

moved {
  from = aiven_kafka.old
  to   = aiven_kafka.this
}

output "address" {
  value     = aiven_kafka.this.service_uri
  sensitive = true
}
