import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ContainerRegistry,
  PrivateDnsZone,
  PrivateEndpoint,
  PrivateEndpointDns,
  RegistryPermissions,
  requireProviders,
  Subnet,
} from '../../lib';

/**
 * An existing cluster pulls from existing registries, one of them in another subscription.
 *
 * In that subscription the deployer can neither assign roles nor approve connections: the stack's annotations print the
 * command for its owner, and the private endpoint waits for approval. The landing zone has the DNS zone.
 */
const app = new App();
const platform = new TerraformStack(app, 'platform');
new AzurermProvider(platform, 'Azure', { features: [{}] });
requireProviders(platform);
new LocalBackend(platform, { path: '../../../terraform.platform.tfstate' });
const central = '/subscriptions/6f1c1f60-5d5c-4e0b-8d0a-2f0a4c1f9b10/resourceGroups';

const { kubelet } = AksCluster.fromLookup(platform, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
ContainerRegistry.fromLookup(platform, 'OwnRegistry', {
  registryName: 'shop4711',
  resourceGroupName: 'rg-images',
}).grantPull(kubelet);

const registry = ContainerRegistry.fromRegistryId(
  platform,
  'CentralRegistry',
  `${central}/rg-images/providers/Microsoft.ContainerRegistry/registries/central4711`,
  { permissions: RegistryPermissions.BY_REPOSITORY, grantsByHand: true },
);
registry.grantPull(kubelet);
new PrivateEndpoint(platform, 'CentralRegistryEndpoint', {
  resourceGroupName: 'rg-shop',
  location: 'westeurope',
  endpointName: 'shop-central-registry',
  subnet: Subnet.fromLookup(platform, 'Endpoints', {
    subnetName: 'endpoints',
    networkName: 'shop',
    resourceGroupName: 'rg-shop',
  }),
  target: registry,
  manualApprovalMessage: 'The shop cluster pulls images, see ticket 4711.',
  dns: PrivateEndpointDns.zones([
    PrivateDnsZone.fromZoneId(
      platform,
      'RegistryZone',
      `${central}/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io`,
    ),
  ]),
});

app.synth();
