# Two accounts, each with a provider of its own.
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}

variable "databases" {
  type    = list(string)
  default = ["orders"]
}

provider "aiven" {
  alias     = "shop"
  api_token = "of the shop"
}

provider "aiven" {
  alias     = "platform"
  api_token = "of the platform"
}

module "postgres" {
  source    = "./postgres"
  name      = "modules-shop"
  databases = var.databases
  providers = { aiven = aiven.shop }
}

module "kafka" {
  source    = "./kafka"
  name      = "modules-events"
  providers = { aiven.events = aiven.platform }
}

output "addresses" {
  value     = "${module.postgres.address} ${module.kafka.address}"
  sensitive = true
}
