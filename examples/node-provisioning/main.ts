import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  AksNodeClass,
  ApiServerAccess,
  CapacityType,
  ClusterNetwork,
  CpuArchitecture,
  KarpenterNodePool,
  MaintenanceWindow,
  NodeImageFamily,
  NodeProvisioning,
  NodeRequirement,
  Principal,
  requireProviders,
  VirtualNetwork,
  Weekday,
} from '../../lib';

/**
 * Node auto-provisioning: Karpenter pools for services, batch jobs on spot machines with a fallback, and GPUs.
 *
 * The system pool has a fixed size. Node classes hold the Azure settings, NodePools the machines that Karpenter may choose.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-provisioned', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'provisioned',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'provisioned',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    podCidr: '10.128.0.0/12',
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  nodeProvisioning: NodeProvisioning.automatic({ defaultPools: false }),
  systemPool: { vmSize: 'Standard_D4ds_v5', nodeCount: 3 },
  maintenance: {
    nodeImages: MaintenanceWindow.weekly({ weekday: Weekday.SUNDAY, startTime: '01:00', durationHours: 4 }),
  },
});

const pools = stack('pools');
const aks = AksCluster.fromCluster(pools, 'Cluster', cluster);
const nodeClass = new AksNodeClass(pools, 'General', {
  cluster: aks,
  className: 'general',
  imageFamily: NodeImageFamily.AZURE_LINUX,
});
new KarpenterNodePool(pools, 'Services', {
  cluster: aks,
  poolName: 'services',
  nodeClass,
  vmFamilies: ['D', 'E'],
  zones: ['1', '2', '3'],
  minCpus: 4,
  cpuLimit: 200,
  requirements: [NodeRequirement.greaterThan('karpenter.azure.com/sku-version', 4)],
  disruption: {
    consolidateAfterSeconds: 300,
    budgets: [{ nodes: '20%' }, { nodes: '0', schedule: '0 7 * * 1-5', durationMinutes: 720 }],
  },
});
new KarpenterNodePool(pools, 'Batch', {
  cluster: aks,
  poolName: 'batch',
  nodeClass,
  architectures: [CpuArchitecture.AMD64, CpuArchitecture.ARM64],
  capacityTypes: [CapacityType.SPOT, CapacityType.ON_DEMAND],
  nodeTaints: ['team=batch:NoSchedule'],
  cpuLimit: 400,
});
new KarpenterNodePool(pools, 'Gpu', {
  cluster: aks,
  poolName: 'gpu',
  nodeClass: new AksNodeClass(pools, 'GpuClass', { cluster: aks, className: 'gpu', osDiskSizeGib: 512 }),
  vmSizes: ['Standard_NC24ads_A100_v4', 'Standard_NC48ads_A100_v4'],
  gpu: {},
  nodeTaints: ['sku=gpu:NoSchedule'],
  cpuLimit: 96,
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
