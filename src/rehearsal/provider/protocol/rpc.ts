import { type Diagnostic, MadeAndFailed } from "../resource-handler";
import { toProtocolDiagnostic, toDiagnostic } from "./diagnostics";
import type { ProviderFacts } from "../facts";
import type { Operations } from "../operations";
import { pathToProtocol } from "../paths";
import { complete, readBlock, toProtocol, type Block } from "../schema";
import { fromMsgpack, mapValues, parseJson, read, toMsgpack, type Type } from "../values";
import type { Value, Values } from "../../../stack/values";

interface DynamicValue {
  readonly msgpack: Uint8Array;
  readonly json?: Uint8Array;
}

/** The fields of all requests that are read here; each request has some of them. */
export interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly planned_state: DynamicValue;
  readonly current_state: DynamicValue;
  readonly raw_state: { readonly json: Uint8Array };
  readonly private: Uint8Array;
  readonly prior_private: Uint8Array;
  readonly planned_private: Uint8Array;
}

export type Procedure = (request: Request) => object | Promise<object>;

export interface ProcedureOptions<Context> {
  readonly facts: ProviderFacts;
  readonly operations: Operations<Context>;
  readonly configure: (config: Values) => void | Promise<void>;
  readonly stop: () => void;
  /** Finds what is behind an error, where it is not the fault itself. */
  readonly explain: (thrown: unknown) => Promise<unknown>;
}

const capabilities = { get_provider_schema_optional: true };

/** The procedures of tfplugin6.Provider by name. */
export function procedures<Context>(options: ProcedureOptions<Context>): Record<string, Procedure> {
  const { facts, operations } = options;
  const provider = readBlock(facts.provider.block);
  const typeNames = (types: object): object[] =>
    Object.keys(types).map((type_name) => ({ type_name }));

  const all: Record<string, Procedure> = {
    GetMetadata: () => ({
      server_capabilities: capabilities,
      resources: typeNames(facts.resources),
      data_sources: typeNames(facts.dataSources),
    }),
    // Asked for by every command, and always the same.
    GetProviderSchema: once(() => ({
      provider: toProtocol(facts.provider),
      resource_schemas: mapValues(facts.resources, toProtocol),
      data_source_schemas: mapValues(facts.dataSources, toProtocol),
      server_capabilities: capabilities,
    })),
    GetResourceIdentitySchemas: () => ({}),
    GetFunctions: () => ({}),
    ValidateProviderConfig: () => ({}),
    ValidateDataResourceConfig: () => ({}),

    ConfigureProvider: async ({ config }) => {
      await options.configure(decode(provider.type, config) ?? {});
      return {};
    },

    StopProvider: () => {
      options.stop();
      return {};
    },

    UpgradeResourceState: ({ type_name, raw_state }) => {
      const { block } = operations.type(type_name);
      const old = parseJson(Buffer.from(raw_state.json).toString("utf8")) as Values;
      const state = read(block.type, complete(block, old, "leave out"));
      return { upgraded_state: encode(block, state) };
    },

    ValidateResourceConfig: async ({ type_name, config }) => {
      const { block } = operations.type(type_name);
      const diagnostics = await operations.validate(type_name, decode(block.type, config) ?? {});
      return {
        diagnostics: diagnostics.map((diagnostic) => toProtocolDiagnostic(diagnostic, block)),
      };
    },

    PlanResourceChange: async ({ type_name, prior_state, config, prior_private }) => {
      const { block, legacy } = operations.type(type_name);
      const prior = decode(block.type, prior_state);
      const configured = decode(block.type, config);
      const common = { planned_private: prior_private, legacy_type_system: legacy };
      if (!configured) return { ...common, planned_state: encode(block, null) };
      const { planned, replace, diagnostics } = await operations.plan(type_name, prior, configured);
      return {
        ...common,
        planned_state: encode(block, planned),
        requires_replace: replace.map((path) => pathToProtocol(block, path)),
        diagnostics: diagnostics.map((diagnostic) => toProtocolDiagnostic(diagnostic, block)),
      };
    },

    ApplyResourceChange: async (request) => {
      const { type_name } = request;
      const { block, legacy } = operations.type(type_name);
      const prior = decode(block.type, request.prior_state);
      const common = { private: request.planned_private, legacy_type_system: legacy };
      try {
        const state = await apply(operations, request, block.type, prior);
        return { ...common, new_state: encode(block, state) };
      } catch (thrown) {
        const isMade = thrown instanceof MadeAndFailed;
        return {
          ...common,
          // What failed to change or to go is still there, and so is what was made and does not work.
          new_state: encode(block, isMade ? (thrown.made as Values) : prior),
          ...failed(await options.explain(isMade ? thrown.cause : thrown), block),
        };
      }
    },

    ReadResource: async ({ type_name, current_state, private: kept }) => {
      const { block } = operations.type(type_name);
      const state = decode(block.type, current_state);
      const current = state && (await operations.read(type_name, state));
      return { new_state: encode(block, current), private: kept };
    },

    ImportResourceState: async ({ type_name, id }) => {
      const { block } = operations.type(type_name);
      const state = await operations.importState(type_name, id);
      return { imported_resources: [{ type_name, state: encode(block, state) }] };
    },

    ReadDataSource: async ({ type_name, config }) => {
      const block = operations.dataBlock(type_name);
      const { values, diagnostics } = await operations.readData(
        type_name,
        decode(block.type, config) ?? {},
      );
      return {
        state: encode(block, values),
        diagnostics: diagnostics.map((diagnostic) => toProtocolDiagnostic(diagnostic, block)),
      };
    },
  };
  return mapValues(all, (procedure, name) =>
    guarded(procedure, options.explain, ({ type_name: type }) => {
      if (!type) return undefined;
      return name === "ReadDataSource" ? operations.dataBlock(type) : operations.type(type).block;
    }),
  );
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

async function apply<Context>(
  operations: Operations<Context>,
  { type_name, planned_state, config }: Request,
  type: Type,
  prior: Values | null,
): Promise<Values | null> {
  const planned = decode(type, planned_state);
  const configured = decode(type, config) ?? {};
  if (planned && prior) return operations.update(type_name, prior, planned, configured);
  if (planned) return operations.create(type_name, planned, configured);
  if (prior) await operations.delete(type_name, prior);
  return null;
}

/** Terraform gets every error; none ends the server. */
function guarded(
  procedure: Procedure,
  explain: (thrown: unknown) => Promise<unknown>,
  blockOf: (request: Request) => Block | undefined,
): Procedure {
  return async (request) => {
    try {
      return await procedure(request);
    } catch (thrown) {
      try {
        return failed(await explain(thrown), blockOf(request));
      } catch (stranger) {
        return failed(stranger);
      }
    }
  };
}

function failed(thrown: unknown, block?: Block): { diagnostics: object[] } {
  const diagnostic: Diagnostic = toDiagnostic(thrown);
  return { diagnostics: [toProtocolDiagnostic(diagnostic, block)] };
}

function decode(type: Type, { msgpack, json }: DynamicValue): Values | null {
  if (msgpack.length > 0) return fromMsgpack(type, msgpack) as Values | null;
  if (!json || json.length === 0) return null;
  return read(type, parseJson(Buffer.from(json).toString("utf8"))) as Values | null;
}

function encode(block: Block, value: Value): DynamicValue {
  return { msgpack: toMsgpack(block.type, value) };
}
