# How networks reach services: VPCs, their peers, private links, own clouds.
resource "aiven_project_vpc" "shop" {
  project      = aiven_project.shop.project
  cloud_name   = "google-europe-west1"
  network_cidr = "10.1.0.0/24"
}

resource "aiven_organization_vpc" "acme" {
  organization_id = aiven_organization.acme.id
  cloud_name      = "aws-eu-central-1"
  network_cidr    = "10.2.0.0/24"
}

resource "aiven_aws_vpc_peering_connection" "apps" {
  vpc_id         = aiven_project_vpc.shop.id
  aws_account_id = "123456789012"
  aws_vpc_id     = "vpc-0123456789abcdef0"
  aws_vpc_region = "eu-central-1"
}

resource "aiven_azure_vpc_peering_connection" "apps" {
  vpc_id                = aiven_project_vpc.shop.id
  azure_subscription_id = "00000000-0000-4000-8000-000000000001"
  peer_azure_app_id     = "00000000-0000-4000-8000-000000000002"
  peer_azure_tenant_id  = "00000000-0000-4000-8000-000000000003"
  peer_resource_group   = "apps"
  vnet_name             = "apps"
}

resource "aiven_gcp_vpc_peering_connection" "apps" {
  vpc_id         = aiven_project_vpc.shop.id
  gcp_project_id = "apps"
  peer_vpc       = "apps"
}

resource "aiven_transit_gateway_vpc_attachment" "apps" {
  vpc_id                  = aiven_project_vpc.shop.id
  peer_cloud_account      = "123456789012"
  peer_vpc                = "tgw-0123456789abcdef0"
  peer_region             = "eu-west-1"
  user_peer_network_cidrs = ["10.3.0.0/24"]
}

resource "aiven_aws_privatelink" "search" {
  project      = aiven_opensearch.search.project
  service_name = aiven_opensearch.search.service_name
  principals   = ["arn:aws:iam::123456789012:user/apps"]
}

resource "aiven_azure_privatelink" "search" {
  project               = aiven_opensearch.search.project
  service_name          = aiven_opensearch.search.service_name
  user_subscription_ids = ["00000000-0000-4000-8000-000000000001"]
}

resource "aiven_azure_privatelink_connection_approval" "search" {
  project             = aiven_azure_privatelink.search.project
  service_name        = aiven_azure_privatelink.search.service_name
  endpoint_ip_address = "10.4.0.5"
}

resource "aiven_gcp_privatelink" "search" {
  project      = aiven_opensearch.search.project
  service_name = aiven_opensearch.search.service_name
}

resource "aiven_gcp_privatelink_connection_approval" "search" {
  project         = aiven_gcp_privatelink.search.project
  service_name    = aiven_gcp_privatelink.search.service_name
  user_ip_address = "10.4.0.6"
}

resource "aiven_static_ip" "search" {
  project    = aiven_project.shop.project
  cloud_name = "google-europe-west1"
}

resource "aiven_cmk" "keys" {
  project      = aiven_project.shop.project
  cmk_provider = "aws"
  resource     = "arn:aws:kms:eu-central-1:123456789012:key/1"
}

resource "aiven_byoc_aws_entity" "own" {
  organization_id  = aiven_organization.acme.id
  cloud_provider   = "aws"
  cloud_region     = "eu-central-1"
  deployment_model = "standard"
  display_name     = "own cloud"
  reserved_cidr    = "10.5.0.0/16"
  contact_emails {
    email = "ops@example.com"
  }
}

resource "aiven_byoc_aws_provision" "own" {
  organization_id             = aiven_organization.acme.id
  custom_cloud_environment_id = aiven_byoc_aws_entity.own.custom_cloud_environment_id
  aws_iam_role_arn            = "arn:aws:iam::123456789012:role/aiven"
}

resource "aiven_byoc_permissions" "own" {
  organization_id             = aiven_organization.acme.id
  custom_cloud_environment_id = aiven_byoc_aws_entity.own.custom_cloud_environment_id
  accounts                    = [aiven_organizational_unit.retail.id]
  projects                    = [aiven_project.shop.project]
}
