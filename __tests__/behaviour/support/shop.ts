import type { TerraformStack } from 'cdktf';
import {
  GatewayApi,
  GatewayApiChannel,
  HeaderMatch,
  type IIstioMesh,
  type IMeshNamespace,
  IstioMesh,
  IstioRoutes,
  MeshNamespace,
  type MeshRoute,
  MeshService,
  type MeshServiceProps,
  PathMatch,
  RouteAction,
  type ServiceVersion,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import type { Attributes } from '../../support/planned';
import type { Answers, Pod, Probe } from './lab';
import { objectsBy } from './objects';

/** The objects of a program that has Istio and a namespace in it. */
export function shopWith(build: (stack: TerraformStack, shop: IMeshNamespace, mesh: IIstioMesh) => void): Attributes[] {
  return objectsBy((stack) => {
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    build(stack, MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }), mesh);
  });
}

/** The Gateway API, as the administrators of a cluster have installed it. */
export function gatewayApiOf(stack: TerraformStack, cluster: FakeAksCluster): GatewayApi {
  return GatewayApi.present(stack, 'GatewayApi', { cluster, version: '1.5.1', channel: GatewayApiChannel.STANDARD });
}

/** One service, `checkout`. */
export function addCheckout(stack: TerraformStack, namespace: IMeshNamespace, props: Partial<MeshServiceProps>): void {
  new MeshService(stack, 'Checkout', {
    namespace,
    name: 'checkout',
    port: 80,
    workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
    ...props,
  });
}

/** The objects of one service, `checkout`, and the Service that the application brings. */
export function checkout(props: Partial<MeshServiceProps> = {}): Attributes[] {
  const objects = shopWith((stack, namespace) => addCheckout(stack, namespace, props));
  return [...objects, service('shop', 'checkout', [http])];
}

/** The same by routes of the Gateway API, for which each version is a Service. */
export function checkoutByGatewayApi(versions: readonly string[], props: Partial<MeshServiceProps>): Attributes[] {
  const objects = objectsBy((stack) => {
    const cluster = new FakeAksCluster(stack);
    const routes = IstioRoutes.gatewayApi(gatewayApiOf(stack, cluster));
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster, routes });
    addCheckout(stack, MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }), props);
  });
  return [...objects, service('shop', 'checkout', [http]), ...versionServices(versions)];
}

export function versionServices(versions: readonly string[]): Attributes[] {
  return versions.map((version) => service('shop', `checkout-${version}`, [http], { app: 'checkout', version }));
}

/** A header's route before a path's. */
export function nightlyThenApi(version: (name: string) => ServiceVersion): MeshRoute[] {
  return [
    {
      match: { headers: [HeaderMatch.exact('x-nightly', 'true')] },
      action: RouteAction.version(version('nightly')),
    },
    { match: { path: PathMatch.prefix('/api') }, action: RouteAction.version(version('api')) },
  ];
}

/** Of 1,000 requests, 10 % at the canary `v2` (5 to 15 % pass), and the rest at `v1`. */
export function expectTenthAtCanary({ v1, v2 }: { readonly [pod: string]: number }): void {
  expect(v1 + v2).toBe(1000);
  expect(v2).toBeGreaterThan(50);
  expect(v2).toBeLessThan(150);
}

/** A caller for each ServiceAccount that probes come from. */
export function callersOf(probes: readonly Probe[]): Pod[] {
  const names = [...new Set(probes.map(({ from }) => from as string))];
  return names.map((name) => ({ ...web, name, serviceAccount: name }));
}

/** A Service as an application brings it. */
export function service(
  namespace: string,
  name: string,
  ports: Attributes[],
  selector: Attributes = { app: name },
): Attributes {
  return { apiVersion: 'v1', kind: 'Service', metadata: { namespace, name }, spec: { selector, ports } };
}

export const http = { name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' };

/** A caller with a sidecar. */
export const web: Pod = { name: 'web', namespace: 'shop', serviceAccount: 'web', proxy: 'sidecar' };

/** A pod of `checkout` without a sidecar, for what the caller's sidecar does. */
export function checkoutPod(name: string, answers: Answers = {}, labels: Attributes = {}): Pod {
  return { name, namespace: 'shop', labels: { app: 'checkout', ...labels }, ports: [8080], answers };
}

export function ofKind(objects: Attributes[], kind: string): Attributes[] {
  return objects.filter((object) => object.kind === kind);
}

/** Swaps the weights of the two versions in each object of a kind. */
export function withSwappedWeights(
  kind: string,
  destinationsOf: (spec: Attributes) => Attributes[],
): (objects: Attributes[]) => Attributes[] {
  return (objects) => {
    for (const { spec } of ofKind(objects, kind)) {
      const [stable, canary] = destinationsOf(spec);
      [stable.weight, canary.weight] = [canary.weight, stable.weight];
    }
    return objects;
  };
}

export function withoutKind(kind: string): (objects: Attributes[]) => Attributes[] {
  return (objects) => objects.filter((object) => object.kind !== kind);
}
