import type { TerraformStack } from 'cdktf';
import {
  ConsulMesh,
  type IMeshNamespace,
  type IServiceMesh,
  IstioDataPlane,
  IstioMesh,
  IstioWaypoint,
  LinkerdMesh,
  ManagedIstioMesh,
  MeshNamespace,
  MeshService,
  type MeshServiceProps,
  OpenServiceMesh,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';

const makers: { [mesh: string]: (stack: TerraformStack, cluster: FakeAksCluster) => IServiceMesh } = {
  Istio: (stack, cluster) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster }),
  'Istio ambient': (stack, cluster) => {
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() });
    const names = { waypointName: 'waypoint', namespaceName: 'istio-waypoints' };
    return IstioWaypoint.fromAttributes(stack, 'Waypoint', { mesh, ...names });
  },
  'managed Istio': (stack, cluster) => ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-30' }),
  Linkerd: (stack, cluster) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster }),
  'Open Service Mesh': (stack, cluster) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster }),
  Consul: (stack, cluster) => ConsulMesh.fromAttributes(stack, 'Mesh', { cluster, egressGateway: true }),
};

/** Each mesh that intents can be said of. */
export const meshes = Object.keys(makers);

export const v1 = { name: 'v1', service: 'checkout-v1', labels: { version: 'v1' } };
export const v2 = { name: 'v2', service: 'checkout-v2', labels: { version: 'v2' } };

export const workload = { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 };

/** A namespace `shop` in a mesh, that others made. */
export function shopIn(stack: TerraformStack, mesh: string): IMeshNamespace {
  const made = makers[mesh](stack, new FakeAksCluster(stack));
  return MeshNamespace.fromName(stack, 'Shop', { mesh: made, name: 'shop' });
}

export type Intents = Partial<Omit<MeshServiceProps, 'namespace'>>;

export function checkout(stack: TerraformStack, mesh: string, intents: Intents): MeshService {
  const namespace = shopIn(stack, mesh);
  return new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, ...intents });
}

export function planOf(mesh: string, intents: Intents): Planned {
  return Planned.by((stack) => {
    checkout(stack, mesh, intents);
  });
}

/** The objects that a service's intents become. */
export function objectsOf(mesh: string, intents: Intents): Attributes[] {
  return manifestsOf(planOf(mesh, intents), 'Checkout');
}

/** One object by its kind. */
export function objectOf(mesh: string, intents: Intents, kind: string): Attributes {
  const found = objectsOf(mesh, intents).filter((object) => object.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} objects are a ${kind}`);
  return found[0];
}

export function faultOf(mesh: string, intents: Intents): string {
  return errorOf(() => planOf(mesh, intents));
}
