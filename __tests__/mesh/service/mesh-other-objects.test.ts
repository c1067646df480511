import { KubernetesManifests } from '../../../lib';
import { Planned } from '../../support/planned';
import { checkout } from '../traffic/meshes';

const host = 'checkout.shop.svc.cluster.local';

/** The warnings of a service beside an object of the user's own, whichever comes first. */
function warningsBeside(
  mesh: string,
  object: object,
  namespace = 'shop',
  timeoutSeconds: number | undefined = 5,
): string[] {
  return Planned.by((stack) => {
    const { namespace: shop } = checkout(stack, mesh, { timeoutSeconds });
    const manifests = [{ metadata: { name: 'own' }, ...object }];
    new KubernetesManifests(stack, 'Own', { cluster: shop.cluster, releaseName: 'own', namespace, manifests });
  }).warnings;
}

const istio = (kind: string, spec: object) => ({ apiVersion: 'networking.istio.io/v1', kind, spec });
const consul = (kind: string, name: string) => ({
  apiVersion: 'consul.hashicorp.com/v1alpha1',
  kind,
  metadata: { name },
});
const route = (name: string, namespace?: string) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  spec: { parentRefs: [{ group: '', kind: 'Service', name, namespace, port: 80 }] },
});

const colliding: [mesh: string, object: { kind: string; metadata?: { name: string } }, namespace: string][] = [
  ['Istio', istio('VirtualService', { hosts: [host] }), 'shop'],
  ['Istio', istio('VirtualService', { hosts: ['other', 'checkout'], gateways: ['edge', 'mesh'] }), 'shop'],
  ['managed Istio', istio('DestinationRule', { host: 'checkout.shop' }), 'kube-system'],
  ['Istio ambient', istio('VirtualService', { hosts: ['checkout.shop.svc'] }), 'platform'],
  ['Linkerd', route('checkout'), 'shop'],
  ['Linkerd', route('checkout', 'shop'), 'platform'],
  ['Consul', consul('ServiceRouter', 'checkout'), 'platform'],
];

const apart: [mesh: string, object: object, namespace: string][] = [
  ['Istio', istio('VirtualService', { hosts: [host], gateways: ['edge'] }), 'shop'],
  ['Istio', istio('VirtualService', { hosts: ['checkout'] }), 'other'],
  ['Istio', istio('ServiceEntry', { hosts: [host] }), 'shop'],
  ['Istio', { apiVersion: 'v1', kind: 'ConfigMap' }, 'shop'],
  ['Linkerd', route('checkout'), 'other'],
  ['Linkerd', route('checkout-v2'), 'shop'],
  ['Consul', consul('ServiceRouter', 'other'), 'shop'],
];

test.each(colliding)('on %s %j for the host of a service raises a warning', (mesh, object, namespace) => {
  const own = `${object.kind} ${object.metadata?.name ?? 'own'} of 'platform/Own'`;
  expect(warningsBeside(mesh, object, namespace)).toEqual([
    `W277: The host ${host} is also configured by ${own}, but the mesh uses only one of them. Move its settings to the MeshService, or remove them here.`,
  ]);
});

test.each(apart)('on %s %j is another matter', (mesh, object, namespace) => {
  expect(warningsBeside(mesh, object, namespace)).toEqual([]);
});

test('a service without objects of its own leaves the host to others', () => {
  const plan = Planned.by((stack) => {
    const { namespace } = checkout(stack, 'Istio', {});
    const manifests = [{ metadata: { name: 'own' }, ...istio('VirtualService', { hosts: [host] }) }];
    new KubernetesManifests(stack, 'Own', {
      cluster: namespace.cluster,
      releaseName: 'own',
      namespace: 'shop',
      manifests,
    });
  });
  expect(plan.warnings).toEqual([]);
});
