import {
  ConsulMesh,
  EgressProtocol,
  ExternalAuthorization,
  type IIstioMesh,
  IngressTls,
  IstioGateway,
  IstioMesh,
  JwtAuthentication,
  LinkerdMesh,
  MeshDefaultDeny,
  MeshEgress,
  MeshIngress,
  MeshNamespace,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  ServiceProtocol,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { faultOf } from './meshes';

/** Sets of objects as teams run them in production, said by the library: what came out is what they had. */

const tenant = '00000000-0000-0000-0000-000000000000';
const group = '00000000-0000-0000-0000-00000000000a';

describe('a gateway that authenticates users, and databases outside, on Istio', () => {
  const labels = {
    'app.kubernetes.io/instance': 'authenticated',
    'app.kubernetes.io/name': 'istio-ingress-gateway',
  };

  function planned(): Planned {
    const stack = azureStack();
    const mesh: IIstioMesh = new IstioMesh(stack, 'Mesh', {
      cluster: new FakeAksCluster(stack),
      values: { meshConfig: { extensionProviders: [{ name: 'oauth2-proxy', envoyExtAuthzHttp: {} }] } },
    });
    const names = { gatewayName: 'authenticated', namespaceName: 'istio-system' };
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', { mesh, ...names, selector: labels });
    const namespace = MeshNamespace.fromName(stack, 'Namespace', { mesh, name: 'tools' });
    const workload = { labels: { app: 'tools' }, serviceAccount: 'tools', containerPort: 8080 };
    const service = new MeshService(stack, 'Tools', { namespace, name: 'tools', port: 80, workload });
    new MeshIngress(stack, 'Ingress', {
      gateway,
      name: 'force-authentication',
      hosts: ['tools.example.com'],
      tls: IngressTls.kubernetesSecret('tools-tls'),
      externalAuthorization: ExternalAuthorization.byProvider('oauth2-proxy'),
      jwtAuthentication: JwtAuthentication.entraId({
        tenantId: tenant,
        audiences: ['api://tools'],
        requiredClaims: [{ claim: 'groups', values: [group] }],
      }),
      routes: [{ service }],
    });
    const data = MeshNamespace.fromName(stack, 'Data', { mesh, name: 'data-system' });
    for (const [index, name] of ['orders', 'maps', 'vetting'].entries()) {
      const hosts = [`${name}.postgres.database.azure.com`];
      const addresses = [`10.0.4.${10 + index}`];
      new MeshEgress(stack, name, {
        namespace: data,
        name,
        hosts,
        port: 5432,
        protocol: EgressProtocol.TCP,
        addresses,
      });
    }
    const learning = MeshNamespace.fromName(stack, 'Learning', { mesh, name: 'learning' });
    const hosts = ['courses.mysql.database.azure.com'];
    new MeshEgress(stack, 'Courses', {
      namespace: learning,
      name: 'courses',
      hosts,
      port: 3306,
      protocol: EgressProtocol.TCP,
    });
    return Planned.of(stack);
  }

  test('asks oauth2-proxy, then validates the token, then tests the group', () => {
    const objects = manifestsOf(planned(), 'Ingress').slice(2);
    expect(objects.map(({ kind, metadata, spec }) => [kind, metadata.namespace, spec.selector, spec.action])).toEqual([
      ['AuthorizationPolicy', 'istio-system', { matchLabels: labels }, 'CUSTOM'],
      ['RequestAuthentication', 'istio-system', { matchLabels: labels }, undefined],
      ['AuthorizationPolicy', 'istio-system', { matchLabels: labels }, 'DENY'],
    ]);
    const [custom, tokens, deny] = objects;
    expect(custom.spec.provider).toEqual({ name: 'oauth2-proxy' });
    expect(tokens.spec.jwtRules.map(({ issuer }: Attributes) => issuer)).toContain(
      `https://sts.windows.net/${tenant}/`,
    );
    expect(deny.spec.rules.map(({ from, when }: Attributes) => from ?? when[0])).toEqual([
      [
        {
          source: {
            notRequestPrincipals: [
              `https://login.microsoftonline.com/${tenant}/v2.0/*`,
              `https://sts.windows.net/${tenant}//*`,
            ],
          },
        },
      ],
      { key: 'request.auth.audiences', notValues: ['api://tools'] },
      { key: 'request.auth.claims[groups]', notValues: [group] },
    ]);
  });

  test('has an audience, without which tokens for every application of the tenant would pass', () => {
    const jwtAuthentication = JwtAuthentication.entraId({ tenantId: tenant, audiences: [] });
    expect(faultOf('Istio', { jwtAuthentication })).toContain('jwtAuthentication.audiences must be set');
  });

  test('lets connections to databases through as TCP, three of one port by their addresses', () => {
    const plan = planned();
    const entries = ['orders', 'maps', 'vetting', 'Courses'].map((id) => manifestsOf(plan, id)[0].spec);
    expect(
      entries.map(({ hosts, addresses, ports, exportTo, resolution }) => [
        hosts[0],
        addresses,
        ports,
        exportTo,
        resolution,
      ]),
    ).toEqual([
      ...['orders', 'maps', 'vetting'].map((name, index) => [
        `${name}.postgres.database.azure.com`,
        [`10.0.4.${10 + index}`],
        [{ number: 5432, name: 'tcp', protocol: 'TCP' }],
        ['.'],
        'DNS',
      ]),
      ['courses.mysql.database.azure.com', undefined, [{ number: 3306, name: 'tcp', protocol: 'TCP' }], ['.'], 'DNS'],
    ]);
  });
});

describe('ports that networks may call, on Linkerd', () => {
  const [pods, nodes] = ['10.240.0.0/16', '10.1.0.0/16'];

  function objectsOf(props: Partial<MeshServiceProps>): Attributes[] {
    const plan = Planned.by((stack) => {
      const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      const namespace = MeshNamespace.fromName(stack, 'Tools', { mesh, name: 'tools' });
      const workload = { labels: { app: 'webhook' }, serviceAccount: 'webhook', containerPort: 8443 };
      new MeshService(stack, 'Webhook', { namespace, name: 'webhook', port: 443, workload, ...props });
    });
    return manifestsOf(plan, 'Webhook');
  }

  test('have a Server, its networks and a policy: of a webhook the API server, of its probes the kubelet', () => {
    const kubeApiServer = MeshPeer.addresses([pods, nodes]);
    const kubelet = MeshPeer.addresses([nodes]);
    const objects = objectsOf({
      allowFrom: [kubeApiServer],
      morePorts: [{ name: 'admin', port: 9990, containerPort: 9990, allowFrom: [kubelet] }],
    });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Server webhook',
      'NetworkAuthentication webhook-addresses',
      'AuthorizationPolicy webhook-addresses',
      'Server webhook-admin',
      'NetworkAuthentication webhook-admin-addresses',
      'AuthorizationPolicy webhook-admin-addresses',
    ]);
    expect(objects.filter(({ kind }) => kind === 'Server').map(({ spec }) => spec.port)).toEqual([8443, 9990]);
    expect(objects[1].spec.networks).toEqual([{ cidr: pods }, { cidr: nodes }]);
  });

  test('are numbers, which select the same port as its name', () => {
    const workload = { labels: { app: 'webhook' }, serviceAccount: 'webhook', containerPort: 'admin' as never };
    expect(errorOf(() => objectsOf({ workload }))).toContain('workload.containerPort must be a number');
  });
});

describe('six services of one application, on Consul', () => {
  const callers: { [service: string]: string[] } = {
    nginx: [],
    frontend: ['nginx'],
    'public-api': ['frontend', 'nginx'],
    'products-api': ['public-api'],
    payments: ['public-api'],
    postgres: ['products-api'],
  };
  const ports: { [service: string]: [port: number, containerPort: number] } = {
    nginx: [80, 80],
    frontend: [3000, 3000],
    'public-api': [8080, 8080],
    'products-api': [9090, 9090],
    payments: [1800, 8080],
    postgres: [5432, 5432],
  };

  function planned(more: Partial<MeshServiceProps> = {}): Planned {
    return Planned.by((stack) => {
      const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      const namespace = MeshNamespace.fromName(stack, 'Default', { mesh, name: 'default' });
      for (const [name, [port, containerPort]] of Object.entries(ports)) {
        const peers = callers[name].map((caller) => MeshPeer.serviceAccount('default', caller));
        new MeshService(stack, name, {
          namespace,
          name,
          port,
          workload: { labels: { app: name }, serviceAccount: name, containerPort },
          ...(name === 'postgres' && { protocol: ServiceProtocol.TCP }),
          ...(peers.length > 0 && { allowFrom: peers }),
          ...(name === 'products-api' && more),
        });
      }
    });
  }

  test('have a protocol and their callers each, and deny all others', () => {
    const plan = planned();
    for (const [name, own] of Object.entries(callers)) {
      const [defaults, intentions] = manifestsOf(plan, name);
      expect([defaults.kind, defaults.spec.protocol]).toEqual([
        'ServiceDefaults',
        name === 'postgres' ? 'tcp' : 'http',
      ]);
      const sources =
        own.length > 0
          ? [...own.map((caller) => ({ name: caller, action: 'allow' })), { name: '*', action: 'deny' }]
          : undefined;
      expect(intentions?.spec.sources).toEqual(sources);
    }
  });

  test('have one port each: Consul has no second one', () => {
    const morePorts = [{ name: 'metrics', port: 9103, containerPort: 9103 }];
    expect(errorOf(() => planned({ morePorts }))).toContain(
      "morePorts must be left out on Consul, which doesn't support this feature (several ports). Istio, Istio ambient, managed Istio, Linkerd, Open " +
        'Service Mesh and managed Open Service Mesh can; the nearest alternative: a Service for each port, with its own pods',
    );
  });

  test('need no object that denies: the servers do', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
        new MeshDefaultDeny(stack, 'DefaultDeny', { mesh });
      }),
    );
    expect(fault).toContain('on Consul, whose servers deny by default');
  });
});

describe('TLS that a proxy originates', () => {
  test('is for each host, of calls in plain text', () => {
    const plan = Planned.by((stack) => {
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
      const hosts = ['a.example.com', 'b.example.com'];
      const tls = { protocol: EgressProtocol.HTTP, port: 80, tlsOrigination: {} };
      new MeshEgress(stack, 'Egress', { namespace, name: 'apis', hosts, ...tls });
    });
    const [entry, ...rules] = manifestsOf(plan, 'Egress');
    expect(entry.spec.ports).toEqual([{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }]);
    expect(rules.map(({ metadata, spec }) => [metadata.name, spec.host, spec.exportTo])).toEqual([
      ['apis-a.example.com', 'a.example.com', ['.']],
      ['apis-b.example.com', 'b.example.com', ['.']],
    ]);
    const { sni, subjectAltNames } = rules[0].spec.trafficPolicy.portLevelSettings[0].tls;
    expect([sni, subjectAltNames]).toEqual(['a.example.com', ['a.example.com']]);
  });

  test('is not that of the application, and has full names', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
        const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
        new MeshEgress(stack, 'Egress', { namespace, name: 'apis', hosts: ['*.example.com'], tlsOrigination: {} });
      }),
    );
    expect(fault).toBe(
      "MeshEgress 'platform/Egress' has 2 faults:\n" +
        '- tlsOrigination must be left out with protocol TLS, which the application originates. Set protocol: EgressProtocol.HTTP, and the ' +
        'port that applications call.\n' +
        '- hosts[0] must be a full name with tlsOrigination, whose server name it is, got *.example.com. List each host.',
    );
  });

  test('is refused elsewhere', () => {
    const fault = errorOf(() =>
      Planned.by((stack) => {
        const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
        const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
        const tls = { protocol: EgressProtocol.HTTP, port: 80, tlsOrigination: {} };
        new MeshEgress(stack, 'Egress', { namespace, name: 'apis', hosts: ['a.example.com'], ...tls });
      }),
    );
    expect(fault).toContain(
      "tlsOrigination must be left out on Linkerd, which doesn't support this feature (TLS origination). Istio and managed Istio can",
    );
  });

  test('goes to the address that the caller chose where addresses are a range', () => {
    const plan = Planned.by((stack) => {
      const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
      const range = { protocol: EgressProtocol.TCP, port: 1433, addresses: ['10.0.4.0/24'] };
      new MeshEgress(stack, 'Egress', { namespace, name: 'databases', hosts: ['databases.example.com'], ...range });
    });
    expect(manifestsOf(plan, 'Egress')[0].spec).toMatchObject({ resolution: 'NONE', addresses: ['10.0.4.0/24'] });
  });
});
