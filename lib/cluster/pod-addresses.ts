import type { KubernetesClusterNetworkProfile } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { checkSameStack, isKnown } from '../core/checks';
import { type Cidr, checkCidr, type NamedCidrs } from '../core/cidr';
import type { Faults } from '../core/faults';
import type { AddressDemand } from '../core/program/facts';
import { subnetRef } from '../network/network-refs';
import type { ISubnet } from '../network/subnet-base';
import type { DualStackOptions } from './cluster-network-options';
import type { NetworkDataPlane } from './network-data-plane';

/** A node allocates its pods' addresses from the pod subnet in blocks of this size. */
const podBlock = 16;

const defaultPodCidr = '10.244.0.0/16';
const podCidrBounds = { longest: 24, why: 'each node uses a /24 of it', example: defaultPodCidr };

/** The source of pod addresses, which differs by network type. */
export interface PodAddresses {
  readonly podSubnet?: ISubnet;
  readonly defaultMaxPods: number;
  readonly isDualStack: boolean;
  /** The number of addresses that a node uses in the node subnet. */
  addressesOfNode(maxPods: number): number;
  /** @returns ranges that must not overlap others. */
  check(faults: Faults, cluster: IConstruct, dataPlane: NetworkDataPlane): NamedCidrs;
  /** The addresses that a node's pods use elsewhere; the cluster's key distinguishes pod ranges. */
  demands(maxPods: number, clusterKey: string, podSubnet: ISubnet | undefined): AddressDemand[];
  render(serviceCidr: string): Partial<KubernetesClusterNetworkProfile>;
}

/** An overlay network: each node uses a /24 of a range that is known only in the cluster. */
export class OverlayPods implements PodAddresses {
  public readonly defaultMaxPods = 250;
  private readonly podCidr: string;
  private readonly ipv6?: { pods: string; services: string };

  public constructor(options: { podCidr?: string; dualStack?: DualStackOptions; nodeSubnet?: ISubnet }) {
    this.podCidr = options.podCidr ?? defaultPodCidr;
    this.nodeSubnet = options.nodeSubnet;
    const { dualStack } = options;
    this.ipv6 = dualStack && {
      pods: dualStack.podIpv6Cidr ?? 'fd12:3456:789a::/64',
      services: dualStack.serviceIpv6Cidr ?? 'fd12:3456:789a:1::/108',
    };
  }

  private readonly nodeSubnet: ISubnet | undefined;

  public get isDualStack(): boolean {
    return this.ipv6 !== undefined;
  }

  public addressesOfNode(): number {
    return 1;
  }

  public check(faults: Faults, _cluster: IConstruct, dataPlane: NetworkDataPlane): NamedCidrs {
    const pods = checkCidr(faults, 'podCidr', this.podCidr, podCidrBounds);
    return [['podCidr', pods], ...(this.ipv6 ? this.checkDualStack(faults, this.ipv6, dataPlane) : [])];
  }

  public demands(_maxPods: number, cluster: string): AddressDemand[] {
    return [{ prop: 'podCidr', podRange: { cluster, cidr: this.podCidr }, firstPerNode: 1, mostPerNode: 1 }];
  }

  public render(serviceCidr: string): Partial<KubernetesClusterNetworkProfile> {
    const plugin = { networkPlugin: 'azure', networkPluginMode: 'overlay' };
    if (!this.ipv6) return { ...plugin, podCidr: this.podCidr, serviceCidr };
    return {
      ...plugin,
      ipVersions: ['IPv4', 'IPv6'],
      podCidrs: [this.podCidr, this.ipv6.pods],
      serviceCidrs: [serviceCidr, this.ipv6.services],
    };
  }

  private checkDualStack(
    faults: Faults,
    { pods, services }: { pods: string; services: string },
    dataPlane: NetworkDataPlane,
  ): NamedCidrs {
    const { prefixes } = this.nodeSubnet?._facts ?? {};
    if (prefixes?.every((prefix) => !prefix.includes(':'))) {
      const fix = "Set ipv6Prefix on the subnet, e.g. 'fd00:db8:1::/64'.";
      faults.add('nodeSubnet', 'must have an IPv6 prefix for dualStack', prefixes.join(', '), fix);
    }
    if (dataPlane._name === 'azure' && dataPlane._policy) {
      const fix = 'Use NetworkDataPlane.cilium() or NetworkDataPlane.azure(NetworkPolicyEngine.NONE).';
      faults.add(
        'dataPlane',
        'must not enforce policies with this engine in a dual-stack network',
        dataPlane._policy,
        fix,
      );
    }
    const why = 'Azure allows at most a /108';
    return [
      ['podIpv6Cidr', ipv6Range(faults, 'podIpv6Cidr', pods, { example: 'fd12:3456:789a::/64' })],
      [
        'serviceIpv6Cidr',
        ipv6Range(faults, 'serviceIpv6Cidr', services, { shortest: 108, why, example: 'fd12:3456:789a:1::/108' }),
      ],
    ];
  }
}

/** kubenet: each node uses a /24 of a range, and a route table routes to it. */
export class KubenetPods implements PodAddresses {
  public readonly defaultMaxPods = 110;
  public readonly isDualStack = false;

  public constructor(private readonly podCidr = defaultPodCidr) {}

  public addressesOfNode(): number {
    return 1;
  }

  public check(faults: Faults): NamedCidrs {
    return [['podCidr', checkCidr(faults, 'podCidr', this.podCidr, podCidrBounds)]];
  }

  public demands(_maxPods: number, cluster: string): AddressDemand[] {
    return [{ prop: 'podCidr', podRange: { cluster, cidr: this.podCidr }, firstPerNode: 1, mostPerNode: 1 }];
  }

  public render(serviceCidr: string): Partial<KubernetesClusterNetworkProfile> {
    return { networkPlugin: 'kubenet', podCidr: this.podCidr, serviceCidr };
  }
}

/** Pods in a subnet of their own. */
export class PodSubnetPods implements PodAddresses {
  public readonly defaultMaxPods = 110;
  public readonly isDualStack = false;

  public constructor(
    public readonly podSubnet: ISubnet,
    private readonly nodeSubnet: ISubnet,
  ) {}

  public addressesOfNode(): number {
    return 1;
  }

  public check(faults: Faults, cluster: IConstruct): NamedCidrs {
    checkSameStack(faults, 'podSubnet', this.podSubnet, cluster, 'Subnet.fromLookup');
    if (this.podSubnet === this.nodeSubnet) {
      const fix = 'Use a separate subnet, or ClusterNetwork.azureCniNodeSubnet.';
      faults.add('podSubnet', 'must not be nodeSubnet', this.podSubnet.node.path, fix);
    }
    checkSameNetwork(faults, 'podSubnet', this.podSubnet, this.nodeSubnet);
    const { delegatedTo } = this.podSubnet._facts;
    if (delegatedTo !== undefined && delegatedTo !== podSubnetService) {
      const fix = 'Use a subnet without delegation: AKS delegates it to itself.';
      faults.add('podSubnet', 'must not be delegated to another service', delegatedTo, fix);
    }
    return [];
  }

  public demands(maxPods: number, _cluster: string, podSubnet = this.podSubnet): AddressDemand[] {
    const mostPerNode = Math.ceil(maxPods / podBlock) * podBlock;
    return [{ prop: 'podSubnet', subnet: subnetRef(podSubnet), firstPerNode: podBlock, mostPerNode }];
  }

  public render(serviceCidr: string): Partial<KubernetesClusterNetworkProfile> {
    return { networkPlugin: 'azure', serviceCidr };
  }
}

/** Pods in the node subnet: each node reserves an address for each of its pods. */
export class NodeSubnetPods implements PodAddresses {
  public readonly defaultMaxPods = 50;
  public readonly isDualStack = false;

  public addressesOfNode(maxPods: number): number {
    return maxPods + 1;
  }

  public check(): NamedCidrs {
    return [];
  }

  public demands(): AddressDemand[] {
    return [];
  }

  public render(serviceCidr: string): Partial<KubernetesClusterNetworkProfile> {
    return { networkPlugin: 'azure', serviceCidr };
  }
}

/** Pod addresses come from a plugin that AKS doesn't manage. */
export class ForeignPods implements PodAddresses {
  public readonly defaultMaxPods = 110;
  public readonly isDualStack = false;

  public constructor(private readonly podCidr: string | undefined) {}

  public addressesOfNode(): number {
    return 1;
  }

  public check(faults: Faults): NamedCidrs {
    return [['podCidr', checkCidr(faults, 'podCidr', this.podCidr)]];
  }

  public demands(): AddressDemand[] {
    return [];
  }

  public render(serviceCidr: string): Partial<KubernetesClusterNetworkProfile> {
    return { networkPlugin: 'none', podCidr: this.podCidr, serviceCidr };
  }
}

const podSubnetService = 'Microsoft.ContainerService/managedClusters';

/** Rejects subnets of different networks, if the networks are known. */
export function checkSameNetwork(faults: Faults, prop: string, subnet: ISubnet, nodeSubnet: ISubnet): void {
  const [own, nodes] = [subnet, nodeSubnet].map(networkOf);
  // Azure's names are case-insensitive.
  if (own === undefined || nodes === undefined || own.toLowerCase() === nodes.toLowerCase()) return;
  faults.add(prop, `must be in the nodes' network (${nodes})`, own, 'Use a subnet of that network.');
}

/** `GROUP/NETWORK`, if both are known. */
function networkOf(subnet: ISubnet): string | undefined {
  const { networkName, resourceGroupName } = subnet._facts.network ?? {};
  return isKnown(networkName) && isKnown(resourceGroupName) ? `${resourceGroupName}/${networkName}` : undefined;
}

function ipv6Range(
  faults: Faults,
  prop: string,
  text: string,
  bounds: Parameters<typeof checkCidr>[3],
): Cidr | undefined {
  const range = checkCidr(faults, prop, text, bounds);
  if (!range || range.isIpv6) return range;
  faults.add(prop, 'must be an IPv6 range', text, `For example, use ${bounds?.example}.`);
  return undefined;
}
