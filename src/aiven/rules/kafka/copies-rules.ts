import { requirement, recommendation, suggestion } from "../message";
import type { Rule } from "../rule";

/** Copies of partitions: of a cluster's by default, or of one topic's. */
type Copies<Replication extends string> = Readonly<
  Record<Replication | "minInsyncReplicas", number>
>;

interface CopiesOptions<Subject, Replication extends string> {
  /** What the names of the rules begin with. */
  readonly name: string;
  /** What the subject calls its replication factor. */
  readonly property: Replication;
  /** How many nodes there are, if that is known, and what it is known from. */
  readonly nodes: (subject: Partial<Subject>) => { count: number; of: string } | undefined;
  readonly nodesInputs: readonly (keyof Subject & string)[];
}

const kafkaParameters = "https://aiven.io/docs/products/kafka/reference/advanced-params";
const bestPractices = "https://aiven.io/docs/products/kafka/howto/best-practices";

/** The most that Aiven takes for `min_insync_replicas`. */
const mostInsync = 7;

/** The rules on how many copies of each partition there are, and how many must be in sync. */
export function copiesRules<Replication extends string, Subject extends Copies<Replication>>(
  options: CopiesOptions<Subject, Replication>,
): Rule<Subject>[] {
  const { name, property, nodes } = options;
  const copiesOf = (subject: Partial<Subject>): number | undefined => subject[property];
  const insyncOf = (subject: Partial<Subject>): number | undefined => subject.minInsyncReplicas;

  return [
    {
      name: `${name}-whole`,
      severity: "error",
      refusedByAiven: true,
      description: "The replication factor is a whole number of at least 1.",
      source: kafkaParameters,
      property,
      check(subject) {
        const copies = copiesOf(subject);
        if (copies === undefined || isWhole(copies)) return undefined;
        return requirement(property, "be a whole number of at least 1", copies, suggestion(3));
      },
    },
    {
      name: `${name}-nodes`,
      severity: "error",
      refusedByAiven: true,
      description: "A partition has at most as many copies as there are nodes.",
      source: "Apache Kafka, InvalidReplicationFactorException; Aiven's plans for their nodes",
      property,
      inputs: options.nodesInputs,
      check(subject) {
        const copies = copiesOf(subject);
        const known = nodes(subject);
        if (copies === undefined || !known || copies <= known.count) return undefined;
        const what = `be at most ${known.count}, the nodes of ${known.of}`;
        return requirement(property, what, copies, suggestion(known.count));
      },
    },
    {
      name: `${name}-single`,
      severity: "warning",
      description:
        "Each partition has more than one copy: with one, the partitions of a broker are gone while it is away, and lost if it is lost.",
      source: bestPractices,
      property,
      check(subject) {
        if (copiesOf(subject) !== 1) return undefined;
        const harm = "the partitions of a lost broker are lost";
        return recommendation(property, "be at least 2", 1, harm, suggestion(3));
      },
    },
    {
      name: `${name}-insync-whole`,
      severity: "error",
      refusedByAiven: true,
      description: `The copies that must be in sync are a whole number from 1 to ${mostInsync}.`,
      source: kafkaParameters,
      property: "minInsyncReplicas",
      check(subject) {
        const insync = insyncOf(subject);
        if (insync === undefined || (isWhole(insync) && insync <= mostInsync)) return undefined;
        const what = `be a whole number from 1 to ${mostInsync}`;
        return requirement("minInsyncReplicas", what, insync, suggestion(2));
      },
    },
    {
      name: `${name}-insync-above`,
      severity: "error",
      description:
        "minInsyncReplicas is at most the number of copies: otherwise no producer with acks=all can write.",
      source: "Apache Kafka, NotEnoughReplicasException",
      property: "minInsyncReplicas",
      inputs: [property],
      check(subject) {
        const [copies, insync] = [copiesOf(subject), insyncOf(subject)];
        if (copies === undefined || insync === undefined || insync <= copies) return undefined;
        const what = `be at most ${property} ${copies}, or no producer with acks=all can write`;
        return requirement("minInsyncReplicas", what, insync, suggestion(Math.max(1, copies - 1)));
      },
    },
    {
      name: `${name}-insync-equal`,
      severity: "warning",
      description:
        "minInsyncReplicas is below the number of copies: otherwise one broker in maintenance stops every producer with acks=all, Kafka Connect included.",
      source: "Apache Kafka, `min.insync.replicas`",
      property: "minInsyncReplicas",
      inputs: [property],
      check(subject) {
        const [copies, insync] = [copiesOf(subject), insyncOf(subject)];
        if (copies === undefined || copies === 1 || insync !== copies) return undefined;
        return recommendation(
          "minInsyncReplicas",
          `be below ${property} ${copies}`,
          insync,
          "one broker in maintenance stops every producer with acks=all",
          copies === 2 ? { advice: `use 2 with ${property} 3` } : suggestion(copies - 1),
        );
      },
    },
  ];
}

export function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
