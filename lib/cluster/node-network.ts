import type { KubernetesClusterNodePoolNodeNetworkProfile } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import { checkInteger, checkOrder, checkResourceId } from '../core/checks';
import type { Faults } from '../core/faults';

/** The transport protocol of a port. */
export enum HostPortProtocol {
  /** Transmission Control Protocol. */
  TCP = 'TCP',

  /** User Datagram Protocol. */
  UDP = 'UDP',
}

/** Ports of nodes that pods use by `hostPort`. */
export interface HostPortRange {
  /** The first port: 1 to 65535. */
  readonly firstPort: number;

  /**
   * The last port: `firstPort` to 65535.
   *
   * @default - firstPort
   */
  readonly lastPort?: number;

  /**
   * The transport protocol.
   *
   * @default HostPortProtocol.TCP
   */
  readonly protocol?: HostPortProtocol;
}

/**
 * The network interfaces of a pool's nodes.
 *
 * @see https://learn.microsoft.com/azure/aks/use-node-public-ips
 */
export interface NodeNetworkOptions {
  /**
   * Host ports that AKS allows in the network security group of the node resource group. A security group of your own on the subnet
   * requires a rule for them too.
   *
   * @default - none
   */
  readonly allowedHostPorts?: HostPortRange[];

  /**
   * Resource ids of application security groups that the nodes belong to.
   *
   * @default - none
   */
  readonly applicationSecurityGroupIds?: string[];

  /**
   * Tags of the nodes' public addresses, e.g. `{ RoutingPreference: 'Internet' }`. Requires `nodePublicIps: true`.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @default - none
   */
  readonly publicIpTags?: { [name: string]: string };
}

export function checkNodeNetwork(faults: Faults, at: string, options: NodeNetworkOptions, hasPublicIps: boolean): void {
  const { allowedHostPorts = [], applicationSecurityGroupIds = [], publicIpTags } = options;
  allowedHostPorts.forEach(({ firstPort, lastPort = firstPort }, index) => {
    const prop = `${at}.allowedHostPorts[${index}]`;
    checkInteger(faults, `${prop}.firstPort`, firstPort, 1, 65535);
    checkInteger(faults, `${prop}.lastPort`, lastPort, 1, 65535);
    checkOrder(faults, `${prop}.firstPort`, firstPort, `${prop}.lastPort`, lastPort);
  });
  for (const id of applicationSecurityGroupIds) {
    checkResourceId(faults, `${at}.applicationSecurityGroupIds`, id, 'Microsoft.Network/applicationSecurityGroups');
  }
  if (publicIpTags === undefined || hasPublicIps) return;
  const must = 'can only be used with nodePublicIps: true';
  faults.add(`${at}.publicIpTags`, must, undefined, 'Give nodePublicIps: true, or leave it out.');
}

export function renderNodeNetwork(options: NodeNetworkOptions): KubernetesClusterNodePoolNodeNetworkProfile {
  return {
    allowedHostPorts: options.allowedHostPorts?.map(({ firstPort, lastPort = firstPort, protocol }) => {
      return { portStart: firstPort, portEnd: lastPort, protocol: protocol ?? HostPortProtocol.TCP };
    }),
    applicationSecurityGroupIds: options.applicationSecurityGroupIds,
    nodePublicIpTags: options.publicIpTags,
  };
}
