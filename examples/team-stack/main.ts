import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { AksCluster, IstioMesh, KubernetesManifests, MeshNamespace, MeshWorkload, requireProviders } from '../../lib';

/**
 * A team's stack with its own repository and state, on a cluster and mesh that the platform team owns.
 *
 * Cluster, mesh and namespace are imported and not changed. The team can write to its namespace only, so Helm keeps its
 * release records there too. On Azure the team has the permissions that `cluster.grantWriter(team, 'returns')` grants in the
 * platform's stack, and, for Istio's kinds, a role with the data actions
 * `Microsoft.ContainerService/managedClusters/customresources/*`.
 */
const app = new App();
const team = new TerraformStack(app, 'returns');
new AzurermProvider(team, 'Azure', { features: [{}] });
requireProviders(team);
new LocalBackend(team, { path: '../../../terraform.returns.tfstate' });

const cluster = AksCluster.fromLookup(team, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const istio = IstioMesh.fromAttributes(team, 'Mesh', { cluster, revision: 'stable' });
const { namespaceName: namespace } = MeshNamespace.fromName(team, 'Namespace', { mesh: istio, name: 'returns' });
const { podLabels, podAnnotations } = new MeshWorkload(team, 'Workload', {
  mesh: istio,
  sidecarResources: { cpuRequest: '50m', cpuLimit: '2', memoryRequest: '96Mi', memoryLimit: '512Mi' },
});

const metadata = { name: 'returns', namespace };
const labels = { app: 'returns' };
new KubernetesManifests(team, 'Returns', {
  cluster,
  releaseName: 'returns',
  namespace,
  manifests: [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels: { ...podLabels, ...labels }, annotations: podAnnotations },
          spec: {
            serviceAccountName: 'returns',
            containers: [{ name: 'returns', image: 'shop.azurecr.io/returns:2.0.1', ports: [{ containerPort: 8080 }] }],
          },
        },
      },
    },
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }],
      },
    },
  ],
});

app.synth();
