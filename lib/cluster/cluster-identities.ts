import type { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { derivedName, nameRules } from '../core/names';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import { ManagedIdentity } from '../identity/managed-identity';
import type { ApiServerAccess } from './api-server-access';
import type { ClusterNetwork } from './cluster-network';

/**
 * The two identities of a cluster, and the roles that they need before it is made: Azure checks them while it makes the
 * cluster, and an identity of Azure's own making would exist only after it.
 *
 * @see https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export class ClusterIdentities {
  /** Manages load balancers, routes and disks. */
  public readonly controlPlane: ManagedIdentity;

  /** Pulls images on the nodes. */
  public readonly kubelet: ManagedIdentity;

  /** What the cluster waits for. */
  public readonly grants: Grant[];

  public constructor(
    cluster: Construct,
    props: AzureResourceProps & { clusterName: string; network: ClusterNetwork; apiServer: ApiServerAccess },
  ) {
    const identity = (id: string, suffix: string) =>
      new ManagedIdentity(cluster, id, {
        resourceGroupName: props.resourceGroupName,
        location: props.location,
        tags: props.tags,
        identityName: derivedName(props.clusterName, suffix, nameRules.managedIdentity),
      });
    this.controlPlane = identity('ControlPlane', 'control-plane');
    this.kubelet = identity('Kubelet', 'kubelet');

    const grant = (role: AzureRole, resourceId: string, part: string) =>
      Grant._on(cluster, { role, resourceId, principal: this.controlPlane }, part);
    const subnet = props.network._nodeSubnet;
    const zone = props.apiServer._privateDnsZoneId;
    this.grants = [
      grant(AzureRole.MANAGED_IDENTITY_OPERATOR, this.kubelet.identityId, 'Kubelet'),
      grant(AzureRole.NETWORK_CONTRIBUTOR, subnet.subnetId, 'NodeSubnet'),
    ];
    if (zone) {
      this.grants.push(
        grant(AzureRole.PRIVATE_DNS_ZONE_CONTRIBUTOR, zone, 'PrivateDnsZone'),
        grant(AzureRole.NETWORK_CONTRIBUTOR, subnet.networkId, 'Network'),
      );
    }
  }
}
