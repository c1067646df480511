import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  NetworkDataPlane,
  NodeOs,
  Principal,
  requireProviders,
  VirtualNetwork,
} from '../../lib';

/**
 * Node pools of every kind in one cluster: Windows, spot, Arm and GPU, each with its own taint.
 *
 * The taints keep pods from nodes that can't run them. Windows needs Azure's data plane, which can only be chosen when the
 * cluster is created.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-pools', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'pools',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'pools',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    dataPlane: NetworkDataPlane.azure(),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5', os: NodeOs.AZURE_LINUX },
  userPool: { vmSize: 'Standard_D4ds_v5', kernel: { somaxconn: 32768 }, kubelet: { podMaxPids: 8192 } },
});

cluster.addNodePool('Windows', {
  poolName: 'win',
  os: NodeOs.WINDOWS_2022,
  vmSize: 'Standard_D4ds_v5',
  nodeTaints: ['os=windows:NoSchedule'],
});
cluster.addNodePool('Batch', {
  poolName: 'batch',
  spot: { maxPriceUsd: 0.09 },
  vmSize: 'Standard_D8ds_v5',
  minCount: 0,
  maxCount: 20,
});
cluster.addNodePool('Arm', {
  poolName: 'arm',
  vmSize: 'Standard_D4pds_v6',
  minCount: 0,
  nodeTaints: ['arch=arm64:NoSchedule'],
});
cluster.addNodePool('Gpu', {
  poolName: 'gpu',
  vmSize: 'Standard_NC24ads_A100_v4',
  minCount: 0,
  maxCount: 2,
  zones: [],
  nodeTaints: ['sku=gpu:NoSchedule'],
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
