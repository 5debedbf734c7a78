import { notKnownYet } from "../../../src/aiven/rules/rule";
import { serviceRules } from "../../../src/aiven/rules/services/service-rules";
import { casesOf } from "../rule-case";

const uuid = "01a413b4-36df-4b1b-a697-fd7f87833494";
const grammar = "serviceName must match /^[a-z0-9][a-z0-9-]{0,63}$/, got";
const regions = "https://aiven.io/docs/platform/reference/list_of_clouds";
const unknown =
  "is not known here, and apply fails if Aiven does not sell it; plans begin with free, hobbyist, startup, business or premium";
const unknownRegion = "is not known here, and apply fails if Aiven does not offer it";
const week =
  "maintenanceDay must be monday, tuesday, wednesday, thursday, friday, saturday or sunday";
const protectedOn = "terminationProtection should be true on the production plan";
const slip = "a mistake in the stack can delete the service with its data; use true";

export const serviceCases = casesOf(serviceRules, [
  {
    rule: "service-name",
    legal: [
      {},
      { serviceName: notKnownYet },
      { serviceName: "orders-db" },
      { serviceName: "a" },
      { serviceName: "a".repeat(64) },
    ],
    wrong: [
      [{ serviceName: "Orders_DB" }, `${grammar} "Orders_DB"; use "orders-db"`],
      [{ serviceName: "-orders" }, `${grammar} "-orders"; use "orders"`],
      [{ serviceName: "" }, `${grammar} ""`],
      [{ serviceName: "a".repeat(65) }, `${grammar} "${"a".repeat(65)}"; use "${"a".repeat(64)}"`],
    ],
  },
  {
    rule: "cloud-provider",
    legal: [
      { cloudProvider: "google", cloudName: "google-europe-north1" },
      { cloudProvider: "azure", cloudName: "azure-norway-west" },
      { cloudName: "aws-eu-west-1" },
      { cloudProvider: "google", cloudName: notKnownYet },
    ],
    wrong: [
      [
        { cloudProvider: "google", cloudName: "azure-norway-west" },
        `cloudName must be a region of Google Cloud, "google-…", got "azure-norway-west"; choose one of Google Cloud's in ${regions}`,
      ],
      [
        { cloudProvider: "azure", cloudName: "google-europe-north1" },
        `cloudName must be a region of Azure, "azure-…", got "google-europe-north1"; choose one of Azure's in ${regions}`,
      ],
      [
        { cloudProvider: "google", cloudName: "gogle-europe-north1" },
        'cloudName must be a region of Google Cloud, "google-…", got "gogle-europe-north1"; use "google-europe-north1"',
      ],
    ],
  },
  {
    rule: "cloud-region",
    legal: [
      { cloudName: "google-europe-north1" },
      { cloudName: "azure-westeurope" },
      { cloudName: "aws-eu-west-1" },
      { cloudName: "do-fra" },
      { cloudName: "upcloud-fi-hel" },
      { cloudName: "eu-frankfurt-1" },
      { cloudName: "custom-ours" },
    ],
    wrong: [
      [
        { cloudName: "aws-eu-west1" },
        `cloudName "aws-eu-west1" ${unknownRegion}; did you mean "aws-eu-west-1"?`,
      ],
      [
        { cloudName: "google-europe-nort1" },
        `cloudName "google-europe-nort1" ${unknownRegion}; did you mean "google-europe-north1"?`,
      ],
      [
        { cloudName: "azure-norwaywest" },
        `cloudName "azure-norwaywest" ${unknownRegion}; did you mean "azure-norway-west"?`,
      ],
      [
        { cloudName: "azure-mars" },
        `cloudName "azure-mars" ${unknownRegion}; look it up in ${regions}`,
      ],
    ],
  },
  {
    rule: "plan-known",
    legal: [
      { plan: "business-4" },
      { plan: "premium-6x-8" },
      { plan: "free-1-5gb" },
      { plan: "startup-4-inkless" },
    ],
    wrong: [
      [{ plan: "buisness-4" }, `plan "buisness-4" ${unknown}; did you mean "business-4"?`],
      [{ plan: "Business-4" }, `plan "Business-4" ${unknown}; did you mean "business-4"?`],
      [{ plan: "banana" }, `plan "banana" ${unknown}; look it up in https://aiven.io/pricing`],
    ],
  },
  {
    rule: "vpc-form",
    legal: [
      { project: "shop", projectVpcId: `shop/${uuid}` },
      { project: "shop" },
      { project: notKnownYet, projectVpcId: `shop/${uuid}` },
    ],
    wrong: [
      [
        { project: "shop", projectVpcId: uuid },
        `projectVpcId must be project/uuid, got "${uuid}"; use "shop/${uuid}"`,
      ],
      [{ projectVpcId: uuid }, `projectVpcId must be project/uuid, got "${uuid}"`],
      [
        { project: notKnownYet, projectVpcId: uuid },
        `projectVpcId must be project/uuid, got "${uuid}"`,
      ],
      [
        { project: "shop", projectVpcId: `shop/${uuid}0` },
        `projectVpcId must be project/uuid, got "shop/${uuid}0"`,
      ],
    ],
  },
  {
    rule: "vpc-project",
    legal: [
      { project: "proj1-demo", projectVpcId: `proj1-demo/${uuid}` },
      { project: notKnownYet, projectVpcId: `proj1-demo/${uuid}` },
      { project: "shop", projectVpcId: uuid },
      { project: "shop" },
    ],
    wrong: [
      [
        { project: "shop", projectVpcId: `proj1-demo/${uuid}` },
        `projectVpcId must be in the service's project shop, got "proj1-demo/${uuid}"; use a VPC of shop in the service's cloud and region`,
      ],
    ],
  },
  {
    rule: "maintenance-day",
    legal: [{}, { maintenanceDay: "monday" }, { maintenanceDay: "sunday" }],
    wrong: [
      [{ maintenanceDay: "Monday" }, `${week}, got "Monday"; use "monday"`],
      [{ maintenanceDay: "sat" }, `${week}, got "sat"; use "saturday"`],
      [{ maintenanceDay: "wendesday" }, `${week}, got "wendesday"; use "wednesday"`],
      [{ maintenanceDay: "never" }, `${week}, got "never"`],
    ],
  },
  {
    rule: "maintenance-time",
    legal: [{}, { maintenanceTime: "00:00:00" }, { maintenanceTime: "23:59:59" }],
    wrong: [
      [
        { maintenanceTime: "10:00" },
        'maintenanceTime must be a time of day, HH:MM:SS, got "10:00"; use "10:00:00"',
      ],
      [
        { maintenanceTime: "9:5:0" },
        'maintenanceTime must be a time of day, HH:MM:SS, got "9:5:0"; use "09:05:00"',
      ],
      [
        { maintenanceTime: "24:00:00" },
        'maintenanceTime must be a time of day, HH:MM:SS, got "24:00:00"',
      ],
    ],
  },
  {
    rule: "maintenance-day-and-time",
    legal: [
      {},
      { maintenanceDay: "monday", maintenanceTime: "10:00:00" },
      { maintenanceDay: "monday", maintenanceTime: notKnownYet },
    ],
    wrong: [
      [
        { maintenanceDay: "monday" },
        'maintenanceTime should be set together with maintenanceDay "monday", got none: the provider sends neither alone, and Aiven keeps the window that it chose; set both or neither',
      ],
      [
        { maintenanceTime: "10:00:00" },
        'maintenanceDay should be set together with maintenanceTime "10:00:00", got none: the provider sends neither alone, and Aiven keeps the window that it chose; set both or neither',
      ],
    ],
  },
  {
    rule: "termination-protection",
    legal: [
      { plan: "startup-4" },
      { plan: "business-4", terminationProtection: true },
      { plan: "business-4", terminationProtection: notKnownYet },
      { plan: notKnownYet },
    ],
    wrong: [
      [{ plan: "business-4" }, `${protectedOn} business-4, got none: ${slip}`],
      [
        { plan: "premium-6x-8", terminationProtection: false },
        `${protectedOn} premium-6x-8, got false: ${slip}`,
      ],
    ],
  },
]);
