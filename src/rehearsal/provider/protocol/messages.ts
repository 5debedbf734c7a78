import { fromJSON, type ServiceDefinition } from "@grpc/proto-loader";

/**
 * Terraform's plugin protocol 6, as far as a provider of resources and data sources needs it. The
 * field numbers are those of docs/plugin-protocol/tfplugin6.10.proto in hashicorp/terraform; a
 * procedure that is not listed answers "unimplemented", which Terraform and OpenTofu take for "has
 * none". Written as data, so that it needs no file at run time.
 *
 * A field: its number, its type, and `[]` for a list or `{}` for a map from strings.
 */
type Fields = Readonly<Record<string, string>>;

const diagnostics = "Diagnostic []";

export const messages: Readonly<Record<string, Fields>> = {
  DynamicValue: { msgpack: "1 bytes", json: "2 bytes" },
  AttributePath: { steps: "1 AttributeStep []" },
  // A oneof in the protocol, which looks the same on the wire.
  AttributeStep: {
    attribute_name: "1 string",
    element_key_string: "2 string",
    element_key_int: "3 int64",
  },
  Diagnostic: {
    severity: "1 int32",
    summary: "2 string",
    detail: "3 string",
    attribute: "4 AttributePath",
  },
  RawState: { json: "1 bytes" },
  Schema: { version: "1 int64", block: "2 Block" },
  Block: {
    version: "1 int64",
    attributes: "2 Attribute []",
    block_types: "3 NestedBlock []",
    deprecated: "6 bool",
  },
  Attribute: {
    name: "1 string",
    type: "2 bytes",
    nested_type: "10 Object",
    required: "4 bool",
    optional: "5 bool",
    computed: "6 bool",
    sensitive: "7 bool",
    deprecated: "9 bool",
    write_only: "11 bool",
  },
  Object: { attributes: "1 Attribute []", nesting: "3 int32" },
  NestedBlock: {
    type_name: "1 string",
    block: "2 Block",
    nesting: "3 int32",
    min_items: "4 int64",
    max_items: "5 int64",
  },
  ServerCapabilities: {
    plan_destroy: "1 bool",
    get_provider_schema_optional: "2 bool",
    move_resource_state: "3 bool",
  },
  TypeName: { type_name: "1 string" },

  GetMetadataRequest: {},
  GetMetadataResponse: {
    server_capabilities: "1 ServerCapabilities",
    diagnostics: `2 ${diagnostics}`,
    data_sources: "3 TypeName []",
    resources: "4 TypeName []",
  },
  GetProviderSchemaRequest: {},
  GetProviderSchemaResponse: {
    provider: "1 Schema",
    resource_schemas: "2 Schema {}",
    data_source_schemas: "3 Schema {}",
    diagnostics: `4 ${diagnostics}`,
    server_capabilities: "6 ServerCapabilities",
  },
  GetResourceIdentitySchemasRequest: {},
  GetResourceIdentitySchemasResponse: { diagnostics: `2 ${diagnostics}` },
  GetFunctionsRequest: {},
  GetFunctionsResponse: { diagnostics: `2 ${diagnostics}` },
  ValidateProviderConfigRequest: { config: "1 DynamicValue" },
  ValidateProviderConfigResponse: { diagnostics: `2 ${diagnostics}` },
  ValidateResourceConfigRequest: { type_name: "1 string", config: "2 DynamicValue" },
  ValidateResourceConfigResponse: { diagnostics: `1 ${diagnostics}` },
  ValidateDataResourceConfigRequest: { type_name: "1 string", config: "2 DynamicValue" },
  ValidateDataResourceConfigResponse: { diagnostics: `1 ${diagnostics}` },
  UpgradeResourceStateRequest: {
    type_name: "1 string",
    version: "2 int64",
    raw_state: "3 RawState",
  },
  UpgradeResourceStateResponse: {
    upgraded_state: "1 DynamicValue",
    diagnostics: `2 ${diagnostics}`,
  },
  ConfigureProviderRequest: { terraform_version: "1 string", config: "2 DynamicValue" },
  ConfigureProviderResponse: { diagnostics: `1 ${diagnostics}` },
  ReadResourceRequest: {
    type_name: "1 string",
    current_state: "2 DynamicValue",
    private: "3 bytes",
  },
  ReadResourceResponse: {
    new_state: "1 DynamicValue",
    diagnostics: `2 ${diagnostics}`,
    private: "3 bytes",
  },
  PlanResourceChangeRequest: {
    type_name: "1 string",
    prior_state: "2 DynamicValue",
    proposed_new_state: "3 DynamicValue",
    config: "4 DynamicValue",
    prior_private: "5 bytes",
  },
  PlanResourceChangeResponse: {
    planned_state: "1 DynamicValue",
    requires_replace: "2 AttributePath []",
    planned_private: "3 bytes",
    diagnostics: `4 ${diagnostics}`,
    legacy_type_system: "5 bool",
  },
  ApplyResourceChangeRequest: {
    type_name: "1 string",
    prior_state: "2 DynamicValue",
    planned_state: "3 DynamicValue",
    config: "4 DynamicValue",
    planned_private: "5 bytes",
  },
  ApplyResourceChangeResponse: {
    new_state: "1 DynamicValue",
    private: "2 bytes",
    diagnostics: `3 ${diagnostics}`,
    legacy_type_system: "4 bool",
  },
  ImportResourceStateRequest: { type_name: "1 string", id: "2 string" },
  ImportedResource: { type_name: "1 string", state: "2 DynamicValue", private: "3 bytes" },
  ImportResourceStateResponse: {
    imported_resources: "1 ImportedResource []",
    diagnostics: `2 ${diagnostics}`,
  },
  ReadDataSourceRequest: { type_name: "1 string", config: "2 DynamicValue" },
  ReadDataSourceResponse: { state: "1 DynamicValue", diagnostics: `2 ${diagnostics}` },
  StopProviderRequest: {},
  StopProviderResponse: { Error: "1 string" },
};

const procedures = Object.keys(messages)
  .filter((name) => name.endsWith("Request"))
  .map((name) => name.slice(0, -"Request".length));

/** The service `tfplugin6.Provider`, for a gRPC server. */
export function providerService(): ServiceDefinition {
  const nested = Object.fromEntries(
    Object.entries(messages).map(([name, fields]) => [
      name,
      {
        fields: Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, field(text)])),
      },
    ]),
  );
  const methods = Object.fromEntries(
    procedures.map((name) => [
      name,
      { requestType: `${name}Request`, responseType: `${name}Response`, comment: "" },
    ]),
  );
  const definition = fromJSON(
    { nested: { tfplugin6: { nested: { ...nested, Provider: { methods } } } } },
    { keepCase: true, longs: Number, defaults: true },
  );
  return definition["tfplugin6.Provider"] as ServiceDefinition;
}

function field(text: string): { id: number; type: string; rule?: string; keyType?: string } {
  const [id, type = "", many] = text.split(" ");
  return {
    id: Number(id),
    type,
    ...(many === "[]" ? { rule: "repeated" } : {}),
    ...(many === "{}" ? { keyType: "string" } : {}),
  };
}
