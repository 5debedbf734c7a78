# Who may do what: the types of accounts, organizations and projects, each with the arguments of its
# documented example.
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}

resource "aiven_account" "acme" {
  name = "acme"
}

resource "aiven_account_authentication" "sso" {
  account_id       = aiven_account.acme.account_id
  name             = "sso"
  type             = "saml"
  enabled          = true
  saml_certificate = "a certificate"
  saml_entity_id   = "https://sso.example.com/1"
  saml_idp_url     = "https://sso.example.com/saml"
}

resource "aiven_account_team" "data" {
  account_id = aiven_account.acme.account_id
  name       = "data"
}

resource "aiven_account_team_member" "ada" {
  account_id = aiven_account.acme.account_id
  team_id    = aiven_account_team.data.team_id
  user_email = "ada@example.com"
}

resource "aiven_account_team_project" "shop" {
  account_id   = aiven_account.acme.account_id
  team_id      = aiven_account_team.data.team_id
  project_name = aiven_project.shop.project
  team_type    = "admin"
}

resource "aiven_organization" "acme" {
  name = "Acme"
}

resource "aiven_organizational_unit" "retail" {
  name      = "Retail"
  parent_id = aiven_organization.acme.id
}

resource "aiven_organization_address" "office" {
  organization_id = aiven_organization.acme.id
  address_lines   = ["Harbour Road 4"]
  city            = "Turku"
  country_code    = "FI"
  name            = "Acme"
  zip_code        = "20100"
}

resource "aiven_billing_group" "cards" {
  name             = "cards"
  parent_id        = aiven_organization.acme.id
  billing_currency = "EUR"
  vat_id           = "FI12345678"
}

resource "aiven_organization_billing_group" "invoices" {
  organization_id     = aiven_organization.acme.id
  billing_group_name  = "invoices"
  billing_address_id  = aiven_organization_address.office.address_id
  shipping_address_id = aiven_organization_address.office.address_id
  billing_contact_emails {
    email = "accounts@example.com"
  }
  billing_emails {
    email = "accounts@example.com"
  }
  payment_method {
    payment_method_id   = "pm0123456789a"
    payment_method_type = "credit_card"
  }
}

resource "aiven_project" "shop" {
  project       = "shop"
  parent_id     = aiven_organization.acme.id
  billing_group = aiven_billing_group.cards.id
  tag {
    key   = "env"
    value = "test"
  }
}

resource "aiven_organization_project" "stock" {
  project_id       = "stock"
  organization_id  = aiven_organization.acme.id
  parent_id        = aiven_organizational_unit.retail.id
  billing_group_id = aiven_billing_group.cards.id
  tag {
    key   = "env"
    value = "test"
  }
}

resource "aiven_project_user" "ada" {
  project     = aiven_project.shop.project
  email       = "ada@example.com"
  member_type = "admin"
}

resource "aiven_organization_user" "ada" {
  organization_id = aiven_organization.acme.id
  user_email      = "ada@example.com"
}

resource "aiven_organization_user_group" "engineers" {
  organization_id = aiven_organization.acme.id
  name            = "engineers"
  description     = "Those who deploy"
}

resource "aiven_organization_user_group_member" "ada" {
  organization_id = aiven_organization.acme.id
  group_id        = aiven_organization_user_group.engineers.group_id
  user_id         = aiven_organization_user.ada.user_id
}

resource "aiven_organization_group_project" "engineers" {
  group_id = aiven_organization_user_group.engineers.group_id
  project  = aiven_project.shop.project
  role     = "admin"
}

resource "aiven_organization_permission" "shop" {
  organization_id = aiven_organization.acme.id
  resource_id     = aiven_project.shop.project
  resource_type   = "project"
  permissions {
    permissions    = ["operator", "service:logs:read"]
    principal_id   = aiven_organization_user_group.engineers.group_id
    principal_type = "user_group"
  }
}

resource "aiven_organization_application_user" "deployer" {
  organization_id = aiven_organization.acme.id
  name            = "deployer"
}

resource "aiven_organization_application_user_token" "deployer" {
  organization_id = aiven_organization.acme.id
  user_id         = aiven_organization_application_user.deployer.user_id
  description     = "deploys"
}

resource "aiven_governance_access" "orders" {
  organization_id     = aiven_organization.acme.id
  access_name         = "orders"
  access_type         = "KAFKA"
  owner_user_group_id = aiven_organization_user_group.engineers.group_id
  access_data {
    project_name = aiven_kafka.events.project
    service_name = aiven_kafka.events.service_name
    acls {
      resource_name   = "orders"
      resource_type   = "Topic"
      operation       = "Read"
      permission_type = "ALLOW"
      host            = "*"
    }
  }
}

resource "aiven_upgrade_step" "events" {
  organization_id          = aiven_organization.acme.id
  source_project_name      = aiven_project.shop.project
  source_service_name      = "events-test"
  destination_project_name = aiven_project.shop.project
  destination_service_name = aiven_kafka.events.service_name
}
