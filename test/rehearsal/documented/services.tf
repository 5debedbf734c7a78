# Services beside Kafka and PostgreSQL, and what is in them.
locals {
  everywhere = {
    project = aiven_project.shop.project
    cloud   = "google-europe-west1"
  }
}

resource "aiven_clickhouse" "numbers" {
  project                 = local.everywhere.project
  cloud_name              = local.everywhere.cloud
  plan                    = "startup-16"
  service_name            = "numbers"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
}

resource "aiven_clickhouse_database" "sales" {
  project      = aiven_clickhouse.numbers.project
  service_name = aiven_clickhouse.numbers.service_name
  name         = "sales"
}

resource "aiven_clickhouse_role" "writer" {
  project      = aiven_clickhouse.numbers.project
  service_name = aiven_clickhouse.numbers.service_name
  role         = "writer"
}

resource "aiven_clickhouse_user" "etl" {
  project      = aiven_clickhouse.numbers.project
  service_name = aiven_clickhouse.numbers.service_name
  username     = "etl"
}

resource "aiven_clickhouse_grant" "writer" {
  project      = aiven_clickhouse.numbers.project
  service_name = aiven_clickhouse.numbers.service_name
  role         = aiven_clickhouse_role.writer.role
  privilege_grant {
    privilege = "INSERT"
    database  = aiven_clickhouse_database.sales.name
    table     = "*"
  }
}

resource "aiven_clickhouse_grant" "etl" {
  project      = aiven_clickhouse.numbers.project
  service_name = aiven_clickhouse.numbers.service_name
  user         = aiven_clickhouse_user.etl.username
  role_grant {
    role = aiven_clickhouse_role.writer.role
  }
}

resource "aiven_dragonfly" "sessions" {
  project                 = local.everywhere.project
  cloud_name              = local.everywhere.cloud
  plan                    = "startup-4"
  service_name            = "sessions"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  dragonfly_user_config {
    cache_mode = true
    public_access {
      dragonfly = true
    }
  }
}

resource "aiven_valkey" "carts" {
  project                 = local.everywhere.project
  cloud_name              = local.everywhere.cloud
  plan                    = "startup-4"
  service_name            = "carts"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  valkey_user_config {
    valkey_maxmemory_policy = "allkeys-random"
    public_access {
      valkey = true
    }
  }
}

resource "aiven_valkey_user" "shop" {
  project               = aiven_valkey.carts.project
  service_name          = aiven_valkey.carts.service_name
  username              = "shop"
  password              = "correct-horse"
  valkey_acl_categories = ["+@all"]
  valkey_acl_channels   = ["cart.*"]
  valkey_acl_commands   = ["+get"]
  valkey_acl_keys       = ["cart:*"]
}

resource "aiven_mysql" "legacy" {
  project                 = local.everywhere.project
  cloud_name              = local.everywhere.cloud
  plan                    = "business-4"
  service_name            = "legacy"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  mysql_user_config {
    mysql_version = 8
    mysql {
      sql_mode                = "ANSI,NO_ENGINE_SUBSTITUTION"
      sql_require_primary_key = true
    }
    public_access {
      mysql = true
    }
  }
}

resource "aiven_mysql_database" "shop" {
  project       = aiven_mysql.legacy.project
  service_name  = aiven_mysql.legacy.service_name
  database_name = "shop"
}

resource "aiven_mysql_user" "shop" {
  project      = aiven_mysql.legacy.project
  service_name = aiven_mysql.legacy.service_name
  username     = "shop"
}

resource "aiven_opensearch" "search" {
  project                 = local.everywhere.project
  cloud_name              = local.everywhere.cloud
  plan                    = "startup-4"
  service_name            = "search"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  opensearch_user_config {
    opensearch_dashboards {
      enabled                    = true
      opensearch_request_timeout = 30000
    }
    public_access {
      opensearch            = true
      opensearch_dashboards = true
    }
  }
}

resource "aiven_opensearch_security_plugin_config" "search" {
  project        = aiven_opensearch.search.project
  service_name   = aiven_opensearch.search.service_name
  admin_password = "Correct-Horse-1"
}

resource "aiven_opensearch_acl_config" "search" {
  project      = aiven_opensearch.search.project
  service_name = aiven_opensearch.search.service_name
  enabled      = true
  extended_acl = false
}

resource "aiven_opensearch_user" "shop" {
  project      = aiven_opensearch.search.project
  service_name = aiven_opensearch.search.service_name
  username     = "shop"
}

resource "aiven_opensearch_acl_rule" "shop" {
  project      = aiven_opensearch_acl_config.search.project
  service_name = aiven_opensearch_acl_config.search.service_name
  username     = aiven_opensearch_user.shop.username
  index        = "products*"
  permission   = "readwrite"
}

resource "aiven_grafana" "boards" {
  project                 = local.everywhere.project
  cloud_name              = local.everywhere.cloud
  plan                    = "startup-1"
  service_name            = "boards"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  grafana_user_config {
    alerting_enabled = true
    public_access {
      grafana = true
    }
  }
}

resource "aiven_thanos" "metrics" {
  project      = local.everywhere.project
  cloud_name   = local.everywhere.cloud
  plan         = "startup-4"
  service_name = "metrics"
  thanos_user_config {
    compactor {
      retention_days = 30
    }
    object_storage_usage_alert_threshold_gb = 10
  }
}

resource "aiven_flink" "streams" {
  project                 = local.everywhere.project
  cloud_name              = local.everywhere.cloud
  plan                    = "business-4"
  service_name            = "streams"
  maintenance_window_dow  = "monday"
  maintenance_window_time = "10:00:00"
  flink_user_config {
    flink_version = "1.20"
  }
}

resource "aiven_flink_application" "totals" {
  project      = aiven_flink.streams.project
  service_name = aiven_flink.streams.service_name
  name         = "totals"
}

resource "aiven_flink_application_version" "totals" {
  project        = aiven_flink.streams.project
  service_name   = aiven_flink.streams.service_name
  application_id = aiven_flink_application.totals.application_id
  statement      = "INSERT INTO totals SELECT * FROM orders"
  source {
    create_table   = "CREATE TABLE orders (id INT) WITH ('connector' = 'kafka')"
    integration_id = aiven_service_integration.flink.integration_id
  }
  sink {
    create_table   = "CREATE TABLE totals (id INT) WITH ('connector' = 'kafka')"
    integration_id = aiven_service_integration.flink.integration_id
  }
}

resource "aiven_flink_application_deployment" "totals" {
  project        = aiven_flink.streams.project
  service_name   = aiven_flink.streams.service_name
  application_id = aiven_flink_application.totals.application_id
  version_id     = aiven_flink_application_version.totals.application_version_id
}
