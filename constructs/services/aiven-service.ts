import type { DayOfWeek } from "../../src/aiven/facts/days";
import type { CloudName } from "./clouds";

/** When Aiven may restart the nodes of a service for updates. */
export interface MaintenanceWindow {
  /** Day of the week, UTC (Terraform: `maintenance_window_dow`). */
  readonly dayOfWeek: DayOfWeek;
  /** Start of the window, UTC, `HH:MM:SS` (Terraform: `maintenance_window_time`). */
  readonly time: string;
}

/** What every Aiven service takes, whatever runs on it. */
export interface AivenServiceProps {
  /** The Aiven project that holds and pays for the service. */
  readonly project: string;
  /** Unique in its project; another name makes another service and destroys this one. */
  readonly serviceName: string;
  /** Where the nodes run; changing it migrates the service while it serves. */
  readonly cloudName: CloudName;
  /** Size and number of nodes, for instance `business-4`. */
  readonly plan: string;
  /** @default - Aiven's choice */
  readonly maintenanceWindow?: MaintenanceWindow;
  /**
   * `project/uuid` of a VPC in the service's own project, cloud and region. A VPC of another
   * project shows as a difference at every plan, for ever.
   *
   * @default - the public network
   */
  readonly projectVpcId?: string;
  /**
   * Whether Aiven refuses to delete the service until this is turned off.
   *
   * @default false - the provider's own
   */
  readonly terminationProtection?: boolean;
  /**
   * Whether Terraform refuses every plan that would destroy the service (Terraform:
   * `lifecycle.prevent_destroy`).
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
  /** Who is written to about the service (Terraform: `tech_emails`). @default - the project's */
  readonly contacts?: readonly string[];
  /** Labels of the service, shown in Aiven's console and on the bill. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What rules on services look at. */
export function serviceFacts(props: AivenServiceProps) {
  return {
    project: props.project,
    serviceName: props.serviceName,
    cloudName: props.cloudName,
    plan: props.plan,
    projectVpcId: props.projectVpcId,
    maintenanceDay: props.maintenanceWindow?.dayOfWeek,
    maintenanceTime: props.maintenanceWindow?.time,
    terminationProtection: props.terminationProtection,
    tags: props.tags,
  };
}

/** The Terraform arguments that all Aiven services share. */
export function serviceArguments(props: AivenServiceProps) {
  return {
    project: props.project,
    serviceName: props.serviceName,
    cloudName: props.cloudName,
    plan: props.plan,
    maintenanceWindowDow: props.maintenanceWindow?.dayOfWeek,
    maintenanceWindowTime: props.maintenanceWindow?.time,
    projectVpcId: props.projectVpcId,
    terminationProtection: props.terminationProtection,
    lifecycle: props.preventDestroy ? { preventDestroy: true } : undefined,
    techEmails: props.contacts?.map((email) => ({ email })),
    tag: props.tags && Object.entries(props.tags).map(([key, value]) => ({ key, value })),
  };
}
