terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}

variable "name" {
  type = string
}

variable "databases" {
  type = list(string)
}

resource "aiven_pg" "this" {
  project      = "shop"
  cloud_name   = "google-europe-west1"
  plan         = "startup-4"
  service_name = var.name
  pg_user_config {
    pg {
      idle_in_transaction_session_timeout = 60000
    }
  }
  lifecycle {
    ignore_changes = [plan]
  }
}

resource "aiven_pg_database" "this" {
  for_each      = toset(var.databases)
  project       = aiven_pg.this.project
  service_name  = aiven_pg.this.service_name
  database_name = each.value
}

resource "aiven_pg_user" "owner" {
  count        = length(var.databases)
  project      = aiven_pg.this.project
  service_name = aiven_pg.this.service_name
  username     = "owner_${var.databases[count.index]}"
}

output "address" {
  value = "${aiven_pg.this.service_host}:${aiven_pg.this.service_port}"
}
