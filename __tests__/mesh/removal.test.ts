import type { TerraformStack } from 'cdktf';
import {
  GatewayExposure,
  IstioEgressGateway,
  IstioGateway,
  IstioMesh,
  IstioOutboundTraffic,
  IstioRevisionTag,
  MeshNamespace,
  TrafficRedirection,
} from '../../lib';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { type Attributes, Planned } from '../support/planned';
import { manifestsOf } from '../support/releases';

/** Everything of Istio that a program can have, and a namespace of an application. */
function everything(stack: TerraformStack): void {
  const mesh = new IstioMesh(stack, 'Mesh', {
    cluster: new FakeAksCluster(stack),
    revision: '1-30-3',
    trafficRedirection: TrafficRedirection.CNI_PLUGIN,
    outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
  });
  const stable = new IstioRevisionTag(stack, 'Stable', { mesh, tagName: 'stable' });
  new IstioGateway(stack, 'Ingress', { mesh: stable, exposure: GatewayExposure.internal() });
  new IstioEgressGateway(stack, 'Egress', { mesh: stable, hosts: [{ host: 'api.example.com' }] });
  new MeshNamespace(stack, 'Shop', { mesh: stable, name: 'shop' });
}

describe('destroying the stack of a mesh', () => {
  const plan = Planned.by(everything);
  const releases = plan.all('helm_release');
  const nameOf = (address: string): string => releases[address.replace('helm_release.', '')].name;
  const waits = Object.fromEntries(
    Object.values(releases).map(({ name, depends_on: on = [] }: Attributes) => [name, on.map(nameOf)]),
  );

  function goesBefore(first: string, second: string): boolean {
    return waits[first].some((name: string) => name === second || goesBefore(name, second));
  }

  test.each([
    ['istio-egressgateway-hosts', 'istio-egressgateway'],
    ['istio-egressgateway', 'istio-revision-tag-stable'],
    ['istio-ingressgateway', 'istio-revision-tag-stable'],
    ['istio-revision-tag-stable', 'istio-mutual-tls'],
    ['istio-mutual-tls', 'istiod-1-30-3'],
    ['istiod-1-30-3', 'istio-cni'],
    ['istio-cni', 'istio-base'],
    ['istio-base', 'istio-system-namespace'],
  ])('removes %s before %s', (first, second) => {
    expect(goesBefore(first, second)).toBe(true);
    expect(goesBefore(second, first)).toBe(false);
  });

  test('keeps every namespace', () => {
    const namespaces = Object.keys(releases)
      .map((address) => address.replace(/_[0-9A-F]{8}$/, ''))
      .filter((address) => address.endsWith('Namespace_Manifests'))
      .flatMap((address) => manifestsOf(plan, address));
    expect(namespaces.map(({ metadata }) => metadata.name).sort()).toEqual([
      'istio-egress',
      'istio-ingress',
      'istio-system',
      'shop',
    ]);
    for (const { metadata } of namespaces) expect(metadata.annotations['helm.sh/resource-policy']).toBe('keep');
  });
});

test('a namespace leaves the mesh by one change in place, which takes its label', () => {
  const at = (inMesh: boolean) =>
    Planned.by((stack) => {
      const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', inMesh, labels: { team: 'web' } });
    });
  expect(Object.keys(at(false).all('helm_release'))).toEqual(Object.keys(at(true).all('helm_release')));
  expect(manifestsOf(at(false), 'Shop')[0].metadata.labels).toEqual({ team: 'web' });
  expect(manifestsOf(at(true), 'Shop')[0].metadata.labels).toEqual({ team: 'web', 'istio-injection': 'enabled' });
});
