import { recommendation } from "../message";
import type { Rule } from "../rule";

export interface AclSubject {
  /** Whether its Kafka was made with the ACL that lets everybody do everything. */
  readonly defaultAcl: boolean;
}

const defaultAcl: Rule<AclSubject> = {
  name: "acl-default",
  severity: "warning",
  description:
    "A Kafka with ACLs for its users has no default ACL: it lets every user do everything, and another ACL only adds rights.",
  source: "https://aiven.io/docs/tools/cli/service/acl, `default * * admin`",
  property: "defaultAcl",
  check({ defaultAcl: isThere }) {
    if (isThere !== true) return undefined;
    const harm = "it lets every user do everything, and other ACLs only add rights";
    return recommendation("defaultAcl", "be false where users have ACLs", isThere, harm, {
      advice:
        'use false, and on an existing Kafka delete the ACL "default" (avn service acl-delete SERVICE default)',
    });
  },
};

/** What must hold for `aiven_kafka_acl` and `aiven_kafka_native_acl`. */
export const aclRules: readonly Rule<AclSubject>[] = [defaultAcl];
