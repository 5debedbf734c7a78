/**
 * Regions that Aiven offers by default, from https://aiven.io/docs/platform/reference/list_of_clouds
 * (its `static/includes/clouds-list.md` of 2026). Aiven adds some, and what a project may use differs.
 * That page has names without a provider for Oracle's, which only some projects may use: they are not
 * among these.
 */
const regions = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ca-central-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "me-central-1",
    "me-south-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
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
  do: ["ams", "blr", "fra", "lon", "nyc", "sfo", "sgp", "syd", "tor"],
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
  upcloud: [
    "au-syd",
    "de-fra",
    "es-mad",
    "fi-hel",
    "fi-hel1",
    "fi-hel2",
    "nl-ams",
    "pl-waw",
    "se-sto",
    "sg-sin",
    "us-chi",
    "us-nyc",
    "us-sjo",
  ],
} as const;

/** Whose cloud a service stands on, as Aiven's names of clouds begin. */
export type CloudProvider = keyof typeof regions;

export const cloudProviderTitles: Readonly<Record<CloudProvider, string>> = {
  aws: "AWS",
  azure: "Azure",
  do: "DigitalOcean",
  google: "Google Cloud",
  upcloud: "UpCloud",
};

/** The regions of a provider, or of all, as Aiven names them. */
export type KnownCloud<Provider extends CloudProvider = CloudProvider> = {
  [Each in Provider]: `${Each}-${(typeof regions)[Each][number]}`;
}[Provider];

const providers = Object.keys(regions) as CloudProvider[];

const clouds = new Map(
  providers.map((provider) => [provider, regions[provider].map((at) => `${provider}-${at}`)]),
);

const allClouds = [...clouds.values()].flat();

/** The clouds that Aiven is known to offer with that provider, or with any. */
export function knownClouds(provider?: CloudProvider): readonly string[] {
  return provider ? (clouds.get(provider) ?? []) : allClouds;
}

/** Whose cloud it is; undefined for Oracle's, for those of a customer (`custom-…`), and the unknown. */
export function providerOf(cloudName: string): CloudProvider | undefined {
  return providers.find((provider) => cloudName.startsWith(`${provider}-`));
}
