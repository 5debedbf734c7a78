import type {
  Call,
  DataSourceHandler,
  DataSourceHandlers,
  Diagnostic,
  ResourceHandlers,
  ResourceHandler,
} from "./resource-handler";
import { nameDiagnostics } from "../resources/name-diagnostics";
import { resourceType, type ProviderFacts, type ResourceType } from "./facts";
import { stateOnly, withWriteOnly, type StateOnlyResources } from "./state-only-resources";
import { fromId, idOf, withId } from "./ids";
import { fill, plan, requiresReplace } from "./plan";
import { complete, readBlock, type Block } from "./schema";
import { nullsForUnknowns } from "./values";
import { isUnknown, type Values } from "../../stack/values";

/** Something that Terraform had done. */
export interface Applied {
  readonly type: string;
  readonly id: string;
  readonly action: "create" | "update" | "delete";
  /** The type has no handler: it exists in Terraform's state and nowhere else. */
  readonly stateOnly: boolean;
}

export interface OperationOptions<Context> {
  readonly facts: ProviderFacts;
  readonly resourceHandlers: ResourceHandlers<Context>;
  readonly dataSources: DataSourceHandlers<Context>;
  readonly stateOnly: StateOnlyResources;
  readonly call: (type: string) => Call<Context>;
  readonly onApplied: (applied: Applied) => void;
}

/** A check can tell the known values of a map that the plan has to leave open as a whole. */
function withConfigured(planned: Values, config: Values): Values {
  const configured = Object.entries(config).filter(
    ([name, value]) => isUnknown(planned[name]) && value !== null && !isUnknown(value),
  );
  return { ...planned, ...Object.fromEntries(configured) };
}

/** What Terraform asks of a provider, on plain values; the protocol is the server's business. */
export class Operations<Context> {
  readonly #options: OperationOptions<Context>;
  readonly #types = new Map<string, ResourceType>();
  readonly #dataBlocks = new Map<string, Block>();

  constructor(options: OperationOptions<Context>) {
    this.#options = options;
  }

  type(name: string): ResourceType {
    const type = this.#types.get(name) ?? resourceType(this.#options.facts, name);
    this.#types.set(name, type);
    return type;
  }

  dataBlock(name: string): Block {
    const json = this.#options.facts.dataSources[name];
    if (!json) throw new Error(`${name} is no data source of the provider`);
    const block = this.#dataBlocks.get(name) ?? readBlock(json.block);
    this.#dataBlocks.set(name, block);
    return block;
  }

  /** Errors alone: the plan that follows tells everything. */
  async validate(name: string, config: Values): Promise<Diagnostic[]> {
    const { diagnostics } = await this.plan(name, null, config);
    return diagnostics.filter(({ severity }) => severity === "error");
  }

  async plan(
    name: string,
    prior: Values | null,
    config: Values,
  ): Promise<{
    planned: Values;
    replace: (string | number)[][];
    diagnostics: readonly Diagnostic[];
  }> {
    const type = this.type(name);
    const planned = plan(type, prior, config);
    const complete = withConfigured(withWriteOnly(type, planned, config), config);
    const handler = this.#handler(name);
    handler.onPlanned?.(complete, this.#call(name));
    const checked = (await handler.check?.(complete, prior ?? undefined, this.#call(name))) ?? [];
    const diagnostics = [...checked, ...nameDiagnostics(config, checked)];
    return { planned, replace: prior ? requiresReplace(type, prior, planned) : [], diagnostics };
  }

  async create(name: string, planned: Values, config: Values): Promise<Values> {
    const type = this.type(name);
    const given = nullsForUnknowns(withWriteOnly(type, planned, config)) as Values;
    const identified = withId(type, given);
    const made = ((await this.#handler(name).create(identified, this.#call(name))) ?? {}) as Values;
    const id = idOf(type, identified, made);
    const state = this.#filled(type, planned, { ...identified, ...made, id });
    return this.#keep(type, state, "create");
  }

  async update(name: string, prior: Values, planned: Values, config: Values): Promise<Values> {
    const type = this.type(name);
    const given = nullsForUnknowns(withWriteOnly(type, planned, config)) as Values;
    const made = await this.#handler(name).update(prior, given, this.#call(name));
    return this.#keep(type, this.#filled(type, planned, made), "update");
  }

  async delete(name: string, state: Values): Promise<void> {
    await this.#handler(name).delete(state, this.#call(name));
    this.#options.stateOnly.forget(name, state);
    this.#tell(name, state, "delete");
  }

  async read(name: string, state: Values): Promise<Values | null> {
    const type = this.type(name);
    const found = (await this.#handler(name).read(state, this.#call(name))) as Values | undefined;
    if (!found) {
      this.#options.stateOnly.forget(name, state);
      return null;
    }
    const merged: Values = { ...state, ...found, id: found.id ?? state.id };
    const current = withWriteOnly(type, complete(type.block, merged), {});
    this.#options.stateOnly.remember(name, current);
    return current;
  }

  async importState(name: string, id: string): Promise<Values> {
    const type = this.type(name);
    const state = await this.#handler(name).importState?.(id, this.#call(name));
    return complete(type.block, { ...fromId(type, id), ...state });
  }

  async readData(name: string, config: Values): Promise<Values> {
    const block = this.dataBlock(name);
    const { dataSources, stateOnly } = this.#options;
    const handler: DataSourceHandler<Context> | undefined = dataSources[name];
    const found = handler
      ? await handler.read(config, this.#call(name))
      : stateOnly.find(name, block, config);
    return complete(block, { ...config, ...found });
  }

  #filled(type: ResourceType, planned: Values, made: object | undefined): Values {
    return fill(type, planned, complete(type.block, (made ?? {}) as Values));
  }

  #keep(type: ResourceType, state: Values, action: Applied["action"]): Values {
    this.#options.stateOnly.remember(type.name, state);
    this.#tell(type.name, state, action);
    return state;
  }

  #tell(type: string, state: Values, action: Applied["action"]): void {
    const stateOnly = !(type in this.#options.resourceHandlers);
    this.#options.onApplied({ type, id: String(state.id), action, stateOnly });
  }

  #handler(name: string): ResourceHandler<Context> {
    return this.#options.resourceHandlers[name] ?? stateOnly;
  }

  #call(name: string): Call<Context> {
    return this.#options.call(name);
  }
}
