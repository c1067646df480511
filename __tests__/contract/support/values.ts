import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  type AksClusterProps,
  ApiServerAccess,
  AzureMonitorWorkspace,
  ClusterNetwork,
  type IAksCluster,
  type IAzureMonitorWorkspace,
  type ILogAnalyticsWorkspace,
  type ISubnet,
  LogAnalyticsWorkspace,
  Principal,
  Subnet,
} from '../../../lib';

/** Values that samples of several rooms need. */

export const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };

/** A place whose location is known after deployment only, and so may be in every cloud. */
export function somewhere(stack: TerraformStack): typeof place {
  const known = stack.node.tryFindChild('location') as TerraformVariable | undefined;
  const location = known ?? new TerraformVariable(stack, 'location', { type: 'string' });
  return { ...place, location: location.stringValue };
}

export function resourceId(type: string, name: string): string {
  return `/subscriptions/${uuid(0)}/resourceGroups/rg-shop/providers/${type}/${name}`;
}

export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** A cluster on a subnet, with what must be given. */
export function clusterOn(
  stack: TerraformStack,
  nodeSubnet: ISubnet,
  props: Partial<AksClusterProps> = {},
): AksCluster {
  return new AksCluster(stack, 'Cluster', {
    ...place,
    clusterName: 'shop',
    network: ClusterNetwork.azureCniOverlay({ nodeSubnet }),
    apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
    administrators: [Principal.group(uuid(9))],
    systemPool: { vmSize: 'Standard_D4ds_v5' },
    userPool: { vmSize: 'Standard_D4ds_v5' },
    ...props,
  });
}

/** A subnet of which only the id is known; one a name. */
export function knownSubnet(stack: TerraformStack, name = 'nodes'): ISubnet {
  const found = stack.node.tryFindChild(`Subnet-${name}`) as ISubnet | undefined;
  return found ?? Subnet.fromSubnetId(stack, `Subnet-${name}`, subnetId(name));
}

export function subnetId(name: string): string {
  return `${resourceId('Microsoft.Network/virtualNetworks', 'shop')}/subnets/${name}`;
}

/** A cluster of another program; the same one for all that a sample makes. */
export function knownCluster(stack: TerraformStack): IAksCluster {
  const found = stack.node.tryFindChild('Cluster') as IAksCluster | undefined;
  return found ?? AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
}

/** A Log Analytics workspace of another program. */
export function knownLogWorkspace(stack: TerraformStack, name = 'shop'): ILogAnalyticsWorkspace {
  const id = `Logs-${name}`;
  const found = stack.node.tryFindChild(id) as ILogAnalyticsWorkspace | undefined;
  const workspaceId = resourceId('Microsoft.OperationalInsights/workspaces', name);
  return found ?? LogAnalyticsWorkspace.fromWorkspaceId(stack, id, workspaceId);
}

/** An Azure Monitor workspace of another program. */
export function knownMetricsWorkspace(stack: TerraformStack, name = 'shop'): IAzureMonitorWorkspace {
  const id = `Metrics-${name}`;
  const found = stack.node.tryFindChild(id) as IAzureMonitorWorkspace | undefined;
  const workspaceId = resourceId('Microsoft.Monitor/accounts', name);
  return found ?? AzureMonitorWorkspace.fromWorkspaceId(stack, id, workspaceId, { location: 'westeurope' });
}
