import { isMap, type Json, type JsonMap, type Resource, type Stack } from '../../command/terraform/resource';
import { argumentsOf } from '../terraform/argument-facts';
import { factsOf } from '../terraform/provider-facts';
import type { State, StateResource } from './state';

/** Replaces a value that only an apply, or the deployment identity, can tell. */
export const notKnown = '(not known)';

/** Arguments that tell resources of a type apart beside those that it requires. */
const besides: { readonly [type: string]: readonly string[] } = {
  azurerm_federated_identity_credential: ['parent_id', 'user_assigned_identity_id'],
  azurerm_monitor_data_collection_rule_association: ['name'],
  azurerm_role_assignment: ['role_definition_name'],
};

/** Which resource of the state each resource of the program is, by their names and the ids that they refer to. */
export class Matching {
  private readonly byCode = new Map<string, StateResource>();
  private readonly candidates = new Map<string, StateResource[]>();
  private readonly taken = new Set<StateResource>();

  public constructor(
    public readonly stack: Stack,
    private readonly state: State,
  ) {
    for (const resource of state.resources) {
      const key = keyOf(resource.type, resource.values) ?? '';
      this.candidates.set(key, [...(this.candidates.get(key) ?? []), resource]);
    }
    const open = new Set([...stack.resources.values()].filter(({ isData }) => !isData));
    // References lead from one resource to the next, so a match makes others possible.
    for (let before = open.size + 1; open.size < before; ) {
      before = open.size;
      for (const resource of open) if (this.match(resource)) open.delete(resource);
    }
  }

  /** Of the program's resource at an address. */
  public of(address: string): StateResource | undefined {
    return this.byCode.get(address);
  }

  public has(resource: StateResource): boolean {
    return this.taken.has(resource);
  }

  public get pairs(): [Resource, StateResource][] {
    return [...this.byCode].map(([address, found]) => [this.stack.resources.get(address) as Resource, found]);
  }

  /** Resources that the program makes and the state doesn't have. */
  public get created(): Resource[] {
    return [...this.stack.resources.values()].filter(({ isData, address }) => !isData && !this.byCode.has(address));
  }

  /** Resources of the state that the program has no resource for. */
  public get missing(): StateResource[] {
    return this.state.resources.filter((resource) => !this.taken.has(resource));
  }

  /** A value with references replaced by what the state has. */
  public resolved(value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => this.resolved(item));
    if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolved(item)]));
    if (typeof value !== 'string' || !/(?<!\$)\$\{/.test(value)) {
      return typeof value === 'string' ? value.replaceAll('$${', '${').replaceAll('%%{', '%{') : value;
    }
    const [, only] = /^\$\{([^${}]+)\}$/.exec(value) ?? [];
    if (only !== undefined) return this.evaluated(only);
    const text = value.replaceAll(/\$\{([^${}]+)\}/g, (_, expression) => String(this.evaluated(expression)));
    return text.includes(notKnown) || text.includes('${') ? notKnown : text;
  }

  private match(resource: Resource): boolean {
    const args = this.resolved(resource.args) as JsonMap;
    const key = keyOf(resource.type, args);
    const found = (key === undefined ? [] : (this.candidates.get(key) ?? [])).find(
      (candidate) => !this.taken.has(candidate) && isSameBesides(resource.type, args, candidate.values),
    );
    if (!found) return false;
    this.byCode.set(resource.address, found);
    this.taken.add(found);
    return true;
  }

  private evaluated(expression: string): Json {
    const [, address, rest] = /^((?:data\.)?[a-z0-9_]+\.[\w-]+)((?:\.\w+|\[\d+\])*)$/.exec(expression) ?? [];
    if (address === undefined) return notKnown;
    const values = address.startsWith('data.') ? this.dataOf(address) : this.byCode.get(address)?.values;
    let value: Json | undefined = values;
    for (const [, name, index] of rest.matchAll(/\.(\w+)|\[(\d+)\]/g)) {
      if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
      else value = isMap(value) ? value[name] : undefined;
    }
    return value ?? notKnown;
  }

  /** What a data source without arguments read is the same in each program. */
  private dataOf(address: string): JsonMap | undefined {
    if (!address.startsWith('data.azurerm_client_config.')) return undefined;
    return this.state.data.find(({ type }) => type === 'azurerm_client_config')?.values;
  }
}

function keyOf(type: string, values: JsonMap): string | undefined {
  const facts = argumentsOf(type);
  if (!facts) return undefined;
  const names = (factsOf(type).replaces ?? []).filter((name) => {
    const argument = Object.hasOwn(facts.arguments, name) ? facts.arguments[name] : undefined;
    return argument?.kind === 'required' && !argument.block;
  });
  const parts = names.map((name) => values[name] ?? '');
  if (parts.includes(notKnown)) return undefined;
  return [type, ...parts.map(plain)].join('\n');
}

function isSameBesides(type: string, args: JsonMap, values: JsonMap): boolean {
  return (besides[type] ?? []).every((name) => {
    const given = args[name] ?? argumentsOf(type)?.arguments[name]?.default ?? null;
    return given === null || given === notKnown || plain(given) === plain(values[name] ?? '');
  });
}

/** Azure takes `West Europe` for `westeurope`, and any case in ids. */
function plain(value: Json): string {
  return String(value).toLowerCase().replaceAll(' ', '');
}
