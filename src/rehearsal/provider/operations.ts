import {
  type Call,
  type Diagnostic,
  MadeAndFailed,
  type ResourceHandler,
  type ResourceHandlers,
} from "./resource-handler";
import { argumentDiagnostics, unlessFound } from "./argument-diagnostics";
import { nameDiagnostics } from "../resources/name-diagnostics";
import { readData } from "./data-sources/read-data";
import { SeenResources } from "./data-sources/seen-resources";
import { resourceType, type ProviderFacts, type ResourceType } from "./facts";
import { type AuthorityOf, PlaceholderSource } from "./placeholders/source";
import { keepComputed, withPlaceholders } from "./placeholders/with-placeholders";
import { onlyWhatIsSet } from "./source/planning";
import { stateOnly, withWriteOnly } from "./state-only-resources";
import { fromId, idOf, refuseOtherForm, withId } from "./ids";
import { fill, plan } from "./plan";
import { requiresReplace } from "./replace";
import { complete, readBlock, type Block } from "./schema";
import { nullsForUnknowns } from "./values";
import { isUnknown, type Value, type Values, unknown } from "../../stack/values";

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
  readonly call: (type: string) => Call<Context>;
  readonly onApplied: (applied: Applied) => void;
  /** Of a project. @default - a new one */
  readonly authorityOf?: AuthorityOf;
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
  readonly #seen = new SeenResources();
  readonly #planned = new SeenResources();
  readonly #placeholders: PlaceholderSource;

  constructor(options: OperationOptions<Context>) {
    this.#options = options;
    this.#placeholders = new PlaceholderSource(options.authorityOf);
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
    if (!prior) this.#planned.remember(name, this.#identified(type, planned));
    handler.onPlanned?.(complete, this.#call(name));
    const checked = (await handler.check?.(complete, prior ?? undefined, this.#call(name))) ?? [];
    const named = [...checked, ...nameDiagnostics(config, checked)];
    const diagnostics = [...named, ...unlessFound(argumentDiagnostics(type, prior, config), named)];
    return { planned, replace: prior ? requiresReplace(type, prior, planned) : [], diagnostics };
  }

  /** @throws MadeAndFailed with the whole state of what is there and does not work */
  async create(name: string, planned: Values, config: Values): Promise<Values> {
    const type = this.type(name);
    const given = nullsForUnknowns(withWriteOnly(type, planned, config)) as Values;
    const identified = withId(type, given);
    const { made, failure } = await this.#made(name, identified);
    const id = idOf(type, identified, made);
    const filled = this.#filled(type, planned, { ...identified, ...made, id });
    const state = await this.#withPlaceholders(type, planned, filled, config);
    this.#planned.forget(name, this.#identified(type, planned));
    this.#keep(type, state, "create");
    if (failure) throw new MadeAndFailed(state, failure.cause);
    return state;
  }

  async #made(name: string, given: Values): Promise<{ made: Values; failure?: MadeAndFailed }> {
    try {
      const made = await this.#handler(name).create(given, this.#call(name));
      return { made: (made ?? {}) as Values };
    } catch (thrown) {
      if (!(thrown instanceof MadeAndFailed)) throw thrown;
      return { made: thrown.made as Values, failure: thrown };
    }
  }

  async update(name: string, prior: Values, planned: Values, config: Values): Promise<Values> {
    const type = this.type(name);
    const given = nullsForUnknowns(withWriteOnly(type, planned, config)) as Values;
    const made = await this.#handler(name).update(prior, given, this.#call(name));
    const returned = new Set(Object.keys(made ?? {}));
    const before = Object.fromEntries(Object.entries(prior).filter(([key]) => !returned.has(key)));
    const filled = this.#filled(type, planned, made, before);
    const state = await this.#withPlaceholders(type, planned, filled, config, prior);
    return this.#keep(type, state, "update");
  }

  async delete(name: string, state: Values): Promise<void> {
    await this.#handler(name).delete(state, this.#call(name));
    this.#seen.forget(name, state);
    this.#tell(name, state, "delete");
  }

  async read(name: string, state: Values): Promise<Values | null> {
    const type = this.type(name);
    const found = (await this.#handler(name).read(state, this.#call(name))) as Values | undefined;
    if (!found) {
      this.#seen.forget(name, state);
      return null;
    }
    const merged: Values = { ...state, ...found, id: found.id ?? state.id };
    const known = keepComputed(type.block, state, complete(type.block, merged));
    const current = withWriteOnly(type, known, {});
    this.#seen.remember(name, current);
    return current;
  }

  async importState(name: string, id: string): Promise<Values> {
    const type = this.type(name);
    refuseOtherForm(type, id);
    const seen = this.#seen.of(name).find((state) => state.id === id);
    const found = await this.#handler(name).importState?.(id, this.#call(name));
    const known = complete(type.block, { ...fromId(type, id), ...seen, ...found }, "leave out");
    return seen ? known : this.#withPlaceholders(type, unknown, known);
  }

  async readData(
    name: string,
    config: Values,
  ): Promise<{ values: Values; diagnostics: readonly Diagnostic[] }> {
    const block = this.dataBlock(name);
    await this.#placeholders.prepare(config);
    const { values, diagnostics } = await readData(
      {
        ...this.#options,
        seen: this.#seen,
        planned: this.#planned,
        placeholders: this.#placeholders,
      },
      name,
      block,
      config,
    );
    return { values: complete(block, values), diagnostics };
  }

  async #withPlaceholders(
    type: ResourceType,
    planned: Value,
    values: Values,
    config: Values = {},
    prior?: Values,
  ): Promise<Values> {
    await this.#placeholders.prepare(values);
    // a password that is write-only is nowhere else
    const written = type.block.attributes.filter(
      ({ name, write_only: isWriteOnly }) => isWriteOnly && (config[name] ?? null) !== null,
    );
    const left = new Set([
      ...written.map(({ name }) => name.replace(/_wo$/, "")),
      ...(onlyWhatIsSet[type.name] ?? []),
    ]);
    const key = `${type.name} ${String(values.id)}`;
    const subject = { type: type.name, values, key, source: this.#placeholders };
    return withPlaceholders({ type, subject, planned, prior, left });
  }

  #identified(type: ResourceType, planned: Values): Values {
    const known = nullsForUnknowns(planned) as Values;
    return { ...planned, id: withId(type, known, () => "").id };
  }

  #filled(type: ResourceType, planned: Values, made: object | undefined, before?: Values): Values {
    return fill(type, planned, complete(type.block, (made ?? {}) as Values), before);
  }

  #keep(type: ResourceType, state: Values, action: Applied["action"]): Values {
    this.#seen.remember(type.name, state);
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
