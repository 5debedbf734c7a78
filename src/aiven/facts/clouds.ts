/** The clouds that this project's constructs put services on. */
export type CloudProvider = "google" | "azure";

export const cloudProviderTitles: Readonly<Record<CloudProvider, string>> = {
  google: "Google Cloud",
  azure: "Azure",
};

/**
 * Regions that Aiven offers by default, from https://aiven.io/docs/platform/reference/list_of_clouds
 * (its `static/includes/clouds-list.md` of 2026). Aiven adds some, and what a project may use differs.
 */
const regions: Readonly<Record<CloudProvider, readonly string[]>> = {
  google: [
    "africa-south1",
    "asia-east1",
    "asia-east2",
    "asia-northeast1",
    "asia-northeast2",
    "asia-northeast3",
    "asia-south1",
    "asia-south2",
    "asia-southeast1",
    "asia-southeast2",
    "australia-southeast1",
    "australia-southeast2",
    "europe-central2",
    "europe-north1",
    "europe-north2",
    "europe-southwest1",
    "europe-west1",
    "europe-west10",
    "europe-west12",
    "europe-west2",
    "europe-west3",
    "europe-west4",
    "europe-west6",
    "europe-west8",
    "europe-west9",
    "me-central1",
    "me-central2",
    "me-west1",
    "northamerica-northeast1",
    "northamerica-northeast2",
    "northamerica-south1",
    "southamerica-east1",
    "southamerica-west1",
    "us-central1",
    "us-east1",
    "us-east4",
    "us-east5",
    "us-south1",
    "us-west1",
    "us-west2",
    "us-west3",
    "us-west4",
  ],
  azure: [
    "australia-central",
    "australiaeast",
    "australiasoutheast",
    "brazilsouth",
    "canadacentral",
    "canadaeast",
    "centralus",
    "eastasia",
    "eastus",
    "eastus2",
    "france-central",
    "germany-north",
    "germany-westcentral",
    "india-central",
    "india-south",
    "india-west",
    "japaneast",
    "japanwest",
    "korea-central",
    "korea-south",
    "northcentralus",
    "northeurope",
    "norway-east",
    "norway-west",
    "qatar-central",
    "south-africa-north",
    "southcentralus",
    "southeastasia",
    "sweden-central",
    "switzerland-north",
    "uae-north",
    "uksouth",
    "ukwest",
    "westcentralus",
    "westeurope",
    "westus",
    "westus2",
    "westus3",
  ],
};

const providers = Object.keys(regions) as CloudProvider[];

const clouds = new Map(
  providers.map((provider) => [provider, regions[provider].map((at) => `${provider}-${at}`)]),
);

/** The clouds that Aiven is known to offer with that provider, or with any. */
export function knownClouds(provider?: CloudProvider): readonly string[] {
  return provider ? (clouds.get(provider) ?? []) : [...clouds.values()].flat();
}

/** Whose cloud it is, if it belongs to one of the two. */
export function providerOf(cloudName: string): CloudProvider | undefined {
  return providers.find((provider) => cloudName.startsWith(`${provider}-`));
}
