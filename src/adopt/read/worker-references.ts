import { secretReferences } from "../../aiven/secret-references";
import type { JsonBody } from "../../base/json";
import { escaped } from "../model/expressions";
import { variableName } from "../model/names";
import type { AddRemark, ConnectorJson } from "./connector-properties";

/**
 * A value that the old workers fetched by a provider of theirs (`${file:…}`, `${secretManager:…}`) is
 * left to a variable; any other `${…}` is the connector's own, and no template.
 */
export function withoutWorkersReferences(config: ConnectorJson, remark: AddRemark) {
  const variables: Record<string, JsonBody> = {};
  const adopted: ConnectorJson = Object.fromEntries(
    Object.entries(config).map(([property, value]) => {
      if (typeof value !== "string") return [property, value];
      const [reference] = secretReferences(value);
      if (!reference) return [property, escaped(value)];
      const variable = variableName(String(config.name), property);
      remark(
        "secret",
        property,
        `\${${reference.provider}:…} was a provider of the old workers; set TF_VAR_${variable}, or use secretRef() with a provider of KafkaConnect`,
      );
      variables[variable] = { type: "string", sensitive: true };
      return [property, `\${var.${variable}}`];
    }),
  );
  return { config: adopted, variables };
}
