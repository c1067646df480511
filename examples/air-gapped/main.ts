import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ChartMirror,
  ContainerRegistry,
  IstioGateway,
  IstioMesh,
  MeshNamespace,
  MirrorRegistry,
  RegistryCacheRule,
  requireProviders,
  SecretsStoreDriver,
  SecretsStoreInstallation,
} from '../../lib';

/**
 * A cluster without Internet access: every chart and image comes from one private registry.
 *
 * This includes the images of hook jobs and sidecars. `terraform output mirror` prints the commands that fill the registry;
 * run them where the Internet is reachable. Images of Microsoft's registry are cached by the private registry itself.
 */
const app = new App();
const stack = new TerraformStack(app, 'addons');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.addons.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const registry = ContainerRegistry.fromRegistryId(
  stack,
  'Registry',
  '/subscriptions/6f1c1f60-5d5c-4e0b-8d0a-2f0a4c1f9b10/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/shop4711',
);
const microsoft = new RegistryCacheRule(stack, 'Microsoft', {
  registry,
  ruleName: 'microsoft',
  source: 'mcr.microsoft.com/*',
  target: 'mcr.microsoft.com/*',
});
const mirror = new ChartMirror(stack, 'Mirror', {
  registry: MirrorRegistry.containerRegistry(registry, { pulledBy: [cluster.kubelet] }),
  cacheRules: [microsoft],
});

const istio = new IstioMesh(stack, 'Mesh', { cluster });
new IstioGateway(stack, 'Gateway', { mesh: istio });
new MeshNamespace(stack, 'Shop', { mesh: istio, name: 'shop' });
new SecretsStoreDriver(stack, 'SecretsStore', { cluster, installation: SecretsStoreInstallation.helmChart() });

new TerraformOutput(stack, 'mirror', { value: mirror.commands });

app.synth();
