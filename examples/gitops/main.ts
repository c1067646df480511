import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  FluxConfiguration,
  FluxExtension,
  FluxScope,
  GitAccess,
  GitReference,
  ManagedIdentity,
  requireProviders,
} from '../../lib';

/**
 * Flux on an existing cluster applies a private Azure DevOps repository, with a managed identity in place of a token.
 *
 * Give the identity read access to the repository in Azure DevOps before the first apply.
 */
const app = new App();
const gitops = new TerraformStack(app, 'gitops');
new AzurermProvider(gitops, 'Azure', { features: [{}] });
requireProviders(gitops);
new LocalBackend(gitops, { path: '../../../terraform.gitops.tfstate' });

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
const cluster = AksCluster.fromLookup(gitops, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const extension = new FluxExtension(gitops, 'Flux', {
  cluster,
  identity: new ManagedIdentity(gitops, 'Identity', { ...place, identityName: 'shop-flux' }),
});
new FluxConfiguration(gitops, 'Platform', {
  extension,
  configurationName: 'platform',
  scope: FluxScope.CLUSTER,
  url: 'https://dev.azure.com/shop/platform/_git/clusters',
  reference: GitReference.branch('main'),
  access: GitAccess.workloadIdentity(),
  kustomizations: [
    { name: 'infrastructure', path: './infrastructure', substitute: { cluster_name: 'shop' } },
    { name: 'apps', path: './apps/prod', dependsOn: ['infrastructure'] },
  ],
});

app.synth();
