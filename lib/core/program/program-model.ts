import { posix } from 'node:path';
import { App, TerraformBackend, TerraformProvider, TerraformResource, TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { sortedByPath, sortedByPathOf } from '../ledger';
import { referenceIn } from '../references';
import { resolve } from '../resolve';
import { armTypes } from './arm-types';
import type { NetworkRef, ProgramFacts, SubnetRef } from './facts';
import { type Identity, IdentityIndex } from './identity';

type Kind = keyof ProgramFacts;

/** Facts that a construct states about itself; evaluated when the program is complete. */
export interface Statement<K extends Kind = Kind> {
  readonly scope: IConstruct;
  readonly kind: K;
  readonly facts: () => ProgramFacts[K];
}

export type Stated<K extends Kind> = ProgramFacts[K] & { readonly scope: IConstruct };

/** A model of the complete program: the facts of its constructs, and its resources. */
export class ProgramModel {
  private readonly asked = new Map<Kind, readonly Stated<Kind>[]>();
  private readonly references = new Map<string, string>();
  private readonly searches = new Map<(model: ProgramModel) => unknown, unknown>();
  private found?: Planned;
  private made?: IdentityIndex<TerraformResource>;
  private ownNetworks?: IdentityIndex<Stated<'network'>>;

  public constructor(
    private readonly root: IConstruct,
    private readonly statements: readonly Statement[],
  ) {}

  /** All facts of a kind, in the order of the constructs' paths, so that the order of declarations has no effect. */
  public all<K extends Kind>(kind: K): readonly Stated<K>[] {
    const known = this.asked.get(kind) ?? this.ask(kind);
    this.asked.set(kind, known);
    return known as readonly Stated<K>[];
  }

  /** The result of a search of the whole program that several rules need; the search runs once. */
  public once<T>(search: (model: ProgramModel) => T): T {
    if (!this.searches.has(search)) this.searches.set(search, search(this));
    return this.searches.get(search) as T;
  }

  /** The remote states that stacks read because they use a value of another stack's resource. */
  public get remoteStates(): readonly RemoteState[] {
    return this.planned.remoteStates;
  }

  /** The stacks whose local state is in the folder that cdktf writes to. */
  public get statesInOutput(): readonly LocalState[] {
    return this.planned.backends.flatMap((backend) => stateInOutput(this.root, backend) ?? []);
  }

  /** The managed resources of all stacks, in no order. */
  public get resources(): readonly TerraformResource[] {
    return this.planned.resources;
  }

  /** The azurerm provider of each stack, for resources that set none. */
  public get azureProviders(): ReadonlyMap<TerraformStack, AzureProvider> {
    return this.planned.providers;
  }

  /**
   * The literal text of a value; for a token of a resource's name, the name that the program sets. Undefined if it is known only
   * after deployment.
   */
  public literal(scope: IConstruct, value: string | undefined): string | undefined {
    if (value === undefined || !Token.isUnresolved(value)) return value;
    const name = this.element(scope, this.expression(scope, value), 'name')?.nameInput;
    return name === undefined || Token.isUnresolved(name) ? undefined : name;
  }

  /** The Azure resource of an id, which may be literal or a token of any stack. */
  public identity(scope: IConstruct, id: string): Identity {
    if (!Token.isUnresolved(id)) return ofResourceId(id);
    const expression = this.expression(scope, id);
    const element = this.element(scope, expression, 'id');
    const own = element ? this.identityOf(element) : this.identityOfArgument(scope, expression);
    return own ?? { name: `${stackOf(scope).node.path} ${expression}` };
  }

  /** The attribute of an association that repeats an id that it was given, e.g. that of its NAT gateway. */
  private identityOfArgument(scope: IConstruct, expression: string): Identity | undefined {
    const found = referenceIn(expression);
    const element = found && this.element(scope, expression, found.attribute);
    if (!element) return undefined;
    const argument = found.attribute.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const given = (element as unknown as { readonly [input: string]: unknown })[`${argument}Input`];
    return typeof given === 'string' ? this.identity(element, given) : undefined;
  }

  public network({ scope, networkId, networkName, resourceGroupName }: NetworkRef): Identity {
    const [name, group] = [networkName, resourceGroupName].map((text) => this.literal(scope, text));
    if (name === undefined || group === undefined) return this.identity(scope, networkId);
    const { subscription } = Token.isUnresolved(networkId) ? this.identity(scope, networkId) : ofResourceId(networkId);
    // The id of a network that is read with its subnet is an expression.
    return {
      subscription: subscription ?? this.subscription(scope),
      name: `${armTypes.azurerm_virtual_network} ${group}/${name}`.toLowerCase(),
    };
  }

  public subnet({ scope, subnetId, network, ...given }: SubnetRef): Identity {
    const name = this.literal(scope, given.subnetName);
    const own = this.network(network);
    const [type, place] = own.name.split(' ');
    if (name === undefined || place === undefined || type !== armTypes.azurerm_virtual_network.toLowerCase()) {
      return this.identity(scope, subnetId);
    }
    const subnetName = `${armTypes.azurerm_subnet} ${place}/${name}`.toLowerCase();
    return { subscription: own.subscription, name: subnetName };
  }

  /** The subscription of a resource, if the program sets it; undefined if it comes from the environment. */
  public subscription(element: IConstruct): string | undefined {
    const { provider } = element as PlannedElement;
    const id = (provider ?? this.planned.providers.get(stackOf(element)))?.subscriptionIdInput;
    return this.comparable(element, id);
  }

  /** The program's resource with this identity, in any stack. */
  public resourceOf(identity: Identity): TerraformResource | undefined {
    this.made ??= new IdentityIndex(this.resources, (resource) => this.identityOf(resource));
    return sortedByPath(this.made.all(identity))[0];
  }

  /** The program's declaration of a network, if it creates it. */
  public ownNetwork(network: NetworkRef): Stated<'network'> | undefined {
    this.ownNetworks ??= new IdentityIndex(
      this.all('network').filter(({ isOwn }) => isOwn),
      (one) => this.network(one),
    );
    return this.ownNetworks.all(this.network(network))[0];
  }

  /** A text that is equal for equal values: literals, or the same expression in the same stack. */
  public comparable(scope: IConstruct, value: string | undefined): string | undefined {
    if (value === undefined) return undefined;
    return this.literal(scope, value)?.toLowerCase() ?? `${stackOf(scope).node.path} ${this.expression(scope, value)}`;
  }

  private ask(kind: Kind): readonly Stated<Kind>[] {
    const stated = this.statements
      .filter((statement) => statement.kind === kind)
      .map(({ scope, facts }) => ({ ...facts(), scope }));
    return sortedByPathOf(stated, ({ scope }) => scope);
  }

  private expression(scope: IConstruct, value: string): string {
    const known = this.references.get(value) ?? String(resolve(scope, value));
    this.references.set(value, known);
    return known;
  }

  /** The resource or data source whose attribute an expression references. */
  private element(scope: IConstruct, expression: string, attribute: string): PlannedElement | undefined {
    const found = referenceIn(expression);
    if (found?.attribute !== attribute) return undefined;
    return this.planned.elements.get(`${stackOf(scope).node.path} ${found.type}.${found.id}`);
  }

  private identityOf(element: PlannedElement): Identity | undefined {
    const type = armTypes[element.terraformResourceType];
    if (type === undefined) return undefined;
    const { nameInput: name, resourceGroupNameInput: group, virtualNetworkNameInput: network } = element;
    const isSubnet = element.terraformResourceType === 'azurerm_subnet';
    const parts = [group, ...(isSubnet ? [network] : []), name].map((text) => this.literal(element, text));
    if (parts.includes(undefined)) return undefined;
    return { subscription: this.subscription(element), name: `${type} ${parts.join('/')}`.toLowerCase() };
  }

  private get planned(): Planned {
    this.found ??= search(this.root);
    return this.found;
  }
}

/** A stack, another one whose state it reads, and the values that other stacks read there. */
interface RemoteState {
  readonly reader: TerraformStack;
  readonly owner: string;
  readonly outputs: string[];
}

/** A stack's state in the output folder. */
interface LocalState {
  readonly stack: TerraformStack;
  readonly path: string;
  /** A path beside the output folder. */
  readonly fix: string;
}

interface Planned {
  readonly backends: readonly TerraformBackend[];
  readonly remoteStates: readonly RemoteState[];
  readonly elements: ReadonlyMap<string, PlannedElement>;
  readonly resources: readonly TerraformResource[];
  /** The azurerm provider of each stack, for resources that set none. */
  readonly providers: ReadonlyMap<TerraformStack, AzureProvider>;
}

function search(root: IConstruct): Planned {
  const elements: PlannedElement[] = [];
  const providers = new Map<TerraformStack, AzureProvider>();
  const remoteStates: IConstruct[] = [];
  const stacks = new Map<string, IConstruct>();
  const backends: TerraformBackend[] = [];
  for (const node of root.node.findAll()) {
    if (TerraformStack.isStack(node)) stacks.set(node.node.path, node);
    else if (TerraformBackend.isBackend(node)) backends.push(node);
    else if (isDefaultProvider(node)) providers.set(stackOf(node), node);
    else if (isPlanned(node)) elements.push(node);
    else if (node.node.id.startsWith(remoteStatePrefix)) remoteStates.push(node);
  }
  return {
    elements: new Map(elements.map((node) => [addressOf(node), node])),
    resources: elements.filter(TerraformResource.isTerraformResource),
    providers,
    backends: sortedByPath(backends),
    remoteStates: sortedByPath(remoteStates).map((node) => remoteStateOf(stacks, node)),
  };
}

/** cdktf's name prefixes of the data source for another stack's state, and of the outputs that are read from it. */
const remoteStatePrefix = 'cross-stack-reference-input-';
const outputPrefix = 'cross-stack-output-';

function remoteStateOf(stacks: ReadonlyMap<string, IConstruct>, { node }: IConstruct): RemoteState {
  const owner = node.id.slice(remoteStatePrefix.length);
  const outputs = (stacks.get(owner)?.node.children ?? [])
    .map((one) => one.node.id)
    .filter((id) => id.startsWith(outputPrefix));
  return {
    reader: TerraformStack.of(node.scope as IConstruct),
    owner,
    outputs: outputs.map((id) => id.slice(outputPrefix.length)).sort(),
  };
}

/** Terraform runs in OUTPUT/stacks/STACK, so three steps up lead out of the output folder. */
function stateInOutput(root: IConstruct, backend: TerraformBackend): LocalState | undefined {
  const path = backend.toTerraform().terraform?.backend?.local?.path;
  if (typeof path !== 'string' || Token.isUnresolved(path) || !App.isApp(root)) return undefined;
  const output = posix.resolve('/project', root.outdir);
  const stack = TerraformStack.of(backend);
  const file = posix.resolve(output, 'stacks', stack.node.id, path);
  return file.startsWith(`${output}/`) ? { stack, path, fix: `../../../${posix.basename(path)}` } : undefined;
}

interface AzureProvider extends IConstruct {
  readonly subscriptionIdInput?: string;
  readonly environmentInput?: string;
  readonly featuresInput?: unknown;
}

function isDefaultProvider(node: IConstruct): node is AzureProvider {
  return (
    TerraformProvider.isTerraformProvider(node) && node.terraformResourceType === 'azurerm' && node.alias === undefined
  );
}

/** A resource or data source, with the members that all L1s have. */
interface PlannedElement extends IConstruct {
  readonly terraformResourceType: string;
  readonly friendlyUniqueId: string;
  readonly nameInput?: string;
  readonly virtualNetworkNameInput?: string;
  readonly resourceGroupNameInput?: string;
  readonly provider?: AzureProvider;
}

function isPlanned(node: IConstruct): node is PlannedElement {
  return 'terraformResourceType' in node && 'friendlyUniqueId' in node;
}

function addressOf(node: PlannedElement): string {
  return `${stackOf(node).node.path} ${node.terraformResourceType}.${node.friendlyUniqueId}`;
}

const resourceId = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/(.+)$/i;

function ofResourceId(id: string): Identity {
  const [, subscription, group, provider, rest] = resourceId.exec(id.toLowerCase()) ?? [];
  if (rest === undefined) return { name: id.toLowerCase() };
  const parts = rest.split('/');
  const types = parts.filter((_, index) => index % 2 === 0).join('/');
  const names = parts.filter((_, index) => index % 2 === 1).join('/');
  return { subscription, name: `${provider}/${types} ${group}/${names}` };
}

function stackOf(scope: IConstruct): TerraformStack {
  return TerraformStack.of(scope);
}
