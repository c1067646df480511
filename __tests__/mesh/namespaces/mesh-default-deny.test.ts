import type { TerraformStack } from 'cdktf';
import {
  IstioDataPlane,
  IstioEgressGateway,
  IstioGateway,
  IstioMesh,
  IstioWaypoint,
  LinkerdMesh,
  ManagedIstioMesh,
  ManagedOpenServiceMesh,
  MeshDefaultDeny,
  MeshNamespace,
  MeshPeer,
  MeshService,
  OpenServiceMesh,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, waitsOf } from '../../support/releases';
import { workload } from '../traffic/meshes';

const web = MeshPeer.serviceAccount('shop', 'web');

function gatewayOf(stack: TerraformStack, mesh: IstioMesh, id: string, gatewayName: string): IstioGateway {
  return new IstioGateway(stack, id, { mesh, gatewayName });
}

test('gateways are let in first, the services say who calls them, then the mesh closes', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const mesh = new IstioMesh(stack, 'Mesh', { cluster });
    const gateway = gatewayOf(stack, mesh, 'Gateway', 'in');
    const egress = new IstioEgressGateway(stack, 'Egress', { mesh, hosts: [{ host: 'api.example.com' }] });
    const namespace = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
    const early = { namespace, name: 'early', port: 80, workload, allowFrom: [web] };
    new MeshService(stack, 'Early', early);
    new MeshDefaultDeny(stack, 'DefaultDeny', { mesh, gateways: [gateway, egress.gateway] });
    new MeshService(stack, 'Late', { ...early, name: 'late' });
  });
  expect(manifestsOf(plan, 'DefaultDeny_Denial')).toEqual([
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'deny-by-default', namespace: 'istio-system' },
      spec: {},
    },
  ]);
  expect(manifestsOf(plan, 'DefaultDeny_GatewayAccess_in')).toEqual([
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'in-access', namespace: 'istio-ingress' },
      spec: { selector: { matchLabels: { istio: 'in' } }, action: 'ALLOW', rules: [{}] },
    },
  ]);
  expect(manifestsOf(plan, 'DefaultDeny_GatewayAccess_istio-egressgateway')[0].metadata.namespace).toBe('istio-egress');
  const waits = waitsOf(plan, 'DefaultDeny_Denial');
  for (const address of [
    'helm_release.DefaultDeny_GatewayAccess_in',
    'helm_release.DefaultDeny_GatewayAccess_istio-egressgateway',
    'helm_release.Early_Manifests',
    'helm_release.Late_Manifests',
  ]) {
    expect(waits).toContain(address);
  }
  expect(waitsOf(plan, 'DefaultDeny_GatewayAccess_in')).toContain('helm_release.Gateway_Chart');
  expect(plan.infos).toContain('not verified: that the mesh has no other gateways than those listed');
});

test('an ambient mesh closes at its pods, where waypoints are let in for what they admit', () => {
  const reader = MeshPeer.serviceAccount('shop', 'reader', { methods: ['GET'] });
  const plan = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const ambient = new IstioMesh(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() });
    const names = { waypointName: 'waypoint', namespaceName: 'istio-waypoints' };
    const mesh = IstioWaypoint.fromAttributes(stack, 'Waypoint', { mesh: ambient, ...names });
    const namespace = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
    new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, allowFrom: [web, reader] });
    const gateway = gatewayOf(stack, ambient, 'Gateway', 'in');
    new MeshDefaultDeny(stack, 'DefaultDeny', { mesh: ambient, gateways: [gateway] });
  });
  // No targetRefs: waypoints leave it to the proxies of nodes.
  expect(manifestsOf(plan, 'DefaultDeny_Denial').map(({ spec }) => spec)).toEqual([{}]);
  const [atWaypoint, atPods] = manifestsOf(plan, 'Checkout');
  expect(atWaypoint.spec.targetRefs).toEqual([{ group: '', kind: 'Service', name: 'checkout' }]);
  expect(atPods.spec).toEqual({
    selector: { matchLabels: { app: 'checkout' } },
    action: 'ALLOW',
    rules: [
      {
        from: [
          {
            source: {
              principals: ['cluster.local/ns/istio-waypoints/sa/waypoint', 'cluster.local/ns/shop/sa/web'],
            },
          },
        ],
        to: [{ operation: { ports: ['8080'] } }],
      },
    ],
  });
  expect(waitsOf(plan, 'DefaultDeny_Denial')).toEqual(
    expect.arrayContaining(['helm_release.Checkout_Manifests', 'helm_release.DefaultDeny_GatewayAccess_in']),
  );
});

test('the gateways of the add-on are let in by their names', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const mesh = ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-30' });
    new MeshDefaultDeny(stack, 'DefaultDeny', { mesh, gateways: [mesh.externalGateway] });
  });
  expect(manifestsOf(plan, 'DefaultDeny_Denial')[0].metadata.namespace).toBe('aks-istio-system');
  expect(manifestsOf(plan, 'DefaultDeny_GatewayAccess')[0]).toMatchObject({
    metadata: { name: 'aks-istio-ingressgateway-external-access', namespace: 'aks-istio-ingress' },
    spec: { selector: { matchLabels: { istio: 'aks-istio-ingressgateway-external' } } },
  });
});

test('a gateway that the program knows must be named', () => {
  const stack = azureStack();
  const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
  new MeshDefaultDeny(stack, 'DefaultDeny', { mesh });
  const names = { gatewayName: 'in', namespaceName: 'istio-ingress' };
  IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names });
  expect(errorOf(() => Planned.of(stack))).toContain(
    "MeshDefaultDeny 'platform/DefaultDeny': gateways must name 'platform/Gateway', which would deny all clients. Add it to gateways.",
  );
});

test('a gateway of the add-on must be named too', () => {
  const stack = azureStack();
  const cluster = new FakeAksCluster(stack);
  const mesh = new ManagedIstioMesh(stack, 'Mesh', { cluster, revisions: ['asm-1-30'], internalGateway: true });
  new MeshDefaultDeny(stack, 'DefaultDeny', { mesh });
  expect(errorOf(() => Planned.of(stack))).toContain(
    "MeshDefaultDeny 'platform/DefaultDeny': gateways must name the gateway aks-istio-ingress/aks-istio-ingressgateway-internal of the " +
      'mesh, which would deny all clients. Add it to gateways.',
  );
});

test('a mesh is closed once', () => {
  const stack = azureStack();
  const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
  new MeshDefaultDeny(stack, 'DefaultDeny', { mesh });
  expect(errorOf(() => new MeshDefaultDeny(stack, 'Again', { mesh }))).toBe(
    "MeshDefaultDeny 'platform/Again': mesh must have only one MeshDefaultDeny, but 'platform/DefaultDeny' is " +
      'one already, got platform/Mesh. List all gateways there.',
  );
});

test('a service that names no callers raises a warning', () => {
  const warningsWith = (allowFrom: MeshPeer[] | undefined, isClosed = true) =>
    Planned.by((stack) => {
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
      const known = { namespace, name: 'checkout', port: 80, workload };
      new MeshService(stack, 'Checkout', { ...known, ...(allowFrom && { allowFrom }) });
      if (isClosed) new MeshDefaultDeny(stack, 'DefaultDeny', { mesh });
    }).warnings;
  expect(warningsWith(undefined)).toEqual([
    'W351: No caller is allowed: the mesh denies by default, and allowFrom is not set.',
  ]);
  expect(warningsWith([web])).toEqual([]);
  expect(warningsWith(undefined, false)).toEqual([]);
});

test('meshes that say it otherwise refuse it', () => {
  const refused = (make: (stack: TerraformStack, cluster: FakeAksCluster) => unknown) => {
    const stack = azureStack();
    const mesh = make(stack, new FakeAksCluster(stack)) as IstioMesh;
    return errorOf(() => new MeshDefaultDeny(stack, 'DefaultDeny', { mesh }));
  };
  const at = "MeshDefaultDeny 'platform/DefaultDeny': mesh must";
  expect(refused((stack, cluster) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster }))).toBe(
    `${at} not use this construct on Linkerd, which configures it in its control plane, got platform/Mesh. Set defaultInboundPolicy: LinkerdInboundPolicy.DENY on the LinkerdMesh, and create a MeshNamespacePolicy with scrapers for its namespaces.`,
  );
  expect(refused((stack, cluster) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster }))).toBe(
    `${at} not use this construct on Open Service Mesh, which denies by default, got platform/Mesh. Remove the construct; permissiveTrafficPolicy of the mesh is false.`,
  );
  expect(refused((stack, cluster) => ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster }))).toBe(
    `${at} not use this construct on managed Open Service Mesh, which configures it in its OsmMeshConfig, got platform/Mesh. Remove the construct, and create an OsmMeshConfig: its permissiveTrafficPolicy is false.`,
  );
  expect(refused(() => undefined)).toBe(`${at} be set. Pass the mesh of this stack, e.g. an IstioMesh.`);
});
