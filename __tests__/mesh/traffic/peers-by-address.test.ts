import {
  IstioGateway,
  IstioMesh,
  JwtAuthentication,
  MeshEgress,
  MeshPeer,
  MeshService,
  PathMatch,
  type RequestScope,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { faultOf, objectOf, objectsOf, shopIn, workload } from './meshes';

const web = MeshPeer.serviceAccount('shop', 'web');
const office = MeshPeer.addresses(['10.1.0.0/16', '192.0.2.7/32']);
const at = "MeshService 'platform/Checkout'";

describe('callers by their addresses', () => {
  test('are a source of their own on Istio, with their requests', () => {
    const reads = MeshPeer.addresses(['10.2.0.0/16'], { methods: ['GET'], paths: [PathMatch.prefix('/metrics')] });
    const { rules } = objectOf('Istio', { allowFrom: [web, office, reads] }, 'AuthorizationPolicy').spec;
    expect(rules).toEqual([
      {
        from: [
          { source: { principals: ['cluster.local/ns/shop/sa/web'] } },
          { source: { ipBlocks: ['10.1.0.0/16', '192.0.2.7/32'] } },
        ],
        to: [{ operation: { ports: ['8080'] } }],
      },
      {
        from: [{ source: { ipBlocks: ['10.2.0.0/16'] } }],
        to: [{ operation: { methods: ['GET'], paths: ['/metrics', '/metrics/*'], ports: ['8080'] } }],
      },
    ]);
  });

  test('need no token on Istio where they are exempt', () => {
    const jwtAuthentication = JwtAuthentication.issuer({
      issuer: 'https://issuer.example.com',
      jwksUri: 'https://issuer.example.com/jwks.json',
      audiences: ['shop'],
      exemptCallers: [office],
    });
    const { rules } = objectOf('Istio', { jwtAuthentication }, 'AuthorizationPolicy').spec;
    expect(rules[0].from).toEqual([
      { source: { notRequestPrincipals: ['*'], notIpBlocks: ['10.1.0.0/16', '192.0.2.7/32'] } },
    ]);
  });

  test('have an authentication and a policy of their own on Linkerd', () => {
    const objects = objectsOf('Linkerd', { allowFrom: [web, office] });
    expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['Server', 'checkout'],
      ['MeshTLSAuthentication', 'checkout'],
      ['AuthorizationPolicy', 'checkout'],
      ['NetworkAuthentication', 'checkout-addresses'],
      ['AuthorizationPolicy', 'checkout-addresses'],
    ]);
    expect(objects[3].spec.networks).toEqual([{ cidr: '10.1.0.0/16' }, { cidr: '192.0.2.7/32' }]);
    expect(objects[4].spec).toEqual({
      targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'checkout' },
      requiredAuthenticationRefs: [
        { kind: 'NetworkAuthentication', group: 'policy.linkerd.io', name: 'checkout-addresses' },
      ],
    });
    expect(objectsOf('Linkerd', { allowFrom: [office] }).map(({ kind }) => kind)).toEqual([
      'Server',
      'NetworkAuthentication',
      'AuthorizationPolicy',
    ]);
  });

  test('reach pods past the waypoint on the ambient data plane, and so without requests', () => {
    const objects = objectsOf('Istio ambient', { allowFrom: [web, office] });
    const [, pods] = objects.filter(({ kind }) => kind === 'AuthorizationPolicy');
    expect(pods.metadata.name).toBe('checkout-pods');
    expect(JSON.stringify(pods.spec.rules)).toContain('"ipBlocks":["10.1.0.0/16","192.0.2.7/32"]');
    const reads = MeshPeer.addresses(['10.2.0.0/16'], { methods: ['GET'] });
    expect(faultOf('Istio ambient', { allowFrom: [reads] })).toBe(
      `${at}: allowFrom[0] must have no methods, paths, tokens or authorizer on the ambient data plane, where callers outside the mesh bypass ` +
        'the waypoint, got 10.2.0.0/16. Leave them out, or use MeshPeer.ingressGateway.',
    );
  });

  test.each([
    ['Open Service Mesh', 'an IngressBackend of your own, with IPRange sources'],
    ['Consul', 'MeshWorkload.excludedInboundPorts and a network policy'],
  ])('are refused on %s', (mesh, nearest) => {
    expect(faultOf(mesh, { allowFrom: [office] })).toBe(
      `${at}: allowFrom must be left out on ${mesh}, which doesn't support this feature (access by addresses). Istio, Istio ambient, ` +
        `managed Istio and Linkerd can; the nearest alternative: ${nearest}.`,
    );
    const morePorts = [{ name: 'admin', port: 9090, containerPort: 9090, allowFrom: [office] }];
    expect(faultOf(mesh, { allowFrom: [web], morePorts })).toContain('(access by addresses)');
  });

  test('are ranges', () => {
    const allowFrom = [MeshPeer.addresses(['10.1.2.3/16', 'office']), MeshPeer.addresses([])];
    expect(faultOf('Istio', { allowFrom })).toBe(
      `${at} has 3 faults:\n` +
        '- allowFrom[0].ranges[0] must be the first address of its range, got 10.1.2.3/16. Use 10.1.0.0/16.\n' +
        '- allowFrom[0].ranges[1] must be an address range in CIDR notation, got office. For example, use 10.1.0.0/16.\n' +
        "- allowFrom[1].ranges must not be empty. For example, use ['10.1.0.0/16'].",
    );
  });

  test('call nothing outside', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const namespace = shopIn(stack, 'Open Service Mesh');
        new MeshEgress(stack, 'Egress', { namespace, name: 'apis', hosts: ['api.example.com'], callers: [office] });
      }),
    );
    expect(fault).toContain('callers[0] must be a ServiceAccount: calls leave the mesh from its workloads');
  });
});

describe('addresses of the clients of a gateway', () => {
  const clientRanges = ['203.0.113.0/24'];

  function planned(mesh: string, scope: RequestScope): Planned {
    return Planned.by((stack) => {
      const namespace = shopIn(stack, mesh);
      const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
      const istio = IstioMesh.fromAttributes(stack, 'Istio', { cluster: new FakeAksCluster(stack, 'Other') });
      const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh: istio, ...names });
      const allowFrom = [
        MeshPeer.ingressGateway(gateway, scope),
        MeshPeer.ingressGateway(gateway, { methods: ['GET'] }),
      ];
      new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, allowFrom });
    });
  }

  test('narrow what the gateway may send', () => {
    const [policy] = manifestsOf(planned('Istio', { clientRanges }), 'Checkout');
    const principals = ['cluster.local/ns/istio-ingress/sa/ingress'];
    expect(policy.spec.rules).toEqual([
      { from: [{ source: { principals, remoteIpBlocks: clientRanges } }], to: [{ operation: { ports: ['8080'] } }] },
      { from: [{ source: { principals } }], to: [{ operation: { methods: ['GET'], ports: ['8080'] } }] },
    ]);
  });

  test('are those of a gateway, on Istio', () => {
    expect(faultOf('Istio', { allowFrom: [MeshPeer.serviceAccount('shop', 'web', { clientRanges })] })).toContain(
      'allowFrom[0].clientRanges must be of an ingressGateway, which is trusted to tell the address of its client, got ["203.0.113.0/24"]. Use ' +
        'MeshPeer.ingressGateway, or MeshPeer.addresses.',
    );
    expect(errorOf(() => planned('Linkerd', { clientRanges }))).toContain(
      "allowFrom must be left out on Linkerd, which doesn't support this feature (access by addresses of clients)",
    );
  });
});
