import { endpointRules } from "../../../src/aiven/rules/integrations/endpoint-rules";
import { endsRules } from "../../../src/aiven/rules/integrations/ends-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { casesOf } from "../rule-case";

const metrics = {
  integrationType: "metrics",
  sourceService: "orders-db",
  destinationService: "metrics",
} as const;
const toConnect = {
  integrationType: "kafka_connect",
  sourceService: "events",
  destinationService: "capture",
} as const;
const prometheus = {
  integrationType: "prometheus",
  sourceService: "orders-db",
  destinationEndpoint: "demo/5b0d7a32",
} as const;

const ends = casesOf(endsRules, [
  {
    rule: "integration-type",
    legal: [{}, metrics, prometheus, { integrationType: notKnownYet }],
    wrong: [
      [
        { integrationType: "metric" },
        'integrationType must be a type that Aiven knows, got "metric"; use "metrics"',
      ],
      [
        { integrationType: "carrier pigeon" },
        'integrationType must be a type that Aiven knows, got "carrier pigeon"; look it up in aiven_service_integration\'s page of the Terraform registry',
      ],
    ],
  },
  {
    rule: "integration-source",
    legal: [
      {},
      metrics,
      { ...metrics, sourceService: undefined, sourceEndpoint: "demo/e" },
      { ...metrics, sourceService: notKnownYet },
    ],
    wrong: [
      [
        { ...metrics, sourceService: undefined },
        "sourceService or sourceEndpoint must be set, got neither; set one of the two",
      ],
      [
        { ...metrics, sourceEndpoint: "demo/e" },
        'sourceService and sourceEndpoint must not both be set, got "orders-db" and "demo/e"; leave one out',
      ],
    ],
  },
  {
    rule: "integration-destination",
    legal: [{}, metrics, prometheus, { ...prometheus, destinationEndpoint: notKnownYet }],
    wrong: [
      [
        { ...metrics, destinationService: undefined },
        "destinationService or destinationEndpoint must be set, got neither; set one of the two",
      ],
      [
        { ...metrics, destinationEndpoint: "demo/e" },
        'destinationService and destinationEndpoint must not both be set, got "metrics" and "demo/e"; leave one out',
      ],
    ],
  },
  {
    rule: "integration-source-endpoint-form",
    legal: [{}, { sourceEndpoint: "demo/e" }],
    wrong: [
      [
        { sourceEndpoint: "e" },
        'sourceEndpoint must be project/endpoint_id, got "e"; use the id of its aiven_service_integration_endpoint',
      ],
    ],
  },
  {
    rule: "integration-destination-endpoint-form",
    legal: [{}, prometheus],
    wrong: [
      [
        { destinationEndpoint: "demo/team/e" },
        'destinationEndpoint must be project/endpoint_id, got "demo/team/e"; use the id of its aiven_service_integration_endpoint',
      ],
    ],
  },
  {
    rule: "integration-endpoint",
    legal: [
      {},
      metrics,
      prometheus,
      { integrationType: "autoscaler", sourceEndpoint: "demo/e", destinationService: "orders-db" },
    ],
    wrong: [
      [
        { ...metrics, integrationType: "prometheus" },
        "destinationEndpoint must be set for integration type prometheus, got none; create an aiven_service_integration_endpoint of type prometheus",
      ],
    ],
  },
  {
    rule: "integration-destination-type",
    legal: [
      {},
      { ...metrics, destinationType: undefined },
      { ...metrics, destinationType: "thanos" },
      { ...metrics, destinationType: "pg" },
      { integrationType: "logs", destinationType: "opensearch" },
      { integrationType: "dashboard", destinationType: "kafka" },
    ],
    wrong: [
      [
        { ...metrics, destinationType: "kafka" },
        'destinationType must be thanos, influxdb, m3db or pg for integration type metrics, got "kafka"; use a service of type thanos',
      ],
      [
        { integrationType: "logs", destinationType: "pg" },
        'destinationType must be opensearch or elasticsearch for integration type logs, got "pg"; use a service of type opensearch',
      ],
    ],
  },
  {
    rule: "integration-ends",
    legal: [
      {},
      { ...toConnect, sourceType: "kafka", destinationType: "kafka_connect" },
      { ...toConnect, sourceType: undefined, destinationType: undefined },
      { ...toConnect, sourceType: "pg", destinationType: "opensearch" },
      { ...metrics, sourceType: "thanos", destinationType: "kafka" },
      { ...toConnect, sourceType: notKnownYet, destinationType: "kafka" },
    ],
    wrong: [
      [
        { ...toConnect, sourceType: "kafka_connect", destinationType: "kafka" },
        'sourceType must be kafka, and destinationType kafka_connect, for integration type kafka_connect, got kafka_connect to kafka; swap the ends: from "capture" to "events"',
      ],
      [
        { ...toConnect, destinationType: "kafka" },
        'sourceType must be kafka, and destinationType kafka_connect, for integration type kafka_connect, got a type that is not known to kafka; swap the ends: from "capture" to "events"',
      ],
    ],
  },
]);

const cap = "capGb must be a whole number of GB of at least 1, got";
const grow = "set the size that the disk may grow to, including the plan's own disk";

const endpoints = casesOf(endpointRules, [
  {
    rule: "endpoint-type",
    legal: [{}, { endpointType: "autoscaler" }, { endpointType: "rsyslog" }],
    wrong: [
      [
        { endpointType: "promethus" },
        'endpointType must be a type that Aiven knows, got "promethus"; use "prometheus"',
      ],
      [
        { endpointType: "carrier pigeon" },
        'endpointType must be a type that Aiven knows, got "carrier pigeon"; look it up in the endpoint\'s page of the Terraform registry',
      ],
    ],
  },
  {
    rule: "autoscaler-cap",
    legal: [
      {},
      { endpointType: "prometheus" },
      { endpointType: "autoscaler", capGb: 1 },
      { endpointType: "autoscaler", capGb: notKnownYet },
    ],
    wrong: [
      [{ endpointType: "autoscaler", capGb: 0 }, `${cap} 0; ${grow}`],
      [{ endpointType: "autoscaler", capGb: 0.5 }, `${cap} 0.5; ${grow}`],
      [{ endpointType: "autoscaler" }, `${cap} none; ${grow}`],
    ],
  },
]);

export const integrationCases = [...ends, ...endpoints];
