import type { TerraformStack } from 'cdktf';
import {
  EgressProtocol,
  GatewayApi,
  GatewayApiChannel,
  HeaderMatch,
  type IIstioMesh,
  type IMeshGateway,
  IngressTls,
  IstioGateway,
  IstioMesh,
  LinkerdInboundPolicy,
  LinkerdMesh,
  LinkerdVersion,
  MeshEgress,
  type MeshEgressProps,
  MeshIngress,
  type MeshIngressProps,
  MeshNamespace,
  MeshNamespacePolicy,
  type MeshNamespacePolicyProps,
  MeshPeer,
  MeshService,
  PathMatch,
  PodSecurityLevel,
  RouteAction,
  TlsVersion,
  TrafficSplit,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, waitsOf } from '../../support/releases';
import { linkerdOn } from '../linkerd/linkerd';
import { checkout, shopIn, v1, v2, workload } from '../traffic/meshes';

const web = MeshPeer.serviceAccount('shop', 'web');
const hosts = ['api.example.com'];

function egressOn(mesh: string, props: Partial<MeshEgressProps> = {}): Planned {
  return Planned.by((stack) => {
    new MeshEgress(stack, 'Egress', { namespace: shopIn(stack, mesh), name: 'apis', hosts, ...props });
  });
}

function policyOn(mesh: string, props: Partial<MeshNamespacePolicyProps> = {}): Planned {
  return Planned.by((stack) => {
    new MeshNamespacePolicy(stack, 'Policy', { namespace: shopIn(stack, mesh), ...props });
  });
}

describe('places outside', () => {
  test('are a ServiceEntry of the namespace on Istio', () => {
    expect(manifestsOf(egressOn('Istio'), 'Egress')).toEqual([
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        metadata: { name: 'apis', namespace: 'shop' },
        spec: {
          hosts,
          exportTo: ['.'],
          location: 'MESH_EXTERNAL',
          resolution: 'DNS',
          ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        },
      },
    ]);
  });

  test('are an EgressNetwork that denies and a route on Linkerd', () => {
    const plan = egressOn('Linkerd', { port: 80, protocol: EgressProtocol.HTTP });
    expect(manifestsOf(plan, 'Egress').map(({ kind, spec }) => [kind, spec])).toEqual([
      ['EgressNetwork', { trafficPolicy: 'Deny' }],
      [
        'HTTPRoute',
        {
          hostnames: hosts,
          parentRefs: [{ group: 'policy.linkerd.io', kind: 'EgressNetwork', name: 'apis', port: 80 }],
          rules: [{}],
        },
      ],
    ]);
  });

  test('are an Egress for callers on Open Service Mesh', () => {
    expect(manifestsOf(egressOn('Open Service Mesh', { callers: [web] }), 'Egress')[0].spec).toEqual({
      sources: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
      hosts,
      ports: [{ number: 443, protocol: 'https' }],
    });
    const reader = MeshPeer.serviceAccount('shop', 'web', { methods: ['GET'] });
    expect(errorOf(() => egressOn('Open Service Mesh', { callers: [reader] }))).toBe(
      "MeshEgress 'platform/Egress': callers[0] must be a ServiceAccount without methods or paths on Open " +
        'Service Mesh, whose Egress allows all requests to a host. Leave them out.',
    );
    expect(errorOf(() => egressOn('Open Service Mesh'))).toBe(
      "MeshEgress 'platform/Egress': callers must be ServiceAccounts on Open Service Mesh, where an Egress " +
        'applies to callers. For example, use [MeshPeer.serviceAccount(...)].',
    );
  });

  test('of TLS need the experimental channel on Linkerd', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const channel = GatewayApiChannel.STANDARD;
    const gatewayApi = GatewayApi.present(stack, 'GatewayApi', { cluster, version: '1.2.1', channel });
    const mesh = new LinkerdMesh(stack, 'Mesh', { cluster, gatewayApi, version: LinkerdVersion.EDGE_26_8_3 });
    const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
    expect(errorOf(() => new MeshEgress(stack, 'Egress', { namespace, name: 'apis', hosts }))).toBe(
      "MeshEgress 'platform/Egress': protocol must be HTTP on Linkerd with the standard channel of the Gateway " +
        'API, which has no TLSRoute or TCPRoute that Linkerd supports, got TLS. Use a GatewayApi of the ' +
        'experimental channel, or restrict TLS by a network policy or firewall.',
    );
  });

  describe('over TCP', () => {
    const protocol = EgressProtocol.TCP;
    const database = { port: 5432, protocol, hosts: ['orders.postgres.database.azure.com'] };

    test('are a ServiceEntry of TCP on Istio, with the addresses that are given', () => {
      for (const mesh of ['Istio', 'managed Istio']) {
        const [{ spec }] = manifestsOf(egressOn(mesh, { ...database, addresses: ['10.0.4.10'] }), 'Egress');
        expect(spec.ports).toEqual([{ number: 5432, name: 'tcp', protocol: 'TCP' }]);
        expect(spec.addresses).toEqual(['10.0.4.10']);
        expect(manifestsOf(egressOn(mesh, database), 'Egress')[0].spec).not.toHaveProperty('addresses');
      }
    });

    test('are allowed on the port on Linkerd, and on the port and addresses on Open Service Mesh', () => {
      const [, route] = manifestsOf(egressOn('Linkerd', database), 'Egress');
      expect(route).toMatchObject({ apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TCPRoute' });
      expect(route.spec).not.toHaveProperty('hostnames');
      const addresses = ['10.0.4.10', '10.0.5.0/24'];
      expect(
        manifestsOf(egressOn('Open Service Mesh', { ...database, callers: [web], addresses }), 'Egress')[0].spec,
      ).toEqual({
        sources: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
        ipAddresses: ['10.0.4.10/32', '10.0.5.0/24'],
        ports: [{ number: 5432, protocol: 'tcp' }],
      });
    });

    test('are a destination of TCP on Consul', () => {
      const [defaults] = manifestsOf(egressOn('Consul', { ...database, callers: [web] }), 'Egress');
      expect(defaults.spec).toEqual({
        protocol: 'tcp',
        destination: { addresses: ['orders.postgres.database.azure.com'], port: 5432 },
      });
    });

    test('are one host a port on Istio without addresses', () => {
      const stack = azureStack();
      const namespace = shopIn(stack, 'Istio');
      new MeshEgress(stack, 'Orders', { namespace, name: 'orders', ...database });
      const again = (props: Partial<MeshEgressProps>) =>
        errorOf(() => new MeshEgress(stack, 'Maps', { namespace, name: 'maps', ...database, ...props }));
      expect(again({ hosts: ['a.example.com', 'b.example.com'] })).toBe(
        "MeshEgress 'platform/Maps' has 2 faults:\n" +
          '- hosts must be one host with protocol TCP on Istio, which can\'t distinguish several, got ["a.example.com","b.example.com"]. Use a ' +
          'MeshEgress for each host, with its addresses.\n' +
          "- hosts must be the only TCP host on port 5432 of namespace shop without addresses on Istio, but 'platform/Orders' has one already, got " +
          '["a.example.com","b.example.com"]. Use a MeshEgress for each host, with its addresses.',
      );
    });

    test('have addresses that are some, for TCP only, where the mesh takes them', () => {
      expect(errorOf(() => egressOn('Istio', { hosts: ['10.1.2.3'], addresses: ['api.example.com'] }))).toBe(
        "MeshEgress 'platform/Egress' has 3 faults:\n" +
          '- hosts[0] must be a DNS name, got 10.1.2.3. Use a name that resolves to the address.\n' +
          '- addresses can only be used with protocol TCP, got ["api.example.com"]. Leave it out: the hosts are enough.\n' +
          '- addresses[0] must be an IPv4 address, or a range in CIDR notation, got api.example.com. For example, use 10.0.4.10.',
      );
      for (const mesh of ['Linkerd', 'Consul']) {
        const props = { ...database, addresses: ['10.0.4.10'], callers: mesh === 'Consul' ? [web] : undefined };
        expect(errorOf(() => egressOn(mesh, props))).toContain(`addresses must be left out on ${mesh}`);
      }
    });

    test('are warned of as TLS on ports of databases', () => {
      expect(egressOn('Istio', { port: 5432 }).warnings).toEqual([
        'W276: PostgreSQL connections (port 5432) start in plain text, and a mesh that expects TLS closes them. Use EgressProtocol.TCP.',
      ]);
      expect(egressOn('Istio', database).warnings).toEqual([]);
    });
  });

  test('are said once: by name, and for a namespace on Linkerd', () => {
    const again = (mesh: string, name: string) => {
      const stack = azureStack();
      const namespace = shopIn(stack, mesh);
      new MeshEgress(stack, 'Egress', { namespace, name: 'apis', hosts });
      return errorOf(() => new MeshEgress(stack, 'Again', { namespace, name, hosts }));
    };
    expect(again('Istio', 'apis')).toBe(
      "MeshEgress 'platform/Again': name must be declared only once, but 'platform/Egress' declares it already, got apis. Use one MeshEgress for all hosts.",
    );
    expect(again('Linkerd', 'others')).toBe(
      "MeshEgress 'platform/Again': namespace must be declared only once for a namespace on Linkerd, but 'platform/Egress' declares it already, got shop. " +
        'Use one MeshEgress for all hosts.',
    );
  });

  test('may be all names below a domain, to the address that the caller chooses', () => {
    const wildcards = ['*.blob.core.windows.net', 'api.example.com', '*.vault.azure.net'];
    const entries = (mesh: string) =>
      manifestsOf(egressOn(mesh, { hosts: wildcards }), 'Egress').map(({ metadata, spec }) => [
        metadata.name,
        spec.hosts,
        spec.resolution,
      ]);
    for (const mesh of ['Istio', 'managed Istio']) {
      expect(entries(mesh)).toEqual([
        ['apis', ['api.example.com'], 'DNS'],
        ['apis-wildcards', ['*.blob.core.windows.net', '*.vault.azure.net'], 'NONE'],
      ]);
    }
    const only = manifestsOf(egressOn('Istio', { hosts: ['*.example.com'], protocol: EgressProtocol.HTTP }), 'Egress');
    expect(only.map(({ metadata }) => metadata.name)).toEqual(['apis-wildcards']);
    expect(manifestsOf(egressOn('Linkerd', { hosts: wildcards }), 'Egress')[1].spec.hostnames).toEqual(wildcards);
    expect(
      manifestsOf(egressOn('Open Service Mesh', { hosts: wildcards, callers: [web] }), 'Egress')[0].spec,
    ).toMatchObject({ hosts: wildcards, ports: [{ number: 443, protocol: 'https' }] });
  });

  test('are full names where the mesh has to look them up, or sees no names', () => {
    const domain = ['*.example.com'];
    expect(errorOf(() => egressOn('Consul', { hosts: domain, callers: [web] }))).toBe(
      "MeshEgress 'platform/Egress': hosts[0] must be left out on Consul, which doesn't support this feature " +
        '(wildcard hosts in egress). Istio, managed Istio, Linkerd, Open Service Mesh and managed Open Service ' +
        'Mesh can; the nearest alternative: each host by its full name.',
    );
    const plain = { hosts: domain, callers: [web], protocol: EgressProtocol.HTTP };
    expect(errorOf(() => egressOn('Open Service Mesh', plain))).toBe(
      "MeshEgress 'platform/Egress': hosts[0] must be a full name with protocol HTTP on Open Service Mesh, whose " +
        'proxies resolve the host, got *.example.com. List each host.',
    );
    for (const mesh of ['Istio', 'Linkerd']) {
      expect(errorOf(() => egressOn(mesh, { hosts: domain, protocol: EgressProtocol.TCP }))).toBe(
        "MeshEgress 'platform/Egress': hosts[0] must be a full name with protocol TCP, whose connections have no host name, got *.example.com. " +
          'List each host, or use a network policy or firewall.',
      );
    }
  });

  test('have names, each once', () => {
    expect(
      errorOf(() => egressOn('Istio', { hosts: ['*.', 'a.example.com', 'a.example.com'], port: 0, callers: [web] })),
    ).toBe(
      "MeshEgress 'platform/Egress' has 4 faults:\n- hosts[0] must be set. For example, use api.example.com.\n- " +
        'hosts[2] must be listed only once, got a.example.com. Remove one of the two.\n- port must be a whole ' +
        'number of 1 to 65535, got 0. Use a number in 1 to 65535.\n- callers must be left out on Istio, where a ' +
        'ServiceEntry applies to all pods of the namespace. Leave it out, or use a separate namespace for the ' +
        'callers.',
    );
  });
});

describe('a namespace', () => {
  test('is closed and strict on Istio, with exceptions by port', () => {
    const plan = policyOn('Istio', { plainTextPorts: [{ labels: { app: 'checkout' }, port: 9000 }] });
    expect(manifestsOf(plan, 'Policy').map(({ kind, metadata, spec }) => [kind, metadata.name, spec])).toEqual([
      ['AuthorizationPolicy', 'deny-by-default', {}],
      ['PeerAuthentication', 'default', { mtls: { mode: 'STRICT' } }],
      [
        'PeerAuthentication',
        'plain-text-1',
        {
          selector: { matchLabels: { app: 'checkout' } },
          mtls: { mode: 'STRICT' },
          portLevelMtls: { 9000: { mode: 'PERMISSIVE' } },
        },
      ],
    ]);
    expect(plan.warnings).toEqual([
      'W272: Some ports of pods accept plain text from every client that can reach them (plainTextPorts).',
    ]);
  });

  test('says by itself on Linkerd what no object says', () => {
    expect(errorOf(() => policyOn('Linkerd'))).toBe(
      "MeshNamespacePolicy 'platform/Policy' has 3 faults:\n- denyByDefault must be false on Linkerd if no " +
        'inbound policy that denies is configured, got true. Set annotations: { ' +
        "'config.linkerd.io/default-inbound-policy': 'deny' } on the MeshNamespace, or defaultInboundPolicy on the " +
        'LinkerdMesh.\n- strictMutualTls must be false on Linkerd if no inbound policy that denies is configured, ' +
        "got true. Set annotations: { 'config.linkerd.io/default-inbound-policy': 'all-authenticated' } on the " +
        'MeshNamespace, or defaultInboundPolicy on the LinkerdMesh.\n- namespace can only be used with ' +
        'plainTextPorts or scrapers on Linkerd, because nothing else can be set. Leave the construct out: the mesh ' +
        'or the annotation sets everything else.',
    );
  });

  const scraper = MeshPeer.prometheus({ namespace: 'monitoring', serviceAccount: 'prometheus' });

  function linkerdPolicy(
    inbound: LinkerdInboundPolicy | undefined,
    annotations: { [key: string]: string } | undefined,
    props: Partial<MeshNamespacePolicyProps>,
  ): Planned {
    return Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const mesh = linkerdOn(stack, cluster, inbound && { defaultInboundPolicy: inbound });
      const podSecurity = PodSecurityLevel.PRIVILEGED;
      const namespace = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', annotations, podSecurity });
      new MeshNamespacePolicy(stack, 'Policy', { namespace, ...props });
    });
  }

  test('that denies on Linkerd lets its proxies be scraped and probed', () => {
    const plan = linkerdPolicy(LinkerdInboundPolicy.DENY, undefined, { scrapers: [scraper] });
    const objects = manifestsOf(plan, 'Policy');
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Server proxy-admin',
      'HTTPRoute proxy-metrics',
      'MeshTLSAuthentication proxy-metrics',
      'AuthorizationPolicy proxy-metrics',
      'HTTPRoute proxy-probes',
      'NetworkAuthentication proxy-probes',
      'AuthorizationPolicy proxy-probes',
    ]);
    expect(objects[0].spec).toEqual({
      podSelector: { matchExpressions: [{ key: 'linkerd.io/control-plane-ns', operator: 'Exists' }] },
      port: 'linkerd-admin',
      proxyProtocol: 'HTTP/1',
      accessPolicy: 'deny',
    });
    expect(objects[1].spec.rules).toEqual([
      { matches: [{ path: { type: 'Exact', value: '/metrics' }, method: 'GET' }] },
    ]);
    expect(objects[2].spec.identityRefs).toEqual([
      { kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' },
    ]);
    expect(objects[4].spec.rules[0].matches.map(({ path }: { path: { value: string } }) => path.value)).toEqual([
      '/live',
      '/ready',
    ]);
  });

  test('may deny by its annotation on Linkerd, whatever the mesh does', () => {
    const annotations = { 'config.linkerd.io/default-inbound-policy': 'deny' };
    expect(manifestsOf(linkerdPolicy(undefined, annotations, { scrapers: [scraper] }), 'Policy')).toHaveLength(7);
  });

  test('has scrapers on Linkerd only where it denies, and they read metrics only', () => {
    const all = MeshPeer.serviceAccount('monitoring', 'prometheus', { methods: ['POST'] });
    const make = () => linkerdPolicy(undefined, undefined, { denyByDefault: false, scrapers: [all] });
    expect(errorOf(make)).toBe(
      "MeshNamespacePolicy 'platform/Policy' has 2 faults:\n- scrapers[0] must have no methods and paths other " +
        'than GET /metrics. Use MeshPeer.prometheus({ namespace, serviceAccount }).\n- scrapers must be left out on ' +
        'Linkerd if the inbound policy is all-authenticated. Leave it out: all workloads in the mesh may read ' +
        'metrics there.',
    );
    expect(errorOf(() => policyOn('Istio', { scrapers: [scraper] }))).toBe(
      "MeshNamespacePolicy 'platform/Policy': scrapers must be left out on Istio, whose proxies serve their metrics to all clients. Leave it " +
        'out; for metrics of applications use MeshPeer.prometheus in allowFrom.',
    );
  });

  test('is closed and strict anyway on Open Service Mesh', () => {
    expect(errorOf(() => policyOn('Open Service Mesh'))).toBe(
      "MeshNamespacePolicy 'platform/Policy': namespace must not be used on Open Service Mesh, which always " +
        'requires mutual TLS and denies by default. Remove the construct; permissiveTrafficPolicy of the mesh is ' +
        'false.',
    );
  });

  test('has one policy, which says something', () => {
    const stack = azureStack();
    const namespace = shopIn(stack, 'Istio');
    new MeshNamespacePolicy(stack, 'Policy', { namespace });
    expect(errorOf(() => new MeshNamespacePolicy(stack, 'Again', { namespace }))).toBe(
      "MeshNamespacePolicy 'platform/Again': namespace must have only one policy, but 'platform/Policy' is one " +
        'already, got shop. Use one MeshNamespacePolicy for everything.',
    );
    expect(errorOf(() => policyOn('Istio', { denyByDefault: false, strictMutualTls: false }))).toBe(
      "MeshNamespacePolicy 'platform/Policy': denyByDefault must be true if strictMutualTls is false and nothing else is set, got " +
        'false. Leave the construct out.',
    );
  });
});

describe('hosts for users', () => {
  function gatewayOf(stack: TerraformStack, service: MeshService): IMeshGateway {
    const mesh = service.namespace.mesh as IIstioMesh;
    return IstioGateway.fromAttributes(stack, 'Gateway', {
      mesh,
      gatewayName: 'ingress',
      namespaceName: 'istio-ingress',
    });
  }

  function ingressOf(stack: TerraformStack, service: MeshService, props: Partial<MeshIngressProps> = {}): MeshIngress {
    const routes = [{ service }];
    const gateway = gatewayOf(stack, service);
    return new MeshIngress(stack, 'Ingress', { gateway, name: 'shop', hosts: ['shop.example.com'], routes, ...props });
  }

  const split = TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 });
  const tls = IngressTls.kubernetesSecret('shop-tls', TlsVersion.TLS_1_3);

  test('have a certificate, a redirect, and the versions of the service', () => {
    const byHeader = [{ match: { headers: [HeaderMatch.exact('x-canary', 'true')] }, action: RouteAction.version(v2) }];
    const plan = Planned.by((stack) => {
      const service = checkout(stack, 'Istio', { split, routes: byHeader, timeoutSeconds: 5 });
      ingressOf(stack, service, { tls, routes: [{ match: { path: PathMatch.prefix('/shop') }, service }] });
    });
    const [gateway, routes] = manifestsOf(plan, 'Ingress');
    expect(gateway.spec).toEqual({
      selector: { istio: 'ingress' },
      servers: [
        {
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          hosts: ['shop/shop.example.com'],
          tls: { mode: 'SIMPLE', credentialName: 'shop-tls', minProtocolVersion: 'TLSV1_3' },
        },
        {
          port: { number: 80, name: 'http', protocol: 'HTTP' },
          hosts: ['shop/shop.example.com'],
          tls: { httpsRedirect: true },
        },
      ],
    });
    expect(routes.spec.gateways).toEqual(['shop']);
    expect(
      routes.spec.http.map(({ match, timeout }: { match: object[]; timeout: string }) => [match, timeout]),
    ).toEqual([
      [
        [
          { uri: { exact: '/shop' }, headers: { 'x-canary': { exact: 'true' } } },
          { uri: { prefix: '/shop/' }, headers: { 'x-canary': { exact: 'true' } } },
        ],
        '5s',
      ],
      [[{ uri: { exact: '/shop' } }, { uri: { prefix: '/shop/' } }], '5s'],
    ]);
    expect(routes.spec.http[1].route.map(({ weight }: { weight: number }) => weight)).toEqual([90, 10]);
    expect(waitsOf(plan, 'Ingress')).toEqual(['helm_release.Checkout_Manifests']);
    expect(plan.warnings).toEqual([]);
  });

  test('in clear raise a warning; port 80 is closed where it is asked for', () => {
    const clear = Planned.by((stack) => {
      ingressOf(stack, checkout(stack, 'Istio', { split }));
    });
    expect(clear.warnings).toEqual(["W273: The hosts of 'platform/Ingress' are served by plain HTTP. Set tls."]);
    const closed = Planned.by((stack) => {
      ingressOf(stack, checkout(stack, 'Istio', { split }), { tls, redirectHttp: false });
    });
    expect(manifestsOf(closed, 'Ingress')[0].spec.servers).toHaveLength(1);
  });

  test('may ask clients for certificates on Istio', () => {
    const plan = Planned.by((stack) => {
      ingressOf(stack, checkout(stack, 'Istio', {}), { tls: IngressTls.withClientCertificates(tls) });
    });
    expect(manifestsOf(plan, 'Ingress')[0].spec.servers[0].tls).toEqual({
      mode: 'MUTUAL',
      credentialName: 'shop-tls',
      minProtocolVersion: 'TLSV1_3',
    });
  });

  test('whose gateway is not let in are refused', () => {
    const stack = azureStack();
    const service = checkout(stack, 'Istio', { allowFrom: [web] });
    expect(errorOf(() => ingressOf(stack, service, { tls }))).toBe(
      "MeshIngress 'platform/Ingress': routes[0].service must allow the gateway 'platform/Gateway', but " +
        "allowFrom of 'platform/Checkout' doesn't. Add MeshPeer.ingressGateway(gateway) to allowFrom.",
    );
  });

  test('whose gateway is let in are taken', () => {
    const stack = azureStack();
    const namespace = shopIn(stack, 'Istio');
    const mesh = namespace.mesh as IIstioMesh;
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', {
      mesh,
      gatewayName: 'in',
      namespaceName: 'istio-ingress',
    });
    const allowFrom = [MeshPeer.ingressGateway(gateway)];
    const service = new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, allowFrom });
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'shop',
      hosts: ['shop.example.com'],
      tls,
      routes: [{ service }],
    });
    expect(Planned.of(stack).text).toContain('cluster.local/ns/istio-ingress/sa/in');
  });

  test.each(['Linkerd', 'Open Service Mesh'])('need a gateway of the mesh, which %s has not', (mesh) => {
    const stack = azureStack();
    const service = checkout(stack, mesh, {});
    const istio = IstioMesh.fromAttributes(stack, 'Istio', { cluster: new FakeAksCluster(stack, 'Other') });
    const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
    const gateway = IstioGateway.fromAttributes(stack, 'OtherGateway', { mesh: istio, ...names });
    const routes = [{ service }];
    const props = { gateway, name: 'shop', hosts: ['shop.example.com'], routes, tls, redirectHttp: true };
    const text = errorOf(() => new MeshIngress(stack, 'Ingress', props));
    expect(text).toBe(
      `MeshIngress 'platform/Ingress': gateway must be left out on ${mesh}, which doesn't support this feature (gateway ingress). Istio, Istio ambient, ` +
        `managed Istio and Consul can; the nearest alternative: ${mesh === 'Linkerd' ? 'any ingress controller in the mesh' : 'an ingress controller in the mesh'}, as a peer in allowFrom.`,
    );
  });

  test('a route without a path is the last, and redirects need a certificate', () => {
    const stack = azureStack();
    const service = checkout(stack, 'Istio', {});
    const routes = [{ service }, { service, match: { path: PathMatch.prefix('/a') } }];
    expect(errorOf(() => ingressOf(stack, service, { routes, redirectHttp: true }))).toBe(
      "MeshIngress 'platform/Ingress' has 2 faults:\n" +
        '- redirectHttp can only be used with tls, got true. Set tls, or leave it out.\n' +
        '- routes[1].match must not be covered by routes[0], which is before it. Move the more specific one first: it never matches.',
    );
  });

  describe('of several services', () => {
    const at = "MeshIngress 'platform/Users'";
    const hosts = ['a.example.com', 'b.example.com'];

    interface Places {
      readonly stack: TerraformStack;
      readonly gateway: IMeshGateway;
      serviceIn(namespace: string): MeshService;
    }

    function places(): Places {
      const stack = azureStack();
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      const names = { gatewayName: 'ingress', namespaceName: 'istio-ingress' };
      const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names });
      const serviceIn = (name: string) => {
        const namespace = MeshNamespace.fromName(stack, `Namespace-${name}`, { mesh, name });
        return new MeshService(stack, name, { namespace, name, port: 80, workload });
      };
      return { stack, gateway, serviceIn };
    }

    test('may be one host with paths of several namespaces', () => {
      const { stack, gateway, serviceIn } = places();
      const routes = [
        { match: { path: PathMatch.prefix('/orders') }, service: serviceIn('orders') },
        { service: serviceIn('users') },
      ];
      new MeshIngress(stack, 'Ingress', { gateway, name: 'api', hosts: ['a.example.com'], tls, routes });
      const plan = Planned.of(stack);
      const [listeners, virtualService, ...others] = manifestsOf(plan, 'Ingress');
      expect(others).toEqual([]);
      expect(listeners.metadata).toEqual({ name: 'api', namespace: 'orders' });
      expect(virtualService.spec.http.map((route: Attributes) => route.route[0].destination.host)).toEqual([
        'orders.orders.svc.cluster.local',
        'users.users.svc.cluster.local',
      ]);
      expect(plan.warnings).toEqual([]);
    });

    test('may have hosts of their own behind one certificate, by one listener', () => {
      const { stack, gateway, serviceIn } = places();
      const [orders, users] = [serviceIn('orders'), serviceIn('users')];
      const routes = [
        { match: { path: PathMatch.exact('/health') }, service: orders },
        { service: orders, hosts: ['a.example.com'] },
        { service: users, hosts: ['b.example.com'] },
      ];
      new MeshIngress(stack, 'Ingress', { gateway, name: 'api', hosts, tls, routes });
      const [listeners, ...virtualServices] = manifestsOf(Planned.of(stack), 'Ingress');
      expect(listeners.spec.servers[0].hosts).toEqual(['orders/a.example.com', 'orders/b.example.com']);
      expect(
        virtualServices.map(({ metadata, spec }) => [
          metadata.name,
          spec.hosts,
          spec.http.map((route: Attributes) => route.route[0].destination.host.split('.')[0]),
        ]),
      ).toEqual([
        ['api-ingress-a.example.com', ['a.example.com'], ['orders', 'orders']],
        ['api-ingress-b.example.com', ['b.example.com'], ['orders', 'users']],
      ]);
    });

    test('may be all names below a domain, beside one of them', () => {
      const { stack, gateway, serviceIn } = places();
      const [orders, users] = [serviceIn('orders'), serviceIn('users')];
      const routes = [
        { service: users, hosts: ['*.example.com'] },
        { service: orders, hosts: ['a.example.com'] },
      ];
      const names = ['*.example.com', 'a.example.com'];
      new MeshIngress(stack, 'Ingress', { gateway, name: 'api', hosts: names, tls, routes });
      const [listeners, ...virtualServices] = manifestsOf(Planned.of(stack), 'Ingress');
      expect(listeners.spec.servers[0].hosts).toEqual(['users/*.example.com', 'users/a.example.com']);
      expect(virtualServices.map(({ metadata, spec }) => [metadata.name, spec.hosts])).toEqual([
        ['api-ingress-any.example.com', ['*.example.com']],
        ['api-ingress-a.example.com', ['a.example.com']],
      ]);
    });

    test('serve a host once, by each of their hosts, with routes that are reached', () => {
      const { stack, gateway, serviceIn } = places();
      const [orders, users] = [serviceIn('orders'), serviceIn('users')];
      const first = { gateway, name: 'orders', hosts: ['a.example.com'], tls, routes: [{ service: orders }] };
      new MeshIngress(stack, 'Orders', first);
      const routes = [
        { service: users, hosts: ['a.example.com', 'c.example.com'] },
        { service: users, match: { path: PathMatch.exact('/a') }, hosts: ['a.example.com'] },
      ];
      expect(errorOf(() => new MeshIngress(stack, 'Users', { gateway, name: 'users', hosts, tls, routes }))).toBe(
        `${at} has 3 faults:\n- routes[0].hosts[1] must be one of the ingress's hosts (a.example.com, b.example.com), got c.example.com. Add c.example.com to hosts, or remove it here.\n- routes[1].match must not be covered by routes[0], which is before it. Move the more specific one first: it never matches.\n- hosts[0] must be served only once by the gateway 'platform/Gateway', but 'platform/Orders' serves it already, got a.example.com. Make a MeshIngressRoutes for 'platform/Orders'.`,
      );
    });

    test('have a route each', () => {
      const { stack, gateway, serviceIn } = places();
      const routes = [{ service: serviceIn('users'), hosts: ['a.example.com'] }];
      new MeshIngress(stack, 'Users', { gateway, name: 'users', hosts, tls, routes });
      expect(errorOf(() => Planned.of(stack))).toContain(
        `${at}: hosts[1] must have a route, got b.example.com. Add a route or a MeshIngressRoutes for it, or leave it out.`,
      );
    });

    test('raise a warning where one certificate has two listeners, whose hosts browsers call by one connection', () => {
      const { stack, gateway, serviceIn } = places();
      const ingress = (name: string, certificate: string) =>
        new MeshIngress(stack, `Ingress-${name}`, {
          gateway,
          name,
          hosts: [`${name}.example.com`],
          tls: IngressTls.kubernetesSecret(certificate),
          routes: [{ service: serviceIn(name) }],
        });
      for (const [name, certificate] of Object.entries({ a: 'wildcard', b: 'wildcard', c: 'own' }))
        ingress(name, certificate);
      const text =
        "W275: Another MeshIngress of the gateway 'platform/Gateway' serves the certificate wildcard too. Browsers " +
        'reuse one HTTP/2 connection for all hosts of a certificate, and receive 404 for the hosts of the other. ' +
        'Use one MeshIngress for the hosts, with hosts in its routes.';
      expect(Planned.of(stack).warnings).toEqual([text, text]);
    });
  });
});
