import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  GatewayExposure,
  IstioFoundation,
  IstioGateway,
  IstioMesh,
  IstioRevisionTag,
  IstioVersion,
  MeshNamespace,
  requireProviders,
} from '../../lib';

/**
 * A canary upgrade of Istio: two control planes, and namespaces that follow a revision tag.
 *
 * The program shows the middle of the upgrade: one namespace has moved to the newer control plane. Namespaces with the tag
 * `stable` move when the tag points to the newer revision. Each step is a plan of its own (docs/meshes.md).
 */
const app = new App();
const stack = new TerraformStack(app, 'mesh');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.mesh.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const foundation = new IstioFoundation(stack, 'Istio', {
  cluster,
  version: IstioVersion.V1_30_3,
  defaultRevision: '1-29-6',
});
const shared = { cluster, foundation };
const old = new IstioMesh(stack, 'Istio129', { ...shared, version: IstioVersion.V1_29_6, revision: '1-29-6' });
const next = new IstioMesh(stack, 'Istio130', { ...shared, version: IstioVersion.V1_30_3, revision: '1-30-3' });

const stable = new IstioRevisionTag(stack, 'Stable', { mesh: old, tagName: 'stable' });
new IstioGateway(stack, 'Gateway', {
  mesh: stable,
  exposure: GatewayExposure.internal({ subnetName: 'ingress', address: '10.0.4.10' }),
});
new MeshNamespace(stack, 'Shop', { mesh: stable, name: 'shop' });
new MeshNamespace(stack, 'Returns', { mesh: next, name: 'returns' });

app.synth();
