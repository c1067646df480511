import { type ITerraformDependable, TerraformDataSource, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { isKnown } from '../core/checks';
import { resolve } from '../core/resolve';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import { type IManagedIdentity, ManagedIdentity } from '../identity/managed-identity';
import type { AgicDeployment } from './agic-deployment';

const addOn = 'ingress_application_gateway';

/** Turns the add-on on; on a cluster of another stack or program it throws the command that does. */
export function claimAddOn(owner: Construct, cluster: IAksCluster, deployment: AgicDeployment): void {
  const { _gateway: gateway, _newGateway: made } = deployment;
  const enable = 'enable-addons --addons ingress-appgw';
  const claim = (argument: string, value: unknown, azCommand: string) =>
    cluster._claim({ argument: `${addOn}.${argument}`, value, owner, azCommand });
  if (gateway) {
    claim('gateway_id', gateway.gatewayId, `${enable} --appgw-id ${textOf(owner, gateway.gatewayId)}`);
  } else if (made) {
    const { gatewayName, subnet } = made;
    const command = `${enable} --appgw-name ${gatewayName} --appgw-subnet-id ${textOf(owner, subnet.subnetId)}`;
    claim('gateway_name', gatewayName, command);
    claim('subnet_id', subnet.subnetId, command);
  }
}

/** The identity that AKS creates for the add-on, an attribute of the cluster's resource or data source. */
export function addOnIdentity(owner: Construct, cluster: IAksCluster): IManagedIdentity | undefined {
  const source = cluster.node.defaultChild;
  if (!(source instanceof TerraformResource || source instanceof TerraformDataSource)) return undefined;
  const attribute = (name: string) =>
    source.getStringAttribute(`${addOn}[0].ingress_application_gateway_identity[0].${name}`);
  return ManagedIdentity.fromAttributes(owner, 'Identity', {
    identityId: attribute('user_assigned_identity_id'),
    clientId: attribute('client_id'),
    principalId: attribute('object_id'),
  });
}

/**
 * The add-on's identity exists when the cluster does, so its roles come right after it. On a gateway that AKS creates, the role
 * is the one that `az aks enable-addons` assigns: AKS assigns the others itself, in the node resource group.
 *
 * Source: https://github.com/Azure/azure-cli-extensions/blob/main/src/aks-preview/azext_aks_preview/addonconfiguration.py
 */
export function grantAddOn(
  owner: Construct,
  { _gateway: gateway, _newGateway: made }: AgicDeployment,
  principal: IManagedIdentity,
): ITerraformDependable[] {
  if (gateway) return gateway.grantIngressController(principal).flatMap((grant) => grant.ready);
  if (!made) return [];
  const role = AzureRole.NETWORK_CONTRIBUTOR;
  return Grant._on(owner, { role, principal, resourceId: made.subnet.subnetId }, 'Subnet').ready;
}

function textOf(scope: Construct, id: string): string {
  return isKnown(id) ? id : String(resolve(scope, id));
}
