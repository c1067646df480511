import type { Faults } from '../core/faults';
import type { IPrivateDnsZone } from '../network/private-dns-zone-base';

/** Options of the DNS names of a private API server. */
export interface PrivateDnsOptions {
  /**
   * Publishes the private address under a public DNS name, for networks whose DNS can't resolve a private zone. The address
   * itself stays private. Without `managedDnsZone` and `privateDnsZone`, AKS creates no private zone.
   *
   * Changing this replaces the cluster, unless `managedDnsZone` or `privateDnsZone` is set: then it changes in place.
   *
   * @see https://learn.microsoft.com/azure/aks/private-clusters
   * @default false
   */
  readonly publicDnsName?: boolean;

  /**
   * Whether AKS creates a private DNS zone in the node resource group, and links it to the cluster's network. `az aks create
   * --enable-private-cluster` sets it to true with `publicDnsName`. Not true together with `privateDnsZone`, and false only with
   * `publicDnsName`.
   *
   * Changing this replaces the cluster.
   *
   * @default - true, unless `publicDnsName` or `privateDnsZone` is given
   */
  readonly managedDnsZone?: boolean;
}

interface NameOptions extends PrivateDnsOptions {
  readonly privateDnsZone?: IPrivateDnsZone;
}

export function checkNames(faults: Faults, { privateDnsZone, publicDnsName, managedDnsZone }: NameOptions): void {
  if (managedDnsZone && privateDnsZone !== undefined) {
    const must = 'must not be true together with privateDnsZone';
    faults.add('managedDnsZone', must, managedDnsZone, 'Set only one of them.');
  }
  if (managedDnsZone === false && privateDnsZone === undefined && !publicDnsName) {
    const must = 'must be true where nothing else makes a name for the API server';
    faults.add('managedDnsZone', must, managedDnsZone, 'Set publicDnsName: true or a privateDnsZone, or leave it out.');
  }
}

export function renderNames({ privateDnsZone, publicDnsName = false, managedDnsZone = !publicDnsName }: NameOptions) {
  return {
    privateClusterPublicFqdnEnabled: publicDnsName,
    privateDnsZoneId: privateDnsZone?.zoneId ?? (managedDnsZone ? 'System' : 'None'),
  };
}
