import type { App, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ManagedIstioMesh,
  ManagedOpenServiceMesh,
  MeshNamespace,
  OsmMeshConfig,
  type OsmMeshConfigProps,
} from '../../../lib';
import { shopCluster } from '../../support/clusters';
import { azureStack, errorOf, Planned, testApp } from '../../support/planned';
import { manifestsOf } from '../../support/releases';

/** The cluster's stack with the add-on, and the one after it. */
function stacks(config?: Omit<OsmMeshConfigProps, 'mesh'>): {
  app: App;
  platform: TerraformStack;
  mesh: TerraformStack;
} {
  const app = testApp();
  const platform = azureStack(app);
  const cluster = shopCluster(platform);
  new ManagedOpenServiceMesh(platform, 'Mesh', { cluster });
  const mesh = azureStack(app, 'mesh');
  const imported = ManagedOpenServiceMesh.fromCluster(mesh, 'Mesh', {
    cluster: AksCluster.fromCluster(mesh, 'Cluster', cluster),
  });
  new MeshNamespace(mesh, 'Shop', { mesh: imported, name: 'shop' });
  if (config) new OsmMeshConfig(mesh, 'MeshConfig', { mesh: imported, ...config });
  return { app, platform, mesh };
}

test('the add-on is an argument of the cluster, and warns of its end and of its openness', () => {
  const plan = Planned.of(stacks().platform);
  expect(plan.one('azurerm_kubernetes_cluster').open_service_mesh_enabled).toBe(true);
  expect(plan.warnings.filter((text) => text.startsWith('W19'))).toEqual([
    'W191: AKS supports the Open Service Mesh add-on until 2027-09-30; the project itself was archived in July 2023. Migrate to ' +
      'ManagedIstioMesh: see docs/meshes.md; keep the same MeshNamespace.',
    "W192: Workloads in the mesh may call each other without a policy, and any external address, because the program doesn't restrict " +
      'it. Create an OsmMeshConfig in the next stack.',
  ]);
});

test('a MeshConfig in the stack after it makes it strict', () => {
  const { platform, mesh } = stacks({});
  const plan = Planned.of(mesh);
  expect(plan.one('helm_release', 'MeshConfig')).toMatchObject({ namespace: 'kube-system', take_ownership: true });
  expect(manifestsOf(plan, 'MeshConfig')[0]).toMatchObject({
    metadata: { namespace: 'kube-system' },
    spec: {
      traffic: {
        enableEgress: false,
        enablePermissiveTrafficPolicyMode: false,
        // The first address of the Services that the cluster of this program has.
        outboundIPRangeExclusionList: ['169.254.169.254/32', '168.63.129.16/32', '10.245.0.1/32'],
      },
    },
  });
  expect(Planned.of(platform).warnings.filter((text) => text.startsWith('W192'))).toEqual([]);
});

test('an import makes nothing; namespaces carry the labels of the add-on', () => {
  const { mesh } = stacks();
  const plan = Planned.of(mesh);
  expect(Object.keys(plan.all('helm_release'))).toEqual([expect.stringContaining('Shop')]);
  expect(manifestsOf(plan, 'Shop')[0].metadata.labels).toEqual({ 'openservicemesh.io/monitored-by': 'osm' });
  expect(mesh.dependencies.map((stack) => stack.node.path)).toEqual(['platform']);
});

test('on an imported cluster it names the command', () => {
  const fault = errorOf(() =>
    Planned.by((stack) => {
      const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
      new ManagedOpenServiceMesh(stack, 'Mesh', { cluster });
    }),
  );
  expect(fault).toBe(
    "ManagedOpenServiceMesh 'platform/Mesh': open_service_mesh_enabled can only be set where the cluster is created, not on the import platform/Cluster, got true. Run az aks enable-addons --addons open-service-mesh --resource-group rg-shop --name shop, and import the result here.",
  );
});

test('the two add-ons exclude each other', () => {
  const fault = errorOf(() =>
    Planned.by((stack) => {
      const cluster = shopCluster(stack);
      new ManagedOpenServiceMesh(stack, 'Osm', { cluster });
      new ManagedIstioMesh(stack, 'Istio', { cluster, revisions: ['asm-1-30'] });
    }),
  );
  expect(fault).toBe(
    "ManagedIstioMesh 'platform/Istio': cluster must have only one mesh, but 'platform/Osm' declares managed Open Service Mesh on it, got platform/Cluster. Remove one of the two, or use another cluster for managed Istio.",
  );
});

test('the add-on is turned on once', () => {
  const fault = errorOf(() =>
    Planned.by((stack) => {
      const cluster = shopCluster(stack);
      new ManagedOpenServiceMesh(stack, 'First', { cluster });
      new ManagedOpenServiceMesh(stack, 'Second', { cluster });
    }),
  );
  expect(fault).toBe(
    "ManagedOpenServiceMesh 'platform/Second': cluster must have the add-on only once, but 'platform/First' " +
      'enables it already, got platform/Cluster. Use that one, or ManagedOpenServiceMesh.fromCluster.',
  );
});
