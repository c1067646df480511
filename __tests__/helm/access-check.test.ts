import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import { AksCluster, ChartSource, HelmChart, KubernetesManifests } from '../../lib';
import { shopCluster } from '../support/clusters';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

const chart = ChartSource.https({ repository: 'https://example.com/charts', chart: 'shop', version: '1.2.3' });
const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }];
const secret = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'cdktf-aks-access-check', namespace },
});

test('each plan reads a Secret in every namespace that has releases', () => {
  const planned = Planned.by((stack) => {
    const access = new UserAssignedIdentity(stack, 'A', { name: 'a', resourceGroupName: 'rg', location: 'westeurope' });
    const cluster = new FakeHelmTarget(stack, 'Cluster', [access]);
    const { stringValue: namespace } = new TerraformVariable(stack, 'team', {});
    new HelmChart(stack, 'Shop', { cluster, chart, releaseName: 'shop', namespace: 'shop' });
    new HelmChart(stack, 'Cart', { cluster, chart, releaseName: 'cart', namespace: 'shop' });
    new HelmChart(stack, 'Team', { cluster, chart, releaseName: 'team', namespace });
    new KubernetesManifests(stack, 'Objects', {
      cluster,
      manifests,
      releaseName: 'objects',
      namespace: 'istio-system',
    });
  });
  const [check, ...more] = Object.values(planned.allData('helm_template'));
  expect(more).toEqual([]);
  const { values, ...rest } = check;
  expect(rest).toEqual({
    chart: 'assets/CdktfAksManifestsChart/1.0.0',
    depends_on: ['azurerm_user_assigned_identity.A'],
    disable_openapi_validation: true,
    name: 'cdktf-aks-access-check',
    namespace: 'default',
    provider: 'helm.Cluster',
    validate: true,
    version: '1.0.0',
  });
  expect(parse(values[0]).manifests).toEqual([
    secret('shop'),
    secret('istio-system'),
    secret('${jsonencode(var.team)}'),
  ]);
});

test('the check waits until the address of the API server is known', () => {
  const app = testApp();
  const platform = azureStack(app);
  const cluster = shopCluster(platform);
  const mesh = azureStack(app, 'mesh');
  const imported = AksCluster.fromCluster(mesh, 'Cluster', cluster);
  new KubernetesManifests(mesh, 'Objects', { cluster: imported, manifests, releaseName: 'objects', namespace: 'shop' });
  const [{ description, depends_on: waits }] = Object.values(Planned.of(mesh).allData('helm_template'));
  expect(description).toMatch(/^\$\{data\.azurerm_kubernetes_cluster\.Cluster_\w+\.kube_config\[0\]\.host\}$/);
  expect(waits).toBeUndefined();
});

test('a release of another stack is not taken over', () => {
  const app = testApp();
  const cluster = shopCluster(azureStack(app));
  const [blue, green] = ['blue', 'green'].map((id) => azureStack(app, id));
  const common = { chart, releaseName: 'shop', namespace: 'shop' };
  new HelmChart(blue, 'Shop', { ...common, cluster: AksCluster.fromCluster(blue, 'Cluster', cluster) });
  const second = AksCluster.fromCluster(green, 'Cluster', cluster);
  expect(errorOf(() => new HelmChart(green, 'Shop', { ...common, cluster: second }))).toBe(
    "HelmChart 'green/Shop': releaseName must not be the name of another release in namespace shop (blue/Shop), " +
      'got shop. Use another name.',
  );
});
