import type { KubernetesClusterNetworkProfile } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkSameStack, isKnown } from '../core/checks';
import { Cidr, checkCidr, checkNoOverlap, isAddress, type NamedCidrs } from '../core/cidr';
import type { Faults } from '../core/faults';
import { warn } from '../core/warnings';
import type { ISubnet } from '../network/subnet-base';
import { NetworkDataPlane, NetworkPolicyEngine } from './network-data-plane';

/** Options of Azure CNI with an overlay network for pods. */
export interface AzureCniOverlayOptions {
  /**
   * The subnet of the nodes: at least as many addresses as nodes, a tenth more for upgrades, and Azure's five.
   *
   * Changing this replaces the nodes of all pools.
   */
  readonly nodeSubnet: ISubnet;

  /**
   * The range of pod addresses, outside the virtual network; each node takes a /24 of it, so a /16 serves 256 nodes. It may
   * be the same in clusters that don't talk to one another's pods.
   *
   * Changing this replaces the cluster.
   *
   * @default '10.244.0.0/16'
   */
  readonly podCidr?: string;

  /**
   * The range of the virtual addresses of Services, at most a /12. Nothing that pods talk to may be in it.
   *
   * Changing this replaces the cluster.
   *
   * @default '10.245.0.0/16'
   */
  readonly serviceCidr?: string;

  /**
   * The address of the cluster's DNS Service, within `serviceCidr`, and not its first one.
   *
   * Changing this replaces the cluster.
   *
   * @default - the tenth address of `serviceCidr`
   */
  readonly dnsServiceIp?: string;

  /**
   * What moves packets and enforces network policies.
   *
   * Changing this from Cilium replaces the cluster; to Cilium it happens in place, and renews all nodes.
   *
   * @default NetworkDataPlane.cilium()
   */
  readonly dataPlane?: NetworkDataPlane;
}

/** Addresses that AKS uses inside the cluster. */
const reserved: NamedCidrs = ['169.254.0.0/16', '172.30.0.0/16', '172.31.0.0/16', '192.0.2.0/24'].map((range) => [
  'a range that AKS reserves',
  Cidr.parse(range),
]);

const azureReservedAddresses = 5;

/**
 * How pods and nodes get addresses, and how packets travel.
 *
 * @see https://learn.microsoft.com/azure/aks/concepts-network-cni-overview
 */
export class ClusterNetwork {
  /**
   * Azure CNI with an overlay network: nodes have addresses of the virtual network, pods have addresses of their own range.
   *
   * @see https://learn.microsoft.com/azure/aks/azure-cni-overlay
   */
  public static azureCniOverlay(options: AzureCniOverlayOptions): ClusterNetwork {
    return new ClusterNetwork(options);
  }

  /** @internal */
  public readonly _dataPlane: NetworkDataPlane;

  private readonly podCidr: string;
  private readonly serviceCidr: string;
  private readonly dnsServiceIp: string | undefined;

  private constructor(private readonly options: AzureCniOverlayOptions) {
    this.podCidr = options.podCidr ?? '10.244.0.0/16';
    this.serviceCidr = options.serviceCidr ?? '10.245.0.0/16';
    const service = isKnown(this.serviceCidr) ? Cidr.parse(this.serviceCidr) : undefined;
    this.dnsServiceIp = options.dnsServiceIp ?? service?.addressAt(10);
    this._dataPlane = options.dataPlane ?? NetworkDataPlane.cilium();
  }

  /** @internal */
  public get _nodeSubnet(): ISubnet {
    return this.options.nodeSubnet;
  }

  /** @internal */
  public _check(faults: Faults, cluster: IConstruct): void {
    checkSameStack(faults, 'nodeSubnet', this.options.nodeSubnet, cluster, 'Subnet.fromLookup');
    const pods = checkCidr(faults, 'podCidr', this.podCidr, {
      longest: 24,
      why: 'each node takes a /24 of it',
      example: '10.244.0.0/16',
    });
    const services = checkCidr(faults, 'serviceCidr', this.serviceCidr, {
      shortest: 12,
      longest: 28,
      why: 'Azure allows a /12 to a /28',
      example: '10.245.0.0/16',
    });
    const { network } = this.options.nodeSubnet._facts;
    const spaces: NamedCidrs = (network?.addressSpace ?? [])
      .filter(isKnown)
      .map((range) => ["the virtual network's address space", Cidr.parse(range)]);
    checkNoOverlap(faults, [...spaces, ...reserved, ['serviceCidr', services], ['podCidr', pods]]);
    this.checkDnsServiceIp(faults, services);
    if (this.options.nodeSubnet._facts.delegated) {
      const { path } = this.options.nodeSubnet.node;
      faults.add('nodeSubnet', 'must not be delegated', path, 'Use a subnet without delegation for nodes.');
    }
  }

  /**
   * @param maxNodes how many nodes all pools can have together.
   * @param surge how many nodes upgrades can add to them.
   * @internal
   */
  public _checkSize(faults: Faults, maxNodes: number, surge: number): void {
    const pods = isKnown(this.podCidr) ? Cidr.parse(this.podCidr) : undefined;
    const podNodes = pods ? 2 ** (24 - pods.prefixLength) : Number.POSITIVE_INFINITY;
    const nodes = maxNodes + surge;
    if (nodes > podNodes) {
      const must = `must have a /24 for each of the ${nodes} nodes (${maxNodes}, and ${surge} while upgrading)`;
      faults.add('podCidr', must, this.podCidr, 'Use a larger range, or lower maxCount of the pools.');
    }
    const { nodeSubnet } = this.options;
    const addresses = nodeSubnet._usableAddresses;
    if (addresses !== undefined && nodes > addresses) {
      const must = `must have an address for each of the ${nodes} nodes (${maxNodes}, and ${surge} while upgrading), and ${azureReservedAddresses} for Azure`;
      faults.add(
        'nodeSubnet',
        must,
        nodeSubnet._facts.prefixes?.join(', '),
        'Use a larger subnet, or lower maxCount of the pools.',
      );
    }
  }

  /** @internal */
  public _warn(scope: IConstruct): void {
    if (this._dataPlane._policy === NetworkPolicyEngine.AZURE) {
      const text =
        'Azure Network Policy Manager ends on 2028-09-30, and serves 250 nodes at most. Use Calico or Cilium.';
      warn(scope, 'W204', text);
    }
  }

  /** @internal */
  public _render(): KubernetesClusterNetworkProfile {
    return {
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
      networkDataPlane: this._dataPlane._name,
      networkPolicy: this._dataPlane._policy,
      podCidr: this.podCidr,
      serviceCidr: this.serviceCidr,
      dnsServiceIp: this.dnsServiceIp,
      loadBalancerSku: 'standard',
      outboundType: 'loadBalancer',
    };
  }

  private checkDnsServiceIp(faults: Faults, services: Cidr | undefined): void {
    if (this.dnsServiceIp === undefined) {
      const fix = 'Give the tenth address of the range, by Fn.cidrhost(serviceCidr, 10).';
      faults.add('dnsServiceIp', 'must be given where serviceCidr is a token', undefined, fix);
    }
    if (!services || !isKnown(this.dnsServiceIp)) return;
    const tenth = services.addressAt(10);
    if (!isAddress(this.dnsServiceIp) || !services.containsAddress(this.dnsServiceIp)) {
      faults.add(
        'dnsServiceIp',
        `must be an address within serviceCidr (${services.text})`,
        this.dnsServiceIp,
        `Use for example ${tenth}.`,
      );
    } else if (this.dnsServiceIp === services.addressAt(0) || this.dnsServiceIp === services.addressAt(1)) {
      const must = 'must not be the first address of serviceCidr, which belongs to the API server';
      faults.add('dnsServiceIp', must, this.dnsServiceIp, `Use for example ${tenth}.`);
    }
  }
}
