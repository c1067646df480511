import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  ContainerRegistry,
  type IPrivateLinkTarget,
  KeyVault,
  Principal,
  PrivateEndpoint,
  PrivateLinkTarget,
  requireProviders,
  VirtualNetwork,
} from '../../lib';

/**
 * A private cluster with registry, Key Vault, storage and PostgreSQL on private endpoints, without passwords.
 *
 * The services have no public access, and every client signs in with Entra ID. Deploy it from a machine in the network or in a
 * connected one.
 */
const app = new App();
const platform = new TerraformStack(app, 'platform');
new AzurermProvider(platform, 'Azure', { features: [{}], storageUseAzuread: true });
requireProviders(platform);
new LocalBackend(platform, { path: '../../../terraform.platform.tfstate' });
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-data', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'data',
  addressSpace: ['10.0.0.0/16'],
});
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'data',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
  apiServer: ApiServerAccess.privateLink(),
  administrators: [Principal.group('6d0f6b7c-8c53-4d0f-9c53-6a1b2a0f4f11')],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});

const registry = new ContainerRegistry(platform, 'Registry', { ...place, registryName: 'data4711' });
registry.grantPull(cluster.kubelet);
const vault = new KeyVault(platform, 'Vault', { ...place, vaultName: 'data4711' });
const storage = new StorageAccount(platform, 'Storage', {
  ...place,
  name: 'data4711',
  accountTier: 'Standard',
  accountReplicationType: 'ZRS',
  publicNetworkAccessEnabled: false,
  allowNestedItemsToBePublic: false,
  sharedAccessKeyEnabled: false,
  minTlsVersion: 'TLS1_2',
});
const database = new PostgresqlFlexibleServer(platform, 'Database', {
  ...place,
  name: 'data4711',
  version: '17',
  skuName: 'GP_Standard_D2ds_v5',
  storageMb: 32768,
  zone: '1',
  publicNetworkAccessEnabled: false,
  authentication: {
    activeDirectoryAuthEnabled: true,
    passwordAuthEnabled: false,
    tenantId: new DataAzurermClientConfig(platform, 'Deployer').tenantId,
  },
});

const subnet = network.addSubnet('Endpoints', { prefix: '10.0.16.0/24' });
const targets: { [name: string]: IPrivateLinkTarget } = {
  Registry: registry,
  Vault: vault,
  Blob: PrivateLinkTarget.storageBlob(storage.id),
  Database: PrivateLinkTarget.postgresqlFlexibleServer(database.id),
};
for (const [name, target] of Object.entries(targets)) {
  const endpointName = `data-${name.toLowerCase()}`;
  new PrivateEndpoint(platform, `${name}Endpoint`, { ...place, endpointName, subnet, target });
}

app.synth();
