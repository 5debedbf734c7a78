import { placeholder } from "../placeholders/with-placeholders";
import { serviceTypes, type Subject } from "../placeholders/service-forms";
import type { Block } from "../schema";
import { mapValues } from "../values";
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

const serviceResources = serviceTypes.map((name) => `aiven_${name}`);

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
    types: serviceResources,
    by: { project: "project" },
  },
  aiven_service_plan_list: {
    block: "service_plans",
    types: serviceResources,
    by: { project: "project", service_type: "service_type" },
    renamed: { service_plan: "plan" },
  },
};

/** What the listed resources are in the data source; undefined if it lists none that is known. */
export function listed(
  name: string,
  block: Block,
  subject: Subject,
  seen: SeenResources,
): Values | undefined {
  const listing = listings[name];
  const nested = block.blocks.find((each) => each.name === listing?.block);
  if (!listing || !nested) return undefined;
  const found = listing.types.flatMap((type) =>
    seen
      .of(type)
      .filter((state) =>
        Object.entries(listing.by).every(([own, asked]) => state[own] === subject.values[asked]),
      ),
  );
  if (found.length === 0) return undefined;
  const items = found.map((state): Values => {
    const of = { ...subject, key: `${subject.key} ${String(state.id)}`, values: state };
    const entries = nested.block.attributes.map(
      ({ name: attribute, type }) =>
        [
          attribute,
          state[listing.renamed?.[attribute] ?? attribute] ??
            placeholder({ name: attribute, type }, of),
        ] as const,
    );
    return Object.fromEntries(entries);
  });
  const distinct = new Map(items.map((item) => [JSON.stringify(mapValues(item, String)), item]));
  return { ...subject.values, [listing.block]: [...distinct.values()] };
}
