import type { TerraformStack } from 'cdktf';
import {
  AksCluster,
  type AksClusterProps,
  ApiServerAccess,
  ClusterNetwork,
  Principal,
  VirtualNetwork,
} from '../../lib';

export const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };

/** A network with room for a cluster. */
export function shopNetwork(
  stack: TerraformStack,
  id = 'Network',
  networkName = 'shop',
  addressSpace = ['10.0.0.0/16'],
): VirtualNetwork {
  return new VirtualNetwork(stack, id, { ...place, networkName, addressSpace });
}

/** The cluster of most tests: what must be given, and a user pool. */
export function shopCluster(stack: TerraformStack, props: Partial<AksClusterProps> = {}): AksCluster {
  const network =
    props.network ??
    ClusterNetwork.azureCniOverlay({ nodeSubnet: shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' }) });
  return new AksCluster(stack, 'Cluster', {
    ...place,
    clusterName: 'shop',
    network,
    apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
    administrators: [Principal.deployer()],
    systemPool: { vmSize: 'Standard_D4ds_v5' },
    userPool: { vmSize: 'Standard_D4ds_v5' },
    ...props,
  });
}
