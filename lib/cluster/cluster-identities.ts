import type { KubernetesCluster, KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import { type IManagedIdentity, ManagedIdentity } from '../identity/managed-identity';
import type { IPrincipal } from '../identity/principal';
import { resourceIdentity } from '../identity/resource-identity';
import type { ApiServerAccess } from './api-server-access';
import type { ClusterNetwork } from './cluster-network';
import type { KeyManagementOptions } from './key-management';
import type { NodeProvisioning } from './node-provisioning';

/**
 * The identities of a cluster.
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
   * Uses the identities that Azure creates and deletes with the cluster (system-assigned), for existing clusters that have them.
   * They have no roles before the cluster exists: not with your own private DNS zone, an API server in a subnet, `keyManagement`
   * or `bootstrapRegistry`, and not together with the two identities above. Roles on subnets and outbound addresses are granted
   * after the cluster.
   *
   * Removing this replaces the cluster; a cluster with user-assigned identities cannot change to it.
   *
   * @see https://learn.microsoft.com/azure/aks/use-managed-identity
   * @default false
   */
  readonly systemAssigned?: boolean;

  /**
   * Whether to grant the control plane's identity its roles; false if the deployment identity may not assign roles and they are
   * granted elsewhere. docs/cluster.md lists the roles.
   *
   * @default true
   */
  readonly grantRoles?: boolean;
}

/** The identities of a cluster's resource. */
interface ClusterPrincipals {
  /** Undefined where its roles are granted elsewhere. */
  readonly controlPlane?: IPrincipal;
  /** Pulls images on the nodes. */
  readonly kubelet: IPrincipal;
  /** The grants that the cluster's dependents wait for. */
  readonly grants: ITerraformDependable[];
}

interface IdentifiedCluster extends AzureResourceProps {
  readonly clusterName: string;
  readonly network: ClusterNetwork;
  readonly apiServer: ApiServerAccess;
  readonly keyManagement?: KeyManagementOptions;
  readonly nodeProvisioning?: NodeProvisioning;
  readonly diskEncryptionSetId?: string;
  readonly identities?: ClusterIdentityOptions;
}

/**
 * The two identities of a cluster, and the roles that they need beforehand: Azure checks them when it creates the cluster.
 *
 * @see https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export class ClusterIdentities {
  /** The grants that the cluster waits for. */
  public readonly grants: ITerraformDependable[];

  /** Undefined for identities that Azure creates with the cluster. */
  private readonly own?: { readonly controlPlane: IManagedIdentity; readonly kubelet: IManagedIdentity };

  public constructor(
    private readonly cluster: Construct,
    private readonly props: IdentifiedCluster,
  ) {
    const { controlPlaneIdentity, kubeletIdentity, systemAssigned } = props.identities ?? {};
    if (!systemAssigned) {
      this.own = {
        controlPlane: controlPlaneIdentity ?? this.make('ControlPlane', 'control-plane', props),
        kubelet: kubeletIdentity ?? this.make('Kubelet', 'kubelet', props),
      };
    }
    const registry = props.network._outbound._bootstrapRegistry;
    this.grants =
      this.own && this.grantsRoles
        ? [
            ...this.grantAll(this.own.controlPlane),
            ...(registry ? [...registry.grantPull(this.own.kubelet).ready, ...registry.ready] : []),
          ]
        : [];
  }

  public render(): Pick<KubernetesClusterConfig, 'identity' | 'kubeletIdentity'> {
    if (!this.own) return { identity: { type: 'SystemAssigned' } };
    const { controlPlane, kubelet } = this.own;
    return {
      identity: { type: 'UserAssigned', identityIds: [controlPlane.identityId] },
      kubeletIdentity: {
        userAssignedIdentityId: kubelet.identityId,
        clientId: kubelet.clientId,
        objectId: kubelet.principalId,
      },
    };
  }

  /** The identities of the cluster's resource, and the roles that dependents of the cluster wait for. */
  public of(resource: KubernetesCluster): ClusterPrincipals {
    const { identity, kubeletIdentity } = resource;
    const controlPlane = this.own?.controlPlane ?? resourceIdentity(this.cluster, identity.principalId, 'ControlPlane');
    const kubelet = this.own?.kubelet ?? resourceIdentity(this.cluster, kubeletIdentity.objectId, 'Kubelet');
    const grants = !this.own && this.grantsRoles ? this.grantAll(controlPlane) : [];
    return { controlPlane: this.grantsRoles ? controlPlane : undefined, kubelet, grants };
  }

  private get grantsRoles(): boolean {
    return this.props.identities?.grantRoles ?? true;
  }

  private make(id: string, suffix: string, props: IdentifiedCluster): ManagedIdentity {
    return new ManagedIdentity(this.cluster, id, {
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      identityName: derivedName(props.clusterName, suffix, nameRules.managedIdentity),
    });
  }

  private grantAll(principal: IPrincipal): ITerraformDependable[] {
    const { network, apiServer, keyManagement, nodeProvisioning, diskEncryptionSetId } = this.props;
    const { _nodeSubnet: nodeSubnet, _podSubnet: podSubnet, _outbound: outbound } = network;
    const { _subnet: apiServerSubnet, _privateDnsZone: zone } = apiServer;
    const vault = keyManagement?.keyVault.vaultId;
    const needed: [AzureRole, string | undefined, part: string][] = [
      [AzureRole.MANAGED_IDENTITY_OPERATOR, this.own?.kubelet.identityId, 'Kubelet'],
      [AzureRole.NETWORK_CONTRIBUTOR, nodeSubnet?.subnetId, 'NodeSubnet'],
      [AzureRole.NETWORK_CONTRIBUTOR, podSubnet?.subnetId, 'PodSubnet'],
      [AzureRole.NETWORK_CONTRIBUTOR, apiServerSubnet?.subnetId, 'ApiServerSubnet'],
      [AzureRole.PRIVATE_DNS_ZONE_CONTRIBUTOR, zone?.zoneId, 'PrivateDnsZone'],
      [AzureRole.NETWORK_CONTRIBUTOR, zone && nodeSubnet?.networkId, 'Network'],
      [AzureRole.KEY_VAULT_CRYPTO_USER, vault, 'KeyVault'],
      [AzureRole.KEY_VAULT_CONTRIBUTOR, keyManagement?.privateVault ? vault : undefined, 'KeyVault'],
    ];
    // Source: https://learn.microsoft.com/azure/aks/node-auto-provisioning-aksnodeclass#custom-managed-keys-and-disk-encryption-sets
    if (nodeProvisioning?._isAutomatic) needed.push([AzureRole.READER, diskEncryptionSetId, 'DiskEncryptionSet']);
    nodeProvisioning?._nodeSubnets.forEach((subnet) => {
      const part = `ProvisionedNodes-${subnet.node.path.replaceAll('/', '-')}`;
      needed.push([AzureRole.NETWORK_CONTRIBUTOR, subnet.subnetId, part]);
    });
    outbound._addressIds.forEach((id, index) => {
      needed.push([AzureRole.NETWORK_CONTRIBUTOR, id, `OutboundAddress${index}`]);
    });
    return needed.flatMap(([role, resourceId, part]) =>
      resourceId === undefined ? [] : Grant._on(this.cluster, { role, resourceId, principal }, part).ready,
    );
  }
}

export function checkIdentities(
  faults: Faults,
  cluster: Construct,
  identities: ClusterIdentityOptions,
  props: Omit<IdentifiedCluster, 'identities'>,
): void {
  const { controlPlaneIdentity, kubeletIdentity, systemAssigned, grantRoles = true } = identities;
  if (systemAssigned) {
    checkSystemAssigned(faults, identities, props);
    return;
  }
  for (const [prop, identity] of Object.entries({ controlPlaneIdentity, kubeletIdentity })) {
    if (identity) checkSameStack(faults, `identities.${prop}`, identity, cluster, 'ManagedIdentity.fromLookup');
  }
  if (!grantRoles && !controlPlaneIdentity) {
    const must = 'must be true if the cluster creates the identity of its control plane';
    faults.add('identities.grantRoles', must, grantRoles, 'Set controlPlaneIdentity, or leave it out.');
  }
}

/** Rejects props that require a role before the cluster exists. */
function checkSystemAssigned(
  faults: Faults,
  { controlPlaneIdentity, kubeletIdentity }: ClusterIdentityOptions,
  { network, apiServer, keyManagement }: Omit<IdentifiedCluster, 'identities'>,
): void {
  const excluded: { readonly [what: string]: unknown } = {
    controlPlaneIdentity,
    kubeletIdentity,
    keyManagement,
    'an own private DNS zone': apiServer._privateDnsZone,
    'an API server in a subnet': apiServer._subnet,
    bootstrapRegistry: network._outbound._bootstrapRegistry,
  };
  for (const [what, given] of Object.entries(excluded)) {
    if (given === undefined) continue;
    const must = `must not be true with ${what}`;
    faults.add('identities.systemAssigned', must, true, 'Leave it out: the cluster then has identities of its own.');
  }
}
