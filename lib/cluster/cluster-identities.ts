import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import { type IManagedIdentity, ManagedIdentity } from '../identity/managed-identity';
import type { ApiServerAccess } from './api-server-access';
import type { ClusterNetwork } from './cluster-network';
import type { KeyManagementOptions } from './key-management';

/**
 * Identities that exist before the cluster. Azure could also make one together with the cluster, but such an identity can have
 * no role before the cluster needs it, and goes with the cluster; it is not offered.
 *
 * @see https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export interface ClusterIdentityOptions {
  /**
   * Manages load balancers, routes and disks.
   *
   * @default - one of the cluster's own
   */
  readonly controlPlaneIdentity?: IManagedIdentity;

  /**
   * Pulls images on the nodes.
   *
   * Changing this replaces the cluster.
   *
   * @default - one of the cluster's own
   */
  readonly kubeletIdentity?: IManagedIdentity;

  /**
   * Whether the control plane's identity gets its roles here; false where whoever deploys may not grant roles, and somebody
   * else did. docs/cluster.md lists the roles.
   *
   * @default true
   */
  readonly grantRoles?: boolean;
}

interface IdentifiedCluster extends AzureResourceProps {
  readonly clusterName: string;
  readonly network: ClusterNetwork;
  readonly apiServer: ApiServerAccess;
  readonly keyManagement?: KeyManagementOptions;
  readonly identities?: ClusterIdentityOptions;
}

/**
 * The two identities of a cluster, and the roles that they need before it is made: Azure checks them while it makes the
 * cluster.
 *
 * @see https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export class ClusterIdentities {
  /** Manages load balancers, routes and disks. */
  public readonly controlPlane: IManagedIdentity;

  /** Pulls images on the nodes. */
  public readonly kubelet: IManagedIdentity;

  /** What the cluster waits for. */
  public readonly grants: ITerraformDependable[];

  public constructor(
    private readonly cluster: Construct,
    props: IdentifiedCluster,
  ) {
    const { controlPlaneIdentity, kubeletIdentity, grantRoles = true } = props.identities ?? {};
    this.controlPlane = controlPlaneIdentity ?? this.make('ControlPlane', 'control-plane', props);
    this.kubelet = kubeletIdentity ?? this.make('Kubelet', 'kubelet', props);
    const registry = props.network._outbound._bootstrapRegistry;
    this.grants = [
      ...(grantRoles ? this.grantAll(props) : []),
      ...(registry && grantRoles ? [...registry.grantPull(this.kubelet).ready, ...registry.ready] : []),
    ];
  }

  private make(id: string, suffix: string, props: IdentifiedCluster): ManagedIdentity {
    return new ManagedIdentity(this.cluster, id, {
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      identityName: derivedName(props.clusterName, suffix, nameRules.managedIdentity),
    });
  }

  private grantAll({ network, apiServer, keyManagement }: IdentifiedCluster): ITerraformDependable[] {
    const { _nodeSubnet: nodeSubnet, _podSubnet: podSubnet, _outbound: outbound } = network;
    const { _subnet: apiServerSubnet, _privateDnsZone: zone } = apiServer;
    const vault = keyManagement?.keyVault.vaultId;
    const needed: [AzureRole, string | undefined, part: string][] = [
      [AzureRole.MANAGED_IDENTITY_OPERATOR, this.kubelet.identityId, 'Kubelet'],
      [AzureRole.NETWORK_CONTRIBUTOR, nodeSubnet.subnetId, 'NodeSubnet'],
      [AzureRole.NETWORK_CONTRIBUTOR, podSubnet?.subnetId, 'PodSubnet'],
      [AzureRole.NETWORK_CONTRIBUTOR, apiServerSubnet?.subnetId, 'ApiServerSubnet'],
      [AzureRole.PRIVATE_DNS_ZONE_CONTRIBUTOR, zone?.zoneId, 'PrivateDnsZone'],
      [AzureRole.NETWORK_CONTRIBUTOR, zone && nodeSubnet.networkId, 'Network'],
      [AzureRole.KEY_VAULT_CRYPTO_USER, vault, 'KeyVault'],
      [AzureRole.KEY_VAULT_CONTRIBUTOR, keyManagement?.privateVault ? vault : undefined, 'KeyVault'],
    ];
    outbound._addressIds.forEach((id, index) => {
      needed.push([AzureRole.NETWORK_CONTRIBUTOR, id, `OutboundAddress${index}`]);
    });
    return needed.flatMap(([role, resourceId, part]) =>
      resourceId === undefined
        ? []
        : Grant._on(this.cluster, { role, resourceId, principal: this.controlPlane }, part).ready,
    );
  }
}

export function checkIdentities(faults: Faults, cluster: Construct, identities: ClusterIdentityOptions): void {
  const { controlPlaneIdentity, kubeletIdentity, grantRoles = true } = identities;
  for (const [prop, identity] of Object.entries({ controlPlaneIdentity, kubeletIdentity })) {
    if (identity) checkSameStack(faults, `identities.${prop}`, identity, cluster, 'ManagedIdentity.fromLookup');
  }
  if (!grantRoles && !controlPlaneIdentity) {
    const must = 'must be true where the cluster makes the identity of its control plane';
    faults.add('identities.grantRoles', must, grantRoles, 'Give controlPlaneIdentity, or leave it out.');
  }
}
