import type { TerraformStack } from 'cdktf';
import {
  GatewayApi,
  GatewayApiChannel,
  type IIstioMesh,
  type IMeshNamespace,
  IstioMesh,
  MeshNamespace,
  MeshService,
  type MeshServiceProps,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import type { Attributes } from '../../support/planned';
import type { Answers, Pod } from './lab';
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

/** The objects of one service, `checkout`, and the Service that the application brings. */
export function checkout(props: Partial<MeshServiceProps> = {}): Attributes[] {
  const objects = shopWith((stack, namespace) => {
    new MeshService(stack, 'Checkout', {
      namespace,
      name: 'checkout',
      port: 80,
      workload: { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 },
      ...props,
    });
  });
  return [...objects, service('shop', 'checkout', [http])];
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

export function withoutKind(kind: string): (objects: Attributes[]) => Attributes[] {
  return (objects) => objects.filter((object) => object.kind !== kind);
}
