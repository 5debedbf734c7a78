import { placeholder } from "../placeholders/with-placeholders";
import type { Subject } from "../placeholders/service-forms";
import { serviceTypes } from "../source/source-files";
import type { Block } from "../schema";
import { mapValues } from "../values";
import type { Call, ResourceHandlers } from "../resource-handler";
import type { SeenResources } from "./seen-resources";
import type { Values } from "../../../stack/values";

/** A data source that lists resources: what of them, and under which names. */
interface Listing {
  readonly block: string;
  readonly types: readonly string[];
  /** The arguments that the resources share with the data source, by the resource's name for them. */
  readonly by: Readonly<Record<string, string>>;
  /** The resource's name of an attribute, where it is another. */
  readonly renamed?: Readonly<Record<string, string>>;
}

export interface ListOptions<Context> {
  readonly resourceHandlers: ResourceHandlers<Context>;
  /** What exists. */
  readonly seen: SeenResources;
  readonly call: (type: string) => Call<Context>;
}

const listings: Readonly<Record<string, Listing>> = {
  aiven_kafka_topic_list: {
    block: "topics",
    types: ["aiven_kafka_topic"],
    by: { project: "project", service_name: "service_name" },
  },
  aiven_organization_billing_group_list: {
    block: "billing_groups",
    types: ["aiven_organization_billing_group"],
    by: { organization_id: "organization_id" },
  },
  aiven_organization_user_group_list: {
    block: "user_groups",
    types: ["aiven_organization_user_group"],
    by: { organization_id: "organization_id" },
    renamed: { user_group_id: "group_id", user_group_name: "name" },
  },
  aiven_organization_user_group_member_list: {
    block: "members",
    types: ["aiven_organization_user_group_member"],
    by: { organization_id: "organization_id", group_id: "user_group_id" },
  },
  aiven_organization_user_list: {
    block: "users",
    types: ["aiven_organization_user"],
    by: { organization_id: "id" },
  },
  aiven_service_list: {
    block: "services",
    types: serviceTypes,
    by: { project: "project" },
  },
  aiven_service_plan_list: {
    block: "service_plans",
    types: serviceTypes,
    by: { project: "project", service_type: "service_type" },
    renamed: { service_plan: "plan" },
  },
};

/** What the listed resources are in the data source; undefined if it lists none that is known. */
export async function listed<Context>(
  { resourceHandlers, seen, call }: ListOptions<Context>,
  block: Block,
  subject: Subject,
): Promise<Values | undefined> {
  const listing = listings[subject.type];
  const nested = block.blocks.find((each) => each.name === listing?.block);
  if (!listing || !nested) return undefined;
  const made = listing.types.flatMap((type) => seen.of(type).filter(fits(listing, subject.values)));
  const running = await Promise.all(
    listing.types.map((type) => resourceHandlers[type]?.list?.(subject.values, call(type))),
  );
  const isAnswered = running.some((some) => some !== undefined);
  if (!isAnswered && made.length === 0) return undefined;
  const rows = (isAnswered ? running.flatMap((some) => some ?? []) : made) as readonly Values[];
  const items = rows.map((row) => item(listing, nested.block, row, subject));
  const distinct = new Map(items.map((each) => [JSON.stringify(mapValues(each, String)), each]));
  return { ...subject.values, [listing.block]: [...distinct.values()] };
}

function fits({ by }: Listing, asked: Values): (state: Values) => boolean {
  return (state) => Object.entries(by).every(([own, name]) => state[own] === asked[name]);
}

function item(listing: Listing, { attributes }: Block, row: Values, subject: Subject): Values {
  const key = `${subject.key} ${String(row.id)}`;
  const values = attributes.map(({ name, type }) => {
    const known = row[listing.renamed?.[name] ?? name] ?? null;
    return [name, known ?? placeholder({ name, type }, { ...subject, key, values: row })] as const;
  });
  return Object.fromEntries(values);
}
