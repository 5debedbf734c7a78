import { nearest } from "../../../base/text/nearest";
import { daysOfWeek } from "../../facts/days";
import {
  type CloudProvider,
  cloudProviderTitles,
  knownClouds,
  providerOf,
} from "../../facts/clouds";
import { alternatives, requirement, recommendation, formatValue, suggestion } from "../message";
import {
  grammarProblem,
  maintenanceTime,
  projectOfVpc,
  serviceName,
  vpcId,
} from "../../facts/names";
import { familyOf, planFamilies } from "../../facts/service-plans";
import type { Rule } from "../rule";

/** What all services have in common. */
export interface ServiceSubject {
  readonly project: string;
  readonly serviceName: string;
  readonly cloudName: string;
  /** Whose cloud it must be; given by those who put a service on one of them. */
  readonly cloudProvider: CloudProvider;
  readonly plan: string;
  readonly projectVpcId: string;
  readonly maintenanceDay: string;
  readonly maintenanceTime: string;
  readonly terminationProtection: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

const regionsPage = "https://aiven.io/docs/platform/reference/list_of_clouds";
const plansPage = "https://aiven.io/pricing";
const provider = (argument: string) =>
  `terraform-provider-aiven, internal/schemautil, \`${argument}\``;

const cloudOfProvider: Rule<ServiceSubject> = {
  name: "cloud-provider",
  severity: "error",
  description: "The cloud is one of the provider that the construct is named after.",
  source: regionsPage,
  property: "cloudName",
  inputs: ["cloudProvider"],
  check({ cloudName, cloudProvider }) {
    if (cloudName === undefined || cloudProvider === undefined) return undefined;
    if (providerOf(cloudName) === cloudProvider) return undefined;
    const title = cloudProviderTitles[cloudProvider];
    const what = `be a region of ${title}, "${cloudProvider}-…"`;
    const meant = nearest(cloudName, knownClouds(cloudProvider));
    const elsewhere = { advice: `choose one of ${title}'s in ${regionsPage}` };
    return requirement("cloudName", what, cloudName, suggestion(meant) ?? elsewhere);
  },
};

const cloudRegion: Rule<ServiceSubject> = {
  name: "cloud-region",
  severity: "warning",
  description:
    "The region is one that Aiven is known to offer. Aiven adds regions, so an unknown one is no error; if it does not exist, apply fails.",
  source: regionsPage,
  property: "cloudName",
  check({ cloudName }) {
    if (cloudName === undefined || knownClouds().includes(cloudName)) return undefined;
    const cloudProvider = providerOf(cloudName);
    const meant = nearest(cloudName, knownClouds(cloudProvider));
    if (cloudProvider === undefined && meant === undefined) return undefined;
    const hint = meant === undefined ? `look it up in ${regionsPage}` : `did you mean "${meant}"?`;
    return `cloudName ${formatValue(cloudName)} is not known here, and apply fails if Aiven does not offer it; ${hint}`;
  },
};

const planKnown: Rule<ServiceSubject> = {
  name: "plan-known",
  severity: "warning",
  description:
    "The plan begins with a family that Aiven is known to sell. Plans depend on the customer, so an unknown one is no error; if it does not exist, apply fails.",
  source: plansPage,
  property: "plan",
  check({ plan }) {
    if (plan === undefined) return undefined;
    const families = planFamilies.join("|");
    if (new RegExp(`^(${families})(-[a-z0-9.]+)*$`).test(plan)) return undefined;
    const meant = nearest(familyOf(plan), planFamilies);
    const instead = meant && (meant + plan.slice(familyOf(plan).length)).toLowerCase();
    const hint =
      instead === undefined ? `look it up in ${plansPage}` : `did you mean "${instead}"?`;
    return `plan ${formatValue(plan)} is not known here, and apply fails if Aiven does not sell it; plans begin with ${alternatives(planFamilies)}; ${hint}`;
  },
};

const serviceNameGrammar: Rule<ServiceSubject> = {
  name: "service-name",
  severity: "error",
  refusedByAiven: true,
  description: "The name of a service is 1 to 64 lowercase letters, digits and dashes.",
  source: 'Aiven\'s API, "Service name must consist of 1-64 alphanumerical characters"',
  property: "serviceName",
  check: (subject) => grammarProblem(serviceName, "serviceName", subject.serviceName),
};

const vpcForm: Rule<ServiceSubject> = {
  name: "vpc-form",
  severity: "error",
  refusedByAiven: true,
  description: "The id of a VPC is written project/uuid.",
  source: provider("project_vpc_id"),
  property: "projectVpcId",
  // a project that is not known yet only leaves the proposal without it
  check: ({ projectVpcId, project }) =>
    grammarProblem(
      vpcId(typeof project === "string" ? project : undefined),
      "projectVpcId",
      projectVpcId,
    ),
};

const vpcProject: Rule<ServiceSubject> = {
  name: "vpc-project",
  severity: "error",
  refusedByAiven: true,
  description:
    "The VPC is in the service's own project; with another, every plan of the real provider shows a difference. It must also be in the service's cloud and region, which its id does not show.",
  source: provider("project_vpc_id"),
  property: "projectVpcId",
  inputs: ["project"],
  check({ projectVpcId, project }) {
    const owner = projectOfVpc(projectVpcId ?? "");
    if (owner === undefined || project === undefined || owner === project) return undefined;
    const advice = `use a VPC of ${project} in the service's cloud and region`;
    return requirement("projectVpcId", `be in the service's project ${project}`, projectVpcId, {
      advice,
    });
  },
};

const maintenanceDay: Rule<ServiceSubject> = {
  name: "maintenance-day",
  severity: "error",
  refusedByAiven: true,
  description: "The day of the maintenance window is a day of the week.",
  source: provider("maintenance_window_dow"),
  property: "maintenanceDay",
  check({ maintenanceDay: day }) {
    const days: readonly string[] = daysOfWeek;
    if (day === undefined || days.includes(day)) return undefined;
    const meant = days.find((each) => day.length > 1 && each.startsWith(day.toLowerCase()));
    return requirement(
      "maintenanceDay",
      `be ${alternatives(days)}`,
      day,
      suggestion(meant ?? nearest(day, days)),
    );
  },
};

const maintenanceTimeGrammar: Rule<ServiceSubject> = {
  name: "maintenance-time",
  severity: "error",
  refusedByAiven: true,
  description: "The time of the maintenance window is HH:MM:SS, UTC.",
  source: provider("maintenance_window_time"),
  property: "maintenanceTime",
  check: (subject) => grammarProblem(maintenanceTime, "maintenanceTime", subject.maintenanceTime),
};

const maintenanceWhole: Rule<ServiceSubject> = {
  name: "maintenance-day-and-time",
  severity: "warning",
  description:
    "A maintenance window has a day and a time: the provider sends neither without the other, and Aiven keeps the window that it chose.",
  source: provider("GetMaintenanceWindow"),
  property: "maintenanceDay",
  inputs: ["maintenanceTime"],
  check({ maintenanceDay: day, maintenanceTime: time }) {
    if ((day === undefined) === (time === undefined)) return undefined;
    const [missing, given, value] =
      day === undefined
        ? ["maintenanceDay", "maintenanceTime", time]
        : ["maintenanceTime", "maintenanceDay", day];
    return recommendation(
      missing,
      `be set together with ${given} "${value}"`,
      undefined,
      "the provider sends neither alone, and Aiven keeps the window that it chose",
      { advice: "set both or neither" },
    );
  },
};

const terminationProtection: Rule<ServiceSubject> = {
  name: "termination-protection",
  severity: "note",
  description: "A service on a business or premium plan is protected against deletion.",
  source: provider("termination_protection"),
  property: "terminationProtection",
  inputs: ["plan"],
  check({ terminationProtection: isProtected, plan }) {
    const isProduction = ["business", "premium"].includes(familyOf(plan ?? ""));
    if (!isProduction || isProtected) return undefined;
    return recommendation(
      "terminationProtection",
      `be true on the production plan ${plan}`,
      isProtected,
      "a mistake in the stack can delete the service with its data",
      suggestion(true),
    );
  },
};

/** For those who put a service on the cloud of one provider. */
export const cloudProviderRules: readonly Rule<ServiceSubject>[] = [cloudOfProvider];

export const serviceRules: readonly Rule<ServiceSubject>[] = [
  serviceNameGrammar,
  cloudOfProvider,
  cloudRegion,
  planKnown,
  vpcForm,
  vpcProject,
  maintenanceDay,
  maintenanceTimeGrammar,
  maintenanceWhole,
  terminationProtection,
];
