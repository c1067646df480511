import type {
  KubernetesClusterBootstrapProfile,
  KubernetesClusterNetworkProfile,
} from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkSameStack, isKnown } from '../core/checks';
import { Cidr, checkCidr, checkNoOverlap, isAddress, type NamedCidrs } from '../core/cidr';
import type { Faults } from '../core/faults';
import type { AddressDemand } from '../core/program/facts';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { subnetRef } from '../network/network-refs';
import type { ISubnet } from '../network/subnet-base';
import type {
  AzureCniNodeSubnetOptions,
  AzureCniOverlayOptions,
  AzureCniPodSubnetOptions,
  BringYourOwnCniOptions,
  DataPlaneOptions,
  KubenetOptions,
  ManagedNetworkOptions,
  NetworkServiceOptions,
} from './cluster-network-options';
import { ManagedNetworkKind } from './cluster-network-options';
import { ClusterOutbound } from './cluster-outbound';
import { NetworkDataPlane, NetworkPolicyEngine } from './network-data-plane';
import {
  ForeignPods,
  KubenetPods,
  NodeSubnetPods,
  OverlayPods,
  type PodAddresses,
  PodSubnetPods,
} from './pod-addresses';

/** The virtual addresses of Services, and the one of the cluster's DNS among them. */
class ServiceRange {
  public readonly cidr: string;
  public readonly dnsServiceIp: string | undefined;

  public constructor(cidr: string | undefined, dnsServiceIp: string | undefined) {
    this.cidr = cidr ?? '10.245.0.0/16';
    const known = isKnown(this.cidr) ? Cidr.parse(this.cidr) : undefined;
    this.dnsServiceIp = dnsServiceIp ?? known?.addressAt(10);
  }

  /** @returns the range, if it is known and valid. */
  public check(faults: Faults): Cidr | undefined {
    const bounds = { shortest: 12, longest: 28, why: 'Azure allows a /12 to a /28', example: '10.245.0.0/16' };
    const services = checkCidr(faults, 'serviceCidr', this.cidr, bounds);
    this.checkDns(faults, services);
    return services;
  }

  private checkDns(faults: Faults, services: Cidr | undefined): void {
    if (this.dnsServiceIp === undefined) {
      const fix = 'Set the tenth address of the range, by Fn.cidrhost(serviceCidr, 10).';
      faults.add('dnsServiceIp', 'must be set if serviceCidr is a token', undefined, fix);
    }
    if (!services || !isKnown(this.dnsServiceIp)) return;
    const fix = `For example, use ${services.addressAt(10)}.`;
    if (!isAddress(this.dnsServiceIp) || !services.containsAddress(this.dnsServiceIp)) {
      const must = `must be an address within serviceCidr (${services.text})`;
      faults.add('dnsServiceIp', must, this.dnsServiceIp, fix);
    } else if (this.dnsServiceIp === services.addressAt(0) || this.dnsServiceIp === services.addressAt(1)) {
      const must = 'must not be the first address of serviceCidr, which belongs to the API server';
      faults.add('dnsServiceIp', must, this.dnsServiceIp, fix);
    }
  }
}

/** Addresses that AKS uses inside the cluster. */
const addressSpaceName = "the virtual network's address space";

const reserved: NamedCidrs = ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24'].map((range) => [
  'a range that AKS reserves',
  Cidr.parse(range),
]);

/** Not addresses of hosts: source, loopback, multicast and reserved addresses (RFC 6890). */
const unusable: NamedCidrs = ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4'].map((range) => [
  "a range that hosts can't use",
  Cidr.parse(range),
]);

/**
 * The network configuration: pod and node addresses, data plane and outbound type.
 *
 * @see https://learn.microsoft.com/azure/aks/concepts-network-cni-overview
 */
export class ClusterNetwork {
  /**
   * Azure CNI with an overlay network: nodes have addresses of the virtual network, pods have addresses of their own range.
   *
   * Changing from one kind of network to another replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-cni-overlay
   */
  public static azureCniOverlay(options: AzureCniOverlayOptions): ClusterNetwork {
    return new ClusterNetwork(options, new OverlayPods(options), dataPlaneOf(options), options);
  }

  /**
   * Azure CNI with a subnet for pods: pods have addresses of the virtual network, which others in it can reach directly.
   *
   * Changing from one kind of network to another replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-pod-subnet
   */
  public static azureCniPodSubnet(options: AzureCniPodSubnetOptions): ClusterNetwork {
    const pods = new PodSubnetPods(options.podSubnet, options.nodeSubnet);
    return new ClusterNetwork(options, pods, dataPlaneOf(options), options);
  }

  /**
   * Azure CNI with pods in the subnet of the nodes: each node reserves an address for each pod that it can run. For clusters
   * that exist; new ones have better ways.
   *
   * Changing from one kind of network to another replaces the cluster, except for a change to the overlay network.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-network-legacy-cni
   */
  public static azureCniNodeSubnet(options: AzureCniNodeSubnetOptions): ClusterNetwork {
    return new ClusterNetwork(options, new NodeSubnetPods(), dataPlaneOf(options), options);
  }

  /**
   * No CNI plugin: nodes are not ready until you install one, and Microsoft does not support it.
   *
   * Changing from one kind of network to another replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/use-byo-cni
   */
  public static bringYourOwnCni(options: BringYourOwnCniOptions): ClusterNetwork {
    return new ClusterNetwork(options, new ForeignPods(options.podCidr), NetworkDataPlane._foreign());
  }

  /**
   * kubenet, which AKS retires on 2028-03-31, for existing clusters. Raises a warning. Linux nodes only, up to 400 of them, and no other
   * cluster in the subnet.
   *
   * Changing to Azure CNI Overlay happens in place, to another kind of network it replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/configure-kubenet
   */
  public static kubenet(options: KubenetOptions): ClusterNetwork {
    return new ClusterNetwork(options, new KubenetPods(options.podCidr), options.dataPlane ?? NetworkDataPlane.azure());
  }

  /**
   * A virtual network that AKS creates in the node resource group (10.224.0.0/12), for existing clusters: `az aks create` creates
   * one without a subnet. It cannot be changed to your own network.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-network-cni-overview
   */
  public static managedByAks(options: ManagedNetworkOptions = {}): ClusterNetwork {
    const { kind = ManagedNetworkKind.OVERLAY, podCidr, dataPlane } = options;
    const excluded = excludedBy[kind].filter((prop) => options[prop] !== undefined);
    if (kind === ManagedNetworkKind.KUBENET) {
      const engine = dataPlane ?? NetworkDataPlane.azure();
      return new ClusterNetwork(options, new KubenetPods(podCidr), engine, options, excluded);
    }
    const pods = kind === ManagedNetworkKind.OVERLAY ? new OverlayPods(options) : new NodeSubnetPods();
    return new ClusterNetwork(options, pods, dataPlaneOf(options), options, excluded);
  }

  private readonly services: ServiceRange;

  private constructor(
    private readonly options: NetworkServiceOptions & { readonly nodeSubnet?: ISubnet },
    private readonly pods: PodAddresses,
    /** @internal */
    public readonly _dataPlane: NetworkDataPlane,
    private readonly advanced: { networkObservability?: boolean; networkSecurity?: boolean } = {},
    /** Props that this kind of network doesn't have. */
    private readonly excluded: readonly string[] = [],
  ) {
    this.services = new ServiceRange(options.serviceCidr, options.dnsServiceIp);
  }

  /**
   * Undefined in a network that AKS creates.
   *
   * @internal
   */
  public get _nodeSubnet(): ISubnet | undefined {
    return this.options.nodeSubnet;
  }

  /** @internal */
  public get _isKubenet(): boolean {
    return this.pods instanceof KubenetPods;
  }

  /** @internal */
  public get _podSubnet(): ISubnet | undefined {
    return this.pods.podSubnet;
  }

  /**
   * Whether pod addresses are outside the virtual network; undefined for kubenet and for a plugin that AKS doesn't manage.
   *
   * @internal
   */
  public get _isOverlay(): boolean | undefined {
    return this.pods instanceof ForeignPods || this._isKubenet ? undefined : this.pods instanceof OverlayPods;
  }

  /** @internal */
  public get _isDualStack(): boolean {
    return this.pods.isDualStack;
  }

  /** @internal */
  public get _serviceCidr(): string {
    return this.services.cidr;
  }

  /** @internal */
  public get _outbound(): ClusterOutbound {
    return this.options.outbound ?? ClusterOutbound.loadBalancer();
  }

  /** @internal */
  public get _defaultMaxPods(): number {
    return this.pods.defaultMaxPods;
  }

  /** @internal */
  public _check(faults: Faults, cluster: IConstruct): void {
    for (const prop of this.excluded) {
      faults.add(prop, 'must be left out with this kind of network', undefined, 'Leave it out, or use another kind.');
    }
    const { nodeSubnet } = this.options;
    if (nodeSubnet) checkNodeSubnet(faults, cluster, nodeSubnet);
    const services = this.services.check(faults);
    const space = nodeSubnet ? nodeSubnet._facts.network?.addressSpace : [managedSpace];
    const spaces: NamedCidrs = (space ?? []).filter(isKnown).map((range) => [addressSpaceName, Cidr.parse(range)]);
    const pods = this.pods.check(faults, cluster, this._dataPlane);
    // Azure accepts a service range inside the network unless it overlaps a subnet; subnets are compared once all are known.
    checkNoOverlap(
      faults,
      [...spaces, ...reserved, ...unusable, ['serviceCidr', services], ...pods],
      (name, other) => name === 'serviceCidr' && other === addressSpaceName,
    );
    this.checkAdvanced(faults);
    if (this._isKubenet) checkKubenet(faults, this._dataPlane);
    this._outbound._check(faults, cluster, { nodeSubnet, isDualStack: this.pods.isDualStack });
  }

  /**
   * The addresses that each node of a pool uses.
   *
   * @param pool the pool's maximum number of pods, and its subnets.
   * @param clusterKey the same for all pools of the cluster.
   * @internal
   */
  public _demands(
    pool: { maxPods: number; nodeSubnet?: ISubnet; podSubnet?: ISubnet },
    clusterKey: string,
  ): AddressDemand[] {
    const { maxPods, nodeSubnet, podSubnet } = pool;
    if (!isKnown(maxPods)) return [];
    const perNode = this.pods.addressesOfNode(maxPods);
    const subnet = nodeSubnet && subnetRef(nodeSubnet);
    const nodes: AddressDemand = { prop: 'nodeSubnet', subnet, firstPerNode: perNode, mostPerNode: perNode };
    return [...(subnet ? [nodes] : []), ...this.pods.demands(maxPods, clusterKey, podSubnet)];
  }

  /** @internal */
  public _warn(scope: IConstruct): void {
    if (this._isKubenet) {
      const text =
        'AKS retires kubenet on 2028-03-31. Change the network to Azure CNI Overlay: az aks update --network-plugin azure ' +
        '--network-plugin-mode overlay.';
      warn(scope, 'W204', text);
    }
    if (this._dataPlane._policy === NetworkPolicyEngine.AZURE) {
      const text =
        'Azure Network Policy Manager is retired on 2028-09-30, and supports at most 250 nodes. Use Calico or Cilium.';
      warn(scope, 'W204', text);
    }
  }

  /** @internal */
  public _render(): {
    networkProfile: KubernetesClusterNetworkProfile;
    bootstrapProfile: KubernetesClusterBootstrapProfile | undefined;
  } {
    const { networkObservability, networkSecurity } = this.advanced;
    const isAdvanced = networkObservability || networkSecurity;
    const networkProfile = {
      networkPlugin: 'azure',
      ...this.pods.render(this.services.cidr),
      networkDataPlane: this._dataPlane._name === 'foreign' ? undefined : this._dataPlane._name,
      networkPolicy: this._dataPlane._policy,
      dnsServiceIp: this.services.dnsServiceIp,
      advancedNetworking: isAdvanced
        ? { observabilityEnabled: networkObservability ?? false, securityEnabled: networkSecurity ?? false }
        : undefined,
      loadBalancerSku: 'standard',
      ...this._outbound._render(),
    };
    return { networkProfile, bootstrapProfile: this._outbound._renderBootstrap() };
  }

  private checkAdvanced(faults: Faults): void {
    const given = Object.entries(this.advanced).find(
      ([name, value]) => value === true && ['networkObservability', 'networkSecurity'].includes(name),
    );
    if (given && this._dataPlane._name !== 'cilium') {
      faults.add(given[0], 'can only be used with NetworkDataPlane.cilium()', true, 'Use Cilium, or leave it out.');
    }
  }
}

/** Source: https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay */
const managedSpace = '10.224.0.0/12';

const excludedBy: { readonly [kind in ManagedNetworkKind]: readonly (keyof ManagedNetworkOptions)[] } = {
  [ManagedNetworkKind.OVERLAY]: [],
  [ManagedNetworkKind.NODE_SUBNET]: ['podCidr', 'dualStack'],
  [ManagedNetworkKind.KUBENET]: ['dualStack'],
};

function checkNodeSubnet(faults: Faults, cluster: IConstruct, nodeSubnet: ISubnet): void {
  checkSameStack(faults, 'nodeSubnet', nodeSubnet, cluster, 'Subnet.fromLookup');
  if (!nodeSubnet._facts.delegated) return;
  const fix = 'Use a subnet without delegation for nodes.';
  faults.add('nodeSubnet', 'must not be delegated', nodeSubnet.node.path, fix);
}

/** Source: https://learn.microsoft.com/azure/aks/configure-kubenet#limitations--considerations-for-kubenet */
function checkKubenet(faults: Faults, { _name: name, _policy: policy }: NetworkDataPlane): void {
  if (name === 'azure' && policy !== NetworkPolicyEngine.AZURE) return;
  const must = 'must be NetworkDataPlane.azure() with Calico or without an engine on kubenet';
  const fix = 'Use NetworkDataPlane.azure() or NetworkDataPlane.azure(NetworkPolicyEngine.NONE).';
  faults.add('dataPlane', must, name === 'azure' ? policy : name, fix);
}

function dataPlaneOf({ dataPlane }: DataPlaneOptions): NetworkDataPlane {
  return dataPlane ?? NetworkDataPlane.cilium();
}

publicClass('ClusterNetwork', ClusterNetwork);
