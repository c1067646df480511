import type { TerraformStack } from 'cdktf';
import {
  GatewayApi,
  GatewayApiChannel,
  HeaderMatch,
  type IIstioMesh,
  IstioDataPlane,
  IstioEgressGateway,
  IstioFoundation,
  IstioGateway,
  IstioMesh,
  type IstioMeshProps,
  IstioOutboundTraffic,
  IstioRevisionTag,
  IstioWaypoint,
  type IstioWaypointProps,
  JwtAuthentication,
  type LocalRateLimit,
  ManagedIstioMesh,
  MeshEgress,
  MeshIngress,
  MeshNamespace,
  MeshNamespacePolicy,
  MeshPeer,
  MeshService,
  type MeshServiceProps,
  MeshWorkload,
  PathMatch,
  PodSecurityLevel,
  RouteAction,
  TrafficRedirection,
  TrafficSplit,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';

function ambient(stack: TerraformStack, props: Partial<IstioMeshProps> = {}): IstioMesh {
  const cluster = props.cluster ?? new FakeAksCluster(stack);
  return new IstioMesh(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient(), ...props });
}

function waypoint(stack: TerraformStack, mesh: IIstioMesh, props: Partial<IstioWaypointProps> = {}): IstioWaypoint {
  const { cluster } = mesh;
  const gatewayApi =
    (stack.node.tryFindChild('GatewayApi') as GatewayApi | undefined) ??
    GatewayApi.present(stack, 'GatewayApi', { cluster, version: '1.3.0', channel: GatewayApiChannel.STANDARD });
  return new IstioWaypoint(stack, 'Waypoint', { mesh, gatewayApi, ...props });
}

type Intents = Partial<Omit<MeshServiceProps, 'namespace'>>;

function checkout(stack: TerraformStack, mesh: IIstioMesh, intents: Intents): MeshService {
  const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
  const workload = { labels: { app: 'checkout' }, serviceAccount: 'checkout', containerPort: 8080 };
  return new MeshService(stack, 'Checkout', { namespace, name: 'checkout', port: 80, workload, ...intents });
}

function known(stack: TerraformStack): IIstioMesh {
  const cluster = new FakeAksCluster(stack);
  return IstioMesh.fromAttributes(stack, 'Mesh', { cluster, dataPlane: IstioDataPlane.ambient() });
}

function knownWaypoint(stack: TerraformStack): IIstioMesh {
  const names = { waypointName: 'waypoint', namespaceName: 'istio-waypoints' };
  return IstioWaypoint.fromAttributes(stack, 'Waypoint', { mesh: known(stack), ...names });
}

function objects(intents: Intents, mesh: (stack: TerraformStack) => IIstioMesh = knownWaypoint): Attributes[] {
  return manifestsOf(
    Planned.by((stack) => void checkout(stack, mesh(stack), intents)),
    'Checkout',
  );
}

function refused(intents: Intents, mesh: (stack: TerraformStack) => IIstioMesh = known): string {
  const stack = azureStack();
  const made = mesh(stack);
  return errorOf(() => checkout(stack, made, intents));
}

const web = MeshPeer.serviceAccount('shop', 'web');
const reader = MeshPeer.serviceAccount('shop', 'reader', { methods: ['GET'], paths: [PathMatch.prefix('/orders')] });

describe('the mesh', () => {
  test('is installed in order: definitions, control plane, plugin, node proxies', () => {
    const planned = Planned.by((stack) => void ambient(stack));
    expect(
      Object.values(planned.all('helm_release'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['istio-base', 'istio-cni', 'istio-mutual-tls', 'istio-system-namespace', 'istiod', 'ztunnel']);
    expect(waitsOf(planned, 'Mesh_Istiod')).toEqual(['helm_release.Mesh_Foundation_Base']);
    expect(waitsOf(planned, 'Mesh_Cni')).toEqual(['helm_release.Mesh_Istiod']);
    expect(waitsOf(planned, 'Mesh_Ztunnel')).toEqual(['helm_release.Mesh_Cni']);
    expect(valuesOf(planned, 'Mesh_Istiod')).toMatchObject({ profile: 'ambient', cni: { enabled: true } });
    expect(valuesOf(planned, 'Mesh_Istiod').meshConfig.defaultConfig).toBe(undefined);
    expect(valuesOf(planned, 'Mesh_Cni')).toEqual({ profile: 'ambient' });
    expect(planned.one('helm_release', 'Mesh_Ztunnel').values).toBe(undefined);
    expect(manifestsOf(planned, 'RootNamespace')[0].metadata.labels['pod-security.kubernetes.io/enforce']).toBe(
      'privileged',
    );
  });

  test('gives users the last word, and a revision to all parts', () => {
    const planned = Planned.by((stack) => {
      const dataPlane = IstioDataPlane.ambient({
        cniValues: { logAsJson: true },
        ztunnelValues: { resources: { requests: { memory: '1Gi' } } },
      });
      ambient(stack, { dataPlane, revision: '1-30-3' });
    });
    expect(valuesOf(planned, 'Mesh_Cni')).toEqual({ profile: 'ambient', revision: '1-30-3', logAsJson: true });
    expect(valuesOf(planned, 'Mesh_Ztunnel')).toEqual({
      revision: '1-30-3',
      resources: { requests: { memory: '1Gi' } },
    });
  });

  test.each<[string, Partial<IstioMeshProps>, string]>([
    [
      'sidecars',
      { nativeSidecars: true },
      'nativeSidecars must be left out with the ambient data plane, whose pods have no sidecars, got true. Leave it out, or use IstioDataPlane.sidecars().',
    ],
    [
      'init containers',
      { trafficRedirection: TrafficRedirection.INIT_CONTAINER },
      'trafficRedirection must be left out with the ambient data plane, whose pods have no sidecars, got INIT_CONTAINER. Leave it out, or use IstioDataPlane.sidecars().',
    ],
    [
      'known hosts only',
      { outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY },
      'outboundTraffic must be ALLOW_ANY with the ambient data plane, whose node proxies pass through traffic to unregistered destinations, got REGISTRY_ONLY. Use network policies to restrict egress.',
    ],
    [
      'another profile',
      { values: { profile: 'demo' } },
      'values must leave profile to the prop dataPlane, or to single values, got demo. Leave profile out.',
    ],
    [
      "a plugin's profile",
      { dataPlane: IstioDataPlane.ambient({ cniValues: { profile: 'demo' } }) },
      'dataPlane.cniValues must leave profile to the library: ambient, got demo. Leave profile out.',
    ],
  ])('refuses %s', (_what, props, message) => {
    expect(errorOf(() => ambient(azureStack(), props))).toBe(`IstioMesh 'platform/Mesh': ${message}`);
  });

  test('refuses a foundation of several control planes, and a tag', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const foundation = new IstioFoundation(stack, 'Istio', { cluster });
    expect(errorOf(() => ambient(stack, { cluster, foundation }))).toBe(
      "IstioMesh 'platform/Mesh': foundation must be left out with the ambient data plane, which a cluster can have only once, got platform/Istio. Upgrade the mesh in place, by its version.",
    );
    const other = azureStack();
    const mesh = ambient(other);
    expect(errorOf(() => new IstioRevisionTag(other, 'Stable', { mesh, tagName: 'stable' }))).toBe(
      'IstioRevisionTag \'platform/Stable\': mesh must be Istio, installed by Helm, got "Istio ambient". On other meshes, use the mesh itself for namespaces.',
    );
  });

  test('is not beside one with sidecars', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    IstioMesh.fromAttributes(stack, 'Sidecars', { cluster, trafficRedirection: TrafficRedirection.CNI_PLUGIN });
    expect(errorOf(() => ambient(stack, { cluster }))).toMatch(
      /^IstioMesh 'platform\/Mesh': cluster must have only one mesh, but 'platform\/Sidecars' declares Istio on it/,
    );
  });
});

describe('a namespace', () => {
  const enrolled = (mesh: (stack: TerraformStack) => IIstioMesh) =>
    manifestsOf(
      Planned.by(
        (stack) =>
          void new MeshNamespace(stack, 'Shop', {
            mesh: mesh(stack),
            name: 'shop',
            podSecurity: PodSecurityLevel.RESTRICTED,
          }),
      ),
      'Shop_',
    )[0].metadata.labels;

  test('joins by a label, at any level of Pod Security', () => {
    expect(enrolled(known)).toMatchObject({ 'istio.io/dataplane-mode': 'ambient' });
    expect(enrolled(known)).not.toHaveProperty('istio-injection');
  });

  test('goes through a waypoint, and so do the calls of gateways', () => {
    expect(enrolled(knownWaypoint)).toMatchObject({
      'istio.io/dataplane-mode': 'ambient',
      'istio.io/use-waypoint': 'waypoint',
      'istio.io/use-waypoint-namespace': 'istio-waypoints',
      'istio.io/ingress-use-waypoint': 'true',
    });
  });

  test('has no label of sidecars beside that of ambient, on neither data plane', () => {
    const stack = azureStack();
    const make = (mesh: IIstioMesh, labels: { [key: string]: string }) => () =>
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', labels });
    expect(errorOf(make(known(stack), { 'istio-injection': 'enabled' }))).toBe(
      "MeshNamespace 'platform/Shop': labels must leave istio-injection to the mesh 'platform/Mesh', got enabled. Leave it out, or use a Namespace for pods outside the mesh.",
    );
    const other = azureStack();
    const managed = ManagedIstioMesh.fromCluster(other, 'Managed', {
      cluster: new FakeAksCluster(other),
      revision: 'asm-1-30',
    });
    expect(
      errorOf(
        () =>
          new MeshNamespace(other, 'Shop', {
            mesh: managed,
            name: 'shop',
            labels: { 'istio.io/dataplane-mode': 'ambient' },
          }),
      ),
    ).toBe(
      "MeshNamespace 'platform/Shop': labels must leave istio.io/dataplane-mode to the mesh 'platform/Managed', got ambient. Leave it out, or use a Namespace for pods outside the mesh.",
    );
  });

  test('tells a workload to stay out, and nothing of sidecars', () => {
    const stack = azureStack();
    const mesh = known(stack);
    expect(new MeshWorkload(stack, 'Out', { mesh, inMesh: false }).podLabels).toEqual({
      'istio.io/dataplane-mode': 'none',
    });
    expect(errorOf(() => new MeshWorkload(stack, 'In', { mesh, rewriteProbes: true }))).toBe(
      "MeshWorkload 'platform/In': rewriteProbes must be left out on Istio ambient, which doesn't support it for one workload, got true. Istio, managed Istio and Consul can.",
    );
  });
});

describe('a waypoint', () => {
  test('is a Gateway for the namespaces that name it, two pods or more', () => {
    const planned = Planned.by((stack) => void waypoint(stack, ambient(stack)));
    const [gateway, scaler, budget] = manifestsOf(planned, 'Waypoint_Manifests');
    expect(gateway).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name: 'waypoint',
        namespace: 'istio-waypoints',
        labels: { 'istio.io/waypoint-for': 'service' },
      },
      spec: {
        gatewayClassName: 'istio-waypoint',
        listeners: [
          {
            name: 'mesh',
            port: 15008,
            protocol: 'HBONE',
            allowedRoutes: {
              namespaces: {
                from: 'Selector',
                selector: {
                  matchLabels: {
                    'istio.io/use-waypoint': 'waypoint',
                    'istio.io/use-waypoint-namespace': 'istio-waypoints',
                  },
                },
              },
            },
          },
        ],
      },
    });
    expect(scaler.spec).toMatchObject({ scaleTargetRef: { kind: 'Deployment', name: 'waypoint' }, minReplicas: 2 });
    expect(budget.spec.selector.matchLabels).toEqual({ 'gateway.networking.k8s.io/gateway-name': 'waypoint' });
    expect(waitsOf(planned, 'Waypoint_Manifests')).toEqual(
      expect.arrayContaining(['helm_release.Mesh_Istiod', 'helm_release.Mesh_Ztunnel']),
    );
  });

  test('needs the Gateway API', () => {
    const stack = azureStack();
    const mesh = ambient(stack);
    const without = { mesh } as Partial<IstioWaypointProps> as IstioWaypointProps;
    expect(errorOf(() => new IstioWaypoint(stack, 'Waypoint', without))).toBe(
      "IstioWaypoint 'platform/Waypoint': gatewayApi must be set. Use GatewayApi.managedByAks(...) or GatewayApi.present(...).",
    );
  });

  test.each<[string, (stack: TerraformStack) => IIstioMesh, string]>([
    [
      'sidecars',
      (stack) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) }),
      'mesh must have the ambient data plane, got Istio. Set dataPlane: IstioDataPlane.ambient() on the IstioMesh.',
    ],
    [
      'the add-on',
      (stack) =>
        ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster: new FakeAksCluster(stack), revision: 'asm-1-30' }),
      'mesh must have the ambient data plane, got "managed Istio". The AKS add-on doesn\'t support the ambient data plane: use IstioMesh.',
    ],
    [
      'a waypoint',
      (stack) =>
        IstioWaypoint.fromAttributes(stack, 'First', { mesh: known(stack), waypointName: 'a', namespaceName: 'b' }),
      "mesh must be a mesh, but 'platform/First' is a waypoint. Use the IstioMesh itself.",
    ],
  ])('is not one of %s', (_what, mesh, message) => {
    const stack = azureStack();
    const made = mesh(stack);
    expect(errorOf(() => waypoint(stack, made))).toBe(`IstioWaypoint 'platform/Waypoint': ${message}`);
  });

  test('is the only one of its name, on its own cluster', () => {
    const stack = azureStack();
    const mesh = ambient(stack);
    waypoint(stack, mesh);
    const elsewhere = new FakeAksCluster(stack, 'Other');
    const present = { cluster: elsewhere, version: '1.3.0', channel: GatewayApiChannel.STANDARD };
    const gatewayApi = GatewayApi.present(stack, 'OtherApi', present);
    expect(errorOf(() => new IstioWaypoint(stack, 'Second', { mesh, gatewayApi }))).toBe(
      "IstioWaypoint 'platform/Second' has 2 faults:\n- gatewayApi must be on the cluster of the mesh (platform/Cluster), got platform/Other. Use that of the cluster.\n- waypointName must differ from that of 'platform/Waypoint' in namespace istio-waypoints, got waypoint. Use that waypoint, or use another name.",
    );
  });
});

describe('intents', () => {
  test('about who connects are for the nodes, where there is no waypoint', () => {
    expect(objects({ allowFrom: [web] }, known)).toEqual([
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { name: 'checkout', namespace: 'shop' },
        spec: {
          selector: { matchLabels: { app: 'checkout' } },
          action: 'ALLOW',
          rules: [
            {
              from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
              to: [{ operation: { ports: ['8080'] } }],
            },
          ],
        },
      },
    ]);
  });

  test('about requests are for the waypoint, and nobody gets past it', () => {
    const [atService, atPods] = objects({ allowFrom: [web, reader] });
    expect(atService.spec).toEqual({
      targetRefs: [{ group: '', kind: 'Service', name: 'checkout' }],
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
          to: [{ operation: { ports: ['80'] } }],
        },
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/reader'] } }],
          to: [{ operation: { methods: ['GET'], paths: ['/orders', '/orders/*'], ports: ['80'] } }],
        },
      ],
    });
    expect(atPods.metadata.name).toBe('checkout-pods');
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
  });

  test('about end users name the Service too, and leave the pods to the waypoint', () => {
    const jwtAuthentication = JwtAuthentication.entraId({
      tenantId: '00000000-0000-0000-0000-000000000001',
      audiences: ['api://shop'],
    });
    const made = objects({ jwtAuthentication, allowFrom: [web] });
    const byPods = made.filter(({ spec }) => spec.selector !== undefined);
    expect(byPods.map(({ metadata }) => metadata.name)).toEqual(['checkout-pods']);
    expect(JSON.stringify(byPods)).not.toContain('sa/web');
    expect(made.find(({ kind }) => kind === 'RequestAuthentication')?.spec.targetRefs).toEqual([
      { group: '', kind: 'Service', name: 'checkout' },
    ]);
  });

  test('no policy that selects pods speaks of requests', () => {
    for (const object of objects({ allowFrom: [web, reader], timeoutSeconds: 2 })) {
      if (object.spec.selector) expect(JSON.stringify(object)).not.toMatch(/methods|paths|requestPrincipals/i);
    }
  });

  test('routes are those of sidecars', () => {
    const kinds = objects({ timeoutSeconds: 2, connectionLimits: { maxConnections: 10 } }).map(({ kind }) => kind);
    expect(kinds).toEqual(['DestinationRule', 'VirtualService']);
  });

  const v1 = { name: 'v1', service: 'checkout-v1', labels: { version: 'v1' } };
  const v2 = { name: 'v2', service: 'checkout-v2', labels: { version: 'v2' } };
  const fix = 'Create an IstioWaypoint, and pass it to the MeshNamespace as its mesh.';
  const about = (prop: string) =>
    `MeshService 'platform/Checkout': ${prop} must be left out in a namespace without a waypoint, which request features require. ${fix}`;
  test.each<[keyof Intents, Intents]>([
    ['timeoutSeconds', { timeoutSeconds: 2 }],
    ['retries', { retries: { attempts: 2, perTryTimeoutSeconds: 1 } }],
    ['connectionLimits', { connectionLimits: { maxConnections: 10 } }],
    ['outlierEjection', { outlierEjection: { consecutiveErrors: 5 } }],
    ['split', { split: TrafficSplit.canary({ stable: v1, canary: v2, canaryPercent: 10 }) }],
  ])('%s needs a waypoint', (prop, intents) => {
    expect(refused(intents)).toBe(about(prop));
  });

  test('who may send which request needs a waypoint', () => {
    expect(refused({ allowFrom: [reader] })).toBe(
      `MeshService 'platform/Checkout': allowFrom[0] must not have methods or paths in a namespace without a waypoint, got shop/reader. ${fix} Or leave them out.`,
    );
  });

  test('what ambient has not is refused, with a waypoint too', () => {
    expect(refused({ rateLimit: { requestsPerSecond: 5 } as LocalRateLimit }, knownWaypoint)).toBe(
      "MeshService 'platform/Checkout': rateLimit must be left out on Istio ambient, which doesn't support this " +
        'feature (local rate limit). Istio, managed Istio, Linkerd, Open Service Mesh and managed Open Service ' +
        'Mesh can; the nearest alternative: connection limits.',
    );
    const stack = azureStack();
    const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: known(stack), name: 'shop' });
    expect(
      errorOf(() => new MeshEgress(stack, 'Mail', { namespace, name: 'mail', hosts: ['smtp.example.com'] })),
    ).toMatch(/Istio ambient, which doesn't support this feature \(egress policy\)/);
    const other = azureStack();
    const mesh = known(other);
    expect(errorOf(() => new IstioEgressGateway(other, 'Egress', { mesh, hosts: [{ host: 'example.com' }] }))).toBe(
      'IstioEgressGateway \'platform/Egress\': mesh must have sidecars, which route calls to the gateway, got "Istio ambient". Use network policies, or a mesh with IstioDataPlane.sidecars().',
    );
  });

  test('a gateway leads to the Service, and leaves the rest to the waypoint', () => {
    const planned = Planned.by((stack) => {
      const mesh = knownWaypoint(stack);
      const attributes = { mesh, gatewayName: 'istio-ingressgateway', namespaceName: 'istio-ingress' };
      const gateway = IstioGateway.fromAttributes(stack, 'Gateway', attributes);
      const routes = [{ match: { headers: [HeaderMatch.exact('x-canary', 'yes')] }, action: RouteAction.version(v2) }];
      const service = checkout(stack, mesh, { routes, timeoutSeconds: 2 });
      new MeshIngress(stack, 'Ingress', { gateway, name: 'shop', hosts: ['shop.example.com'], routes: [{ service }] });
    });
    const route = manifestsOf(planned, 'Ingress').find(({ kind }) => kind === 'VirtualService');
    expect(route?.spec.http).toEqual([
      { route: [{ destination: { host: 'checkout.shop.svc.cluster.local', port: { number: 80 } } }] },
    ]);
  });

  test('of a namespace are the same as with sidecars', () => {
    const planned = Planned.by((stack) => {
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh: knownWaypoint(stack), name: 'shop' });
      new MeshNamespacePolicy(stack, 'Policy', { namespace });
    });
    expect(manifestsOf(planned, 'Policy').map(({ kind, spec }) => [kind, spec])).toEqual([
      ['AuthorizationPolicy', {}],
      ['PeerAuthentication', { mtls: { mode: 'STRICT' } }],
    ]);
  });
});
