import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApiServerAccess,
  ChartSource,
  ClusterNetwork,
  HelmChart,
  KeyVault,
  ManagedIdentity,
  Namespace,
  Principal,
  requireProviders,
  SecretsStoreDriver,
  SyncedSecret,
  VaultAccess,
  VaultNetworkAccess,
  VaultObject,
  VaultRoles,
  VaultSecrets,
  VirtualNetwork,
  Warnings,
  WorkloadIdentity,
} from '../../lib';

/**
 * Key Vault secrets, keys and certificates in pods, with each kind of identity that can read them.
 *
 * The identity of the pod's ServiceAccount is available to its pods only; the three identities of the nodes are available to
 * every pod on them. No secret's value is in the program, a plan or the state: people write it to the vault.
 */
const app = new App();
const platform = stack('platform');
const group = new ResourceGroup(platform, 'ResourceGroup', { name: 'rg-vault-demo', location: 'westeurope' });
const place = { resourceGroupName: group.name, location: group.location };
const network = new VirtualNetwork(platform, 'Network', {
  ...place,
  networkName: 'vault-demo',
  addressSpace: ['10.0.0.0/16'],
});
const nodes = network.addSubnet('Nodes', { prefix: '10.0.0.0/20' });
nodes.resource.serviceEndpoints = ['Microsoft.KeyVault'];
const cluster = new AksCluster(platform, 'Cluster', {
  ...place,
  clusterName: 'vault-demo',
  network: ClusterNetwork.azureCniOverlay({ nodeSubnet: nodes }),
  apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
  administrators: [Principal.deployer()],
  systemPool: { vmSize: 'Standard_D4ds_v5' },
  userPool: { vmSize: 'Standard_D4ds_v5' },
});
new SecretsStoreDriver(platform, 'SecretsStore', { cluster });
const vault = new KeyVault(platform, 'Vault', {
  ...place,
  vaultName: 'vaultdemo4711',
  networkAccess: VaultNetworkAccess.selected({ ranges: ['203.0.113.7/32'], subnets: [nodes] }),
});
vault.grantManageSecrets(Principal.deployer());

// The applications: seconds, changes often
const apps = stack('apps');
const aks = AksCluster.fromCluster(apps, 'Cluster', cluster);
const driver = SecretsStoreDriver.fromCluster(apps, 'SecretsStore', aks);
const shopVault = KeyVault.fromLookup(apps, 'Vault', {
  vaultName: 'vaultdemo4711',
  resourceGroupName: 'rg-vault-demo',
});
const shop = new Namespace(apps, 'Shop', { cluster: aks, name: 'shop' });
const from = { driver, vault: shopVault, namespace: shop };

// The identity of the pod's ServiceAccount: the way to go
const checkout = new WorkloadIdentity(apps, 'Checkout', {
  namespace: shop,
  serviceAccountName: 'checkout',
  newIdentity: { resourceGroupName: 'rg-vault-demo', location: 'westeurope', identityName: 'vault-demo-checkout' },
});
const password = VaultObject.secret('db-password', { alias: 'db/password' });
const certificate = VaultObject.certificateWithKey('shop-tls');
const pullConfig = VaultObject.secret('docker-config');
const secrets = new VaultSecrets(apps, 'CheckoutSecrets', {
  ...from,
  name: 'checkout',
  access: VaultAccess.workloadIdentity(checkout),
  objects: [password, certificate, pullConfig, VaultObject.publicKey('jwt'), VaultObject.certificate('partner-ca')],
  sync: [
    SyncedSecret.opaque('checkout-db', { password }),
    SyncedSecret.tls('shop-tls', certificate),
    SyncedSecret.dockerConfig('checkout-pull', pullConfig),
  ],
});
const release = new HelmChart(apps, 'CheckoutChart', {
  cluster: aks,
  releaseName: 'checkout',
  namespace: shop.namespaceName,
  chart: ChartSource.oci({ registry: 'oci://registry.example.com/charts', chart: 'checkout', version: '1.4.0' }),
  values: {
    serviceAccount: { create: false, name: secrets.serviceAccountName },
    podLabels: checkout.podLabels,
    volumes: [secrets.volume()],
    volumeMounts: [secrets.volumeMount('/mnt/secrets')],
  },
});
release.node.addDependency(secrets);

// The identity that AKS made for the add-on, with a role for the whole vault
const addonSecrets = new VaultSecrets(apps, 'AddonSecrets', {
  ...from,
  name: 'by-addon',
  access: VaultAccess.addonIdentity(),
  roles: VaultRoles.ON_VAULT,
  objects: [VaultObject.secret('feature-flags')],
});

// A user-assigned identity, assigned to the nodes with az vmss identity assign
const nodeIdentity = new ManagedIdentity(apps, 'NodeIdentity', {
  resourceGroupName: 'rg-vault-demo',
  location: 'westeurope',
  identityName: 'vault-demo-nodes',
});
const nodeSecrets = new VaultSecrets(apps, 'NodeSecrets', {
  ...from,
  name: 'by-node-identity',
  access: VaultAccess.userAssignedOnNodes(nodeIdentity),
  objects: [VaultObject.secret('feature-flags')],
});

// The system-assigned identity of the nodes; an administrator assigns its role with the commands in the annotations
const systemSecrets = new VaultSecrets(apps, 'SystemSecrets', {
  ...from,
  name: 'by-system-identity',
  access: VaultAccess.systemAssignedOnNodes(),
  roles: VaultRoles.ASSIGNED_ELSEWHERE,
  objects: [VaultObject.secret('feature-flags')],
});
for (const shared of [addonSecrets, nodeSecrets, systemSecrets]) {
  Warnings.acknowledge(shared, 'W210', 'feature flags are for everything on the cluster');
}

app.synth();

function stack(id: string): TerraformStack {
  const made = new TerraformStack(app, id);
  new AzurermProvider(made, 'Azure', { features: [{}] });
  requireProviders(made);
  new LocalBackend(made, { path: `../../../terraform.${id}.tfstate` });
  return made;
}
