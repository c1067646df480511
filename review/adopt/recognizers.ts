import type { Recognizer } from './adoption';
import { recognizeCluster } from './recognizers/cluster';
import { recognizeManagedIdentity } from './recognizers/managed-identity';
import { recognizeNodePool } from './recognizers/node-pool';
import { recognizeSubnet } from './recognizers/subnet';
import { recognizeVirtualNetwork } from './recognizers/virtual-network';

/** Types that a construct of the library stands for, in the order in which the program has them. */
export const recognizers: { readonly [type: string]: Recognizer } = {
  azurerm_virtual_network: recognizeVirtualNetwork,
  azurerm_subnet: recognizeSubnet,
  azurerm_user_assigned_identity: recognizeManagedIdentity,
  azurerm_kubernetes_cluster: recognizeCluster,
  azurerm_kubernetes_cluster_node_pool: recognizeNodePool,
};
