import { Problem } from '../../command/problem';
import { isMap, type Json, type JsonMap } from '../../command/terraform/resource';
import { parseAzureId, sameId } from './azure-id';
import { isNothing } from './differences';
import { type Code, call, code, type Expression, literal, props } from './expression';
import { type Program, pascal } from './program';
import type { State, StateResource } from './state';

/** Where a resource of the state is in the program. */
export interface Placed {
  /** The constant, or the expression that the construct is. */
  readonly name: string;
  /** The construct's path in the stack. */
  readonly path: string;
  /** The expression of the L1 resource. */
  readonly resource: string;
  /** Attributes that other statements refer to, e.g. `id`, as expressions. */
  readonly attributes: { readonly [name: string]: string };
}

/** Writes the statement of one resource. */
export type Recognizer = (resource: StateResource, adoption: Adoption) => Placed;

/** The program as it grows: which resource is which construct, and how statements refer to each other. */
export class Adoption {
  /** By the construct's path. */
  public readonly placed = new Map<string, Placed>();
  /** Sentences about what a reader must know. */
  public readonly notes: string[] = [];

  private readonly imports = new Map<string, Placed>();
  private readonly providers = new Map<string, string>();
  private readonly byResource = new Map<StateResource, Placed | 'being placed'>();
  private readonly byId: Map<string, StateResource>;
  private readonly byAttribute = new Map<string, { resource: StateResource; attribute: string }>();

  public constructor(
    public readonly program: Program,
    public readonly state: State,
    private readonly recognizers: { readonly [type: string]: Recognizer },
    private readonly fallback: Recognizer,
  ) {
    const withIds = state.resources.filter(({ values }) => typeof values.id === 'string');
    // An association has the id of what it associates.
    const withOwnIds = withIds.filter(({ type }) => !type.endsWith('_association'));
    this.byId = new Map(withOwnIds.map((resource) => [String(resource.values.id).toLowerCase(), resource]));
    for (const resource of state.resources) {
      for (const [attribute, value] of outputsOf(resource)) {
        if (typeof value === 'string' && value !== '' && !this.byAttribute.has(value))
          this.byAttribute.set(value, { resource, attribute });
      }
    }
  }

  /** Places a resource and what it refers to. */
  public place(resource: StateResource, by = this.recognizers[resource.type] ?? this.fallback): Placed | undefined {
    const known = this.byResource.get(resource);
    if (known) return known === 'being placed' ? undefined : known;
    this.byResource.set(resource, 'being placed');
    const placed = by(resource, this);
    this.byResource.set(resource, placed);
    this.placed.set(placed.path, placed);
    return placed;
  }

  /** Says that a construct of another resource creates this one too. */
  public placeWith(resource: StateResource, placed: Placed): void {
    this.byResource.set(resource, placed);
  }

  /** What a statement can be read by before it is complete. */
  public isPlaced(resource: StateResource): boolean {
    return this.byResource.has(resource);
  }

  /** The resource of the state that has an id. */
  public find(id: Json | undefined, type?: string): StateResource | undefined {
    const found = typeof id === 'string' ? this.byId.get(id.toLowerCase()) : undefined;
    return found && (type === undefined || found.type === type) ? found : undefined;
  }

  public all(type: string): StateResource[] {
    return this.state.resources.filter((resource) => resource.type === type);
  }

  /** A value as others of the program say it: by reference, or as a literal. */
  public value(value: Json): Expression {
    if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => this.value(item)) };
    if (typeof value !== 'string') return literal(value);
    const byId = this.find(value);
    const { resource = byId, attribute = 'id' } = byId ? {} : (this.byAttribute.get(value) ?? {});
    const placed = resource && this.place(resource);
    const text = placed && Object.hasOwn(placed.attributes, attribute) ? placed.attributes[attribute] : undefined;
    return text === undefined ? literal(value) : code(text);
  }

  /** The props that all resources have: group, location and tags. */
  public location({ values }: StateResource): { [key: string]: Expression | undefined } {
    const { resource_group_name: group, location, tags } = values;
    return {
      resourceGroupName: this.groupName(group, values.id),
      location: location === undefined ? undefined : literal(location),
      tags: isNothing(tags) ? undefined : literal(tags),
    };
  }

  public groupName(name: Json | undefined, id: Json | undefined): Expression | undefined {
    if (typeof name !== 'string') return undefined;
    const { subscriptionId = '' } = parseAzureId(String(id)) ?? {};
    const group = this.find(`/subscriptions/${subscriptionId}/resourceGroups/${name}`, 'azurerm_resource_group');
    const placed = group && this.place(group);
    return placed && group.values.name === name ? code(`${placed.name}.name`) : literal(name);
  }

  /** The provider of keys and certificates. */
  public useTls(): void {
    if (this.providers.has('tls')) return;
    const TlsProvider = this.program.use('@cdktf/provider-tls/lib/provider', 'TlsProvider');
    this.program.add({ value: call(`new ${TlsProvider}`, code('platform'), literal('Tls')) });
    this.providers.set('tls', 'Tls');
  }

  /** The provider of a resource that is in another subscription than the first cluster. */
  public providerOf({ values }: StateResource): Expression | undefined {
    const { subscriptionId } = parseAzureId(String(values.id ?? '')) ?? {};
    if (subscriptionId === undefined || sameId(subscriptionId, this.subscriptionId)) return undefined;
    const known = this.providers.get(subscriptionId.toLowerCase());
    if (known) return code(known);
    const name = this.program.constant('other subscription');
    this.providers.set(subscriptionId.toLowerCase(), name);
    const AzurermProvider = this.program.use('@cdktf/provider-azurerm/lib/provider', 'AzurermProvider');
    const options = props({
      alias: literal(name),
      features: literal([{}]),
      subscriptionId: literal(subscriptionId),
    });
    this.program.add({ name, value: call(`new ${AzurermProvider}`, code('platform'), literal(pascal(name)), options) });
    return code(name);
  }

  /** The subscription of the first cluster, which the program's own provider is for. */
  public get subscriptionId(): string {
    const [cluster] = this.all('azurerm_kubernetes_cluster');
    return parseAzureId(String(cluster.values.id))?.subscriptionId ?? '';
  }

  /** A new construct of the library. */
  public construct(
    className: string,
    resource: StateResource,
    given: ReturnType<typeof props>,
    attributes: (name: string) => Placed['attributes'],
  ): Placed {
    const noun = nounOf(className);
    const { name, path } = this.named(resource, noun);
    const value = call(`new ${this.program.library(className)}`, code('platform'), literal(path), given);
    this.program.add({ name, value, path });
    const provider = this.providerOf(resource);
    if (provider) this.program.add({ value: code(`${name}.resource.provider = ${(provider as Code).text}`) });
    return { name, path, resource: `${name}.resource`, attributes: attributes(name) };
  }

  /** The constant and the id of a construct: what the resource is called, and what it is. */
  public named(resource: StateResource, noun: string): { name: string; path: string } {
    const called = pascal(nameOf(resource));
    const words = called.toLowerCase().endsWith(pascal(noun).toLowerCase()) ? [called] : [called, noun];
    return { name: this.program.constant(...words), path: this.program.id(...words) };
  }

  /** A resource of another program, by its id or what `source` says; the same for the same id. */
  public imported(
    factory: string,
    id: string,
    words: string[],
    attributes: (name: string) => Placed['attributes'],
    source: Expression = literal(id),
    facts?: Expression,
  ): Placed {
    const key = `${factory} ${id}`.toLowerCase();
    const known = this.imports.get(key);
    if (known) return known;
    const [className] = factory.split('.');
    this.program.library(className);
    const [first, last] = words.map(pascal);
    const isNamed = first.toLowerCase().endsWith(last.toLowerCase());
    const name = this.program.constant(...(isNamed ? [first] : words));
    const path = this.program.id(...(isNamed ? [first] : words));
    const args = [code('platform'), literal(path), source, ...(facts ? [facts] : [])];
    this.program.add({ name, value: call(factory, ...args) });
    const placed = { name, path, resource: name, attributes: attributes(name) };
    this.imports.set(key, placed);
    return placed;
  }

  public note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }
}

/** What a resource is called in Azure, or in its configuration where that says nothing. */
export function nameOf({ values, label, type }: StateResource): string {
  const { name } = values;
  if (typeof name !== 'string' || type === 'azurerm_role_assignment') return label;
  return name.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '') || label;
}

function nounOf(className: string): string {
  return className.replace(/^(Aks|Azure|Virtual|Managed|Container|Key)(?=[A-Z])/, '');
}

/** Values that others refer to beside ids, and that no other resource has. */
function outputsOf({ type, values }: StateResource): [attribute: string, value: Json | undefined][] {
  switch (type) {
    case 'azurerm_user_assigned_identity':
      return [
        ['principal_id', values.principal_id],
        ['client_id', values.client_id],
      ];
    case 'azurerm_kubernetes_cluster':
      return [
        ['oidc_issuer_url', values.oidc_issuer_url],
        ['object_id', block(values, 'kubelet_identity').object_id],
        ['principal_id', block(values, 'identity').principal_id],
      ];
    case 'azurerm_public_ip':
      return [['ip_address', values.ip_address]];
    case 'azurerm_key_vault':
      return [['vault_uri', values.vault_uri]];
    default:
      return [];
  }
}

/** The only element of a list, or the value itself. */
export function only(value: Json | undefined): Json | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The only block of a kind; empty if there is none. */
export function block(values: JsonMap, name: string): JsonMap {
  const value = only(values[name]);
  return isMap(value) ? value : {};
}

/** The text of an argument; undefined where there is none. */
export function text(values: JsonMap, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function number(values: JsonMap, name: string): number | undefined {
  const value = values[name];
  return typeof value === 'number' && value !== 0 ? value : undefined;
}

/** A literal; undefined for the zero value. */
export function given(value: Json | undefined): Expression | undefined {
  return isNothing(value) ? undefined : literal(value as Json);
}

export function fail(resource: StateResource, sentence: string): never {
  throw new Problem(`${resource.address}: ${sentence}`);
}

export { sameId };
