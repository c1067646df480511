import type { TerraformStack } from 'cdktf';
import {
  AgicDeployment,
  type AgicHelmOptions,
  type AksCluster,
  ApplicationGateway,
  type ApplicationGatewayProps,
  ClusterNetwork,
  type IAksCluster,
  type ISubnet,
  NetworkDataPlane,
  SubnetDelegation,
  type VirtualNetwork,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import type { Planned } from '../support/planned';

/** A network with a subnet for a gateway, as an overlay needs it, and a cluster in it. */
export interface Shop {
  readonly network: VirtualNetwork;
  readonly subnet: ISubnet;
  readonly cluster: AksCluster;
}

export function shopWithGatewaySubnet(stack: TerraformStack): Shop {
  const network = shopNetwork(stack);
  const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
  const subnet = network.addSubnet('Gateways', {
    prefix: '10.0.16.0/24',
    delegation: SubnetDelegation.APPLICATION_GATEWAY,
  });
  const overlay = ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane: NetworkDataPlane.azure() });
  return { network, subnet, cluster: shopCluster(stack, { network: overlay }) };
}

export function shopGateway(
  stack: TerraformStack,
  subnet: ISubnet,
  props: Partial<ApplicationGatewayProps> = {},
): ApplicationGateway {
  return new ApplicationGateway(stack, 'Gateway', { ...place, gatewayName: 'shop', subnet, ...props });
}

export const newIdentity = { ...place, identityName: 'shop-ingress' };

export function helmOn(gateway: ApplicationGateway, options: Partial<AgicHelmOptions> = {}): AgicDeployment {
  return AgicDeployment.helm(gateway, { newIdentity, ...options });
}

/** Who gets which role on what, by names in Terraform without their hashes. */
export function rolesOf(planned: Planned, cluster?: IAksCluster): [string, string, string][] {
  const short = (text: string) => text.replace(/_[0-9A-F]{8}\b/g, '').replace(/^\$\{(.*)\}$/, '$1');
  return Object.entries(planned.all('azurerm_role_assignment'))
    .filter(([name]) => !cluster || !name.startsWith(cluster.node.id))
    .map(([, { principal_id, role_definition_name, scope }]): [string, string, string] => [
      short(principal_id),
      role_definition_name,
      short(scope),
    ])
    .sort(([, a], [, b]) => a.localeCompare(b));
}
