import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  AutoscalerExpander,
  ClusterNetwork,
  ClusterOutbound,
  ClusterUpgrades,
  MaintenanceWindow,
  Principal,
  requireProviders,
  VirtualNetwork,
  Weekday,
} from '../../lib';

/**
 * A public API server that accepts offices and pipelines only, with maintenance windows and a freeze.
 *
 * Patches of one minor version are installed on Saturday nights, node images on weekday nights, and nothing around Christmas.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-public', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'public',
  addressSpace: ['10.0.0.0/16'],
});
const night = { startTime: '01:00', durationHours: 4, utcOffset: '+01:00' };
const freezes = [{ firstDay: '2027-12-18', lastDay: '2028-01-03' }];
new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'public',
  network: ClusterNetwork.azureCniOverlay({
    nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
    outbound: ClusterOutbound.loadBalancer({ managedIpCount: 2, portsPerNode: 4096 }),
  }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.0/28', '198.51.100.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D8ds_v5', minCount: 3, maxCount: 12, drainTimeoutMinutes: 60 },
  upgrades: ClusterUpgrades.patchesWithin('1.36'),
  maintenance: {
    kubernetes: MaintenanceWindow.weekly({ ...night, weekday: Weekday.SATURDAY, freezes }),
    nodeImages: MaintenanceWindow.daily({ ...night, freezes }),
    weeklyReleases: [{ weekday: Weekday.SUNDAY, hours: [0, 1, 2, 3] }],
  },
  autoscaler: { expander: AutoscalerExpander.LEAST_WASTE, unneededMinutes: 5 },
  costAnalysis: true,
  deletionProtection: true,
});

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
