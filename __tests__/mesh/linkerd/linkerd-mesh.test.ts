import type { TerraformStack } from 'cdktf';
import { TerraformVariable } from 'cdktf';
import {
  ClusterNetwork,
  GatewayApi,
  GatewayApiChannel,
  IstioMesh,
  LinkerdInboundPolicy,
  LinkerdMesh,
  LinkerdVersion,
  MeshFeature,
  MeshNamespace,
  NetworkDataPlane,
  NetworkPolicyEngine,
  PodSecurityLevel,
  TrafficRedirection,
} from '../../../lib';
import { shopCluster, shopNetwork } from '../../support/clusters';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';
import { faultOf, linkerdOn, type Options, planned } from './linkerd';

const { CNI_PLUGIN } = TrafficRedirection;

function warningsOf(plan: Planned, id: string): string[] {
  return plan.warnings.filter((text) => text.startsWith(id));
}

describe('by default', () => {
  const plan = planned();

  test('definitions and control plane are of the release that is asked for, in linkerd', () => {
    const chart = { repository: 'https://helm.linkerd.io/edge', version: '2026.8.3', namespace: 'linkerd', wait: true };
    expect(plan.one('helm_release', 'Crds')).toMatchObject({ ...chart, chart: 'linkerd-crds', name: 'linkerd-crds' });
    expect(plan.one('helm_release', 'ControlPlane')).toMatchObject({
      ...chart,
      chart: 'linkerd-control-plane',
      name: 'linkerd-control-plane',
      timeout: 600,
    });
    expect(Object.keys(plan.all('helm_release'))).toHaveLength(3);
  });

  test('each part waits for the one before; the namespace has a record of its own elsewhere', () => {
    expect(waitsOf(plan, 'RootNamespace')).toEqual([]);
    expect(plan.one('helm_release', 'RootNamespace')).toMatchObject({
      namespace: 'kube-system',
      take_ownership: true,
    });
    expect(waitsOf(plan, 'Crds')).toEqual(['helm_release.Mesh_RootNamespace_Manifests']);
    expect(waitsOf(plan, 'ControlPlane')).toEqual(['helm_release.Mesh_Crds']);
  });

  test('the namespace keeps webhooks away from the control plane, and stays', () => {
    expect(manifestsOf(plan, 'RootNamespace')[0].metadata).toEqual({
      name: 'linkerd',
      labels: {
        'linkerd.io/is-control-plane': 'true',
        'linkerd.io/control-plane-ns': 'linkerd',
        'config.linkerd.io/admission-webhooks': 'disabled',
        'pod-security.kubernetes.io/enforce': 'privileged',
        'pod-security.kubernetes.io/warn': 'privileged',
        'pod-security.kubernetes.io/audit': 'privileged',
      },
      annotations: { 'linkerd.io/inject': 'disabled', 'helm.sh/resource-policy': 'keep' },
    });
  });

  test('the control plane is highly available, proxies take mutual TLS only, nothing calls home', () => {
    const resources = (request: string) => ({ cpu: { request: '100m' }, memory: { request, limit: '250Mi' } });
    expect(valuesOf(plan, 'ControlPlane')).toEqual({
      disableHeartBeat: true,
      proxy: { defaultInboundPolicy: 'all-authenticated', resources: resources('20Mi') },
      highAvailability: true,
      controllerReplicas: 3,
      enablePodAntiAffinity: true,
      enablePodDisruptionBudget: true,
      controller: { podDisruptionBudget: { maxUnavailable: 1 } },
      deploymentStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: '25%' } },
      webhookFailurePolicy: 'Fail',
      destinationResources: resources('50Mi'),
      identityResources: resources('10Mi'),
      proxyInjectorResources: resources('50Mi'),
      spValidatorResources: resources('50Mi'),
      priorityClassName: 'system-cluster-critical',
    });
    expect(valuesOf(plan, 'Crds')).toEqual({ installGatewayAPI: false });
  });

  test('the definitions that go with their release are warned of', () => {
    expect(warningsOf(plan, 'W181')).toEqual([
      "W181: Destroying release linkerd-crds deletes all of Linkerd's custom resource definitions, and with them every Server, policy and route of these kinds on the cluster. To remove the mesh and keep them, remove the release from the state first.",
    ]);
    expect(warningsOf(plan, 'W170')).toEqual([]);
  });
});

test('one pod of each part is enough where high availability is not wanted', () => {
  expect(Object.keys(valuesOf(planned({ highAvailability: false }), 'ControlPlane'))).toEqual([
    'disableHeartBeat',
    'proxy',
  ]);
});

test('trust domain and proxy resources go to the chart', () => {
  const plan = planned({ trustDomain: 'shop.example.com', proxyResources: { cpuRequest: '50m', memoryLimit: '1Gi' } });
  const { identityTrustDomain, proxy } = valuesOf(plan, 'ControlPlane');
  expect(identityTrustDomain).toBe('shop.example.com');
  expect(proxy.resources).toEqual({ cpu: { request: '50m' }, memory: { request: '20Mi', limit: '1Gi' } });
});

test.each([
  [LinkerdInboundPolicy.ALL_AUTHENTICATED, false],
  [LinkerdInboundPolicy.CLUSTER_AUTHENTICATED, false],
  [LinkerdInboundPolicy.DENY, false],
  [LinkerdInboundPolicy.ALL_UNAUTHENTICATED, true],
  [LinkerdInboundPolicy.CLUSTER_UNAUTHENTICATED, true],
  [LinkerdInboundPolicy.AUDIT, true],
])('the inbound policy %s is written; plain text is warned of: %s', (defaultInboundPolicy, warned) => {
  const plan = planned({ defaultInboundPolicy });
  expect(valuesOf(plan, 'ControlPlane').proxy.defaultInboundPolicy).toBe(defaultInboundPolicy);
  const text = `W170: Workloads in the mesh accept plain text (defaultInboundPolicy is ${defaultInboundPolicy}). Use all-authenticated once all callers are in the mesh.`;
  expect(warningsOf(plan, 'W170')).toEqual(warned ? [text] : []);
});

test('values of the user win key by key', () => {
  const plan = planned({ values: { controllerReplicas: 5, proxy: { logLevel: 'debug' } } });
  const { controllerReplicas, proxy } = valuesOf(plan, 'ControlPlane');
  expect(controllerReplicas).toBe(5);
  expect(proxy).toMatchObject({ defaultInboundPolicy: 'all-authenticated', logLevel: 'debug' });
});

describe('with the CNI plugin', () => {
  const plan = planned({ trafficRedirection: CNI_PLUGIN, cniValues: { logLevel: 'debug' } });

  test('it comes before the control plane, which knows of it', () => {
    expect(plan.one('helm_release', 'Cni_')).toMatchObject({
      name: 'linkerd-cni',
      chart: 'linkerd2-cni',
      namespace: 'linkerd-cni',
      version: '2026.8.3',
    });
    expect(valuesOf(plan, 'Cni_')).toEqual({
      repairController: { enabled: true },
      priorityClassName: 'system-node-critical',
      logLevel: 'debug',
    });
    expect(waitsOf(plan, 'Cni_')).toEqual(['helm_release.Mesh_CniNamespace_Manifests', 'helm_release.Mesh_Crds']);
    expect(waitsOf(plan, 'ControlPlane')).toEqual(['helm_release.Mesh_Cni', 'helm_release.Mesh_Crds']);
    expect(valuesOf(plan, 'ControlPlane').cniEnabled).toBe(true);
  });

  test('the control plane needs no privileges, the plugin does', () => {
    const levelOf = (name: string) => manifestsOf(plan, name)[0].metadata.labels['pod-security.kubernetes.io/enforce'];
    expect(levelOf('RootNamespace')).toBe('restricted');
    expect(levelOf('CniNamespace')).toBe('privileged');
  });
});

describe('a namespace of the mesh', () => {
  const enrolled = (options: Options, podSecurity: PodSecurityLevel) =>
    Planned.by((stack) => {
      const mesh = linkerdOn(stack, new FakeAksCluster(stack), options);
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', podSecurity });
    });

  test('is enrolled by its annotation, with the level that it can live with', () => {
    const [{ metadata }] = manifestsOf(
      enrolled({ trafficRedirection: CNI_PLUGIN }, PodSecurityLevel.RESTRICTED),
      'Shop',
    );
    expect(metadata.annotations['linkerd.io/inject']).toBe('enabled');
    expect(metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
  });

  test('cannot be restricted where pods have an init container', () => {
    expect(errorOf(() => enrolled({}, PodSecurityLevel.RESTRICTED))).toBe(
      "MeshNamespace 'platform/Shop': podSecurity must be privileged: pods of the mesh 'platform/Mesh' have an init container with NET_ADMIN and NET_RAW, got restricted. Set trafficRedirection to CNI_PLUGIN on the mesh, or use PodSecurityLevel.PRIVILEGED.",
    );
  });
});

describe('releases', () => {
  test('a vendor has its own repository, charts and licence', () => {
    const plan = Planned.by((stack) => {
      const license = new TerraformVariable(stack, 'license', { type: 'string', sensitive: true }).stringValue;
      const version = LinkerdVersion.vendor({ repository: 'https://helm.buoyant.cloud', version: '2.20.2', license });
      linkerdOn(stack, new FakeAksCluster(stack), { version });
    });
    expect(plan.one('helm_release', 'ControlPlane')).toMatchObject({
      repository: 'https://helm.buoyant.cloud',
      chart: 'linkerd-enterprise-control-plane',
      version: '2.20.2',
    });
    expect(plan.one('helm_release', 'Crds').chart).toBe('linkerd-enterprise-crds');
    expect(plan.one('helm_release', 'ControlPlane').set_sensitive.at(-1).name).toBe('license');
    expect(plan.text).not.toContain('license:');
  });

  test('a version must be exact, a licence a token', () => {
    expect(faultOf({ version: LinkerdVersion.of('26.8') })).toBe(
      "LinkerdMesh 'platform/Mesh': version must be the exact chart version of an edge release: year, month and number, got 26.8. For example, use LinkerdVersion.of('2026.8.3').",
    );
    const vendor = { repository: 'http://helm.example.com', version: '2.20', license: 'secret' };
    const fault = faultOf({ version: LinkerdVersion.vendor(vendor) });
    expect(fault).toContain('version.repository must be an https:// address');
    expect(fault).toContain('version.version must be one exact version');
    expect(fault).toContain('version.license must be a token: literal text would be in the synthesized JSON.');
    expect(fault).not.toContain('got secret');
    expect(faultOf({ version: undefined })).toBe(
      "LinkerdMesh 'platform/Mesh': version must be set. For example, use LinkerdVersion.EDGE_26_8_3, or LinkerdVersion.vendor({ ... }) for a stable release.",
    );
  });

  test.each([
    ['1.1.1', LinkerdVersion.EDGE_26_8_3, '1.2.1 to 1.5.1, which Linkerd 2026.8.3 supports'],
    ['1.6.1', LinkerdVersion.EDGE_26_6_3, '1.2.1 to 1.5.1, which Linkerd 2026.6.3 supports'],
    ['1.3.0', LinkerdVersion.EDGE_25_10_7, '1.1.1 to 1.2.1, which Linkerd 2025.10.7 supports'],
  ])('Gateway API %s is refused for an older or newer one', (bundle, version, range) => {
    const build = () =>
      Planned.by((stack) => {
        const cluster = new FakeAksCluster(stack);
        const known = { cluster, version: bundle, channel: GatewayApiChannel.STANDARD };
        linkerdOn(stack, cluster, { version, gatewayApi: GatewayApi.present(stack, 'GatewayApi', known) });
      });
    expect(errorOf(build)).toBe(
      `LinkerdMesh 'platform/Mesh': gatewayApi must have version ${range}, got ${bundle}. Change the version of 'platform/GatewayApi', or use another version of the mesh.`,
    );
  });

  test('a version of the Gateway API that is not known is noted', () => {
    const plan = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      linkerdOn(stack, cluster, { gatewayApi: GatewayApi.managedByAks(stack, 'GatewayApi', { cluster }) });
    });
    expect(plan.infos).toContain('not verified: that Linkerd supports the version of the Gateway API');
  });
});

describe('the data plane of the cluster', () => {
  const on = (dataPlane: NetworkDataPlane, options: Options = {}) =>
    Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const cluster = shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, dataPlane }) });
      linkerdOn(stack, cluster, options);
    });

  test('Cilium: routing and the CNI plugin are not proven, and how to see is said', () => {
    const plan = on(NetworkDataPlane.cilium(), { trafficRedirection: CNI_PLUGIN });
    expect(warningsOf(plan, 'W182')).toEqual([
      "W182: Linkerd's routing is not verified on Azure CNI powered by Cilium, whose socket load balancing must be Hostns-only. See: kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --verbose | grep 'Socket LB'",
    ]);
    expect(warningsOf(plan, 'W171')).toEqual([
      `W171: Linkerd's CNI plugin is not verified on Azure CNI powered by Cilium, which must run with cni-exclusive: "false". See: kubectl -n kube-system get configmap cilium-config -o yaml | grep cni-exclusive`,
    ]);
    expect(warningsOf(on(NetworkDataPlane.cilium()), 'W171')).toEqual([]);
  });

  test('Calico: a proxy may be awaited forever, unless it is not awaited', () => {
    const calico = NetworkDataPlane.azure(NetworkPolicyEngine.CALICO);
    expect(warningsOf(on(calico), 'W184')).toEqual([
      'W184: Pods on Calico have no network for a moment when they start. A proxy that runs as a regular container and is awaited can block forever: use native sidecars (the default from edge-26.6.3 on), or set values.proxy.await to false.',
    ]);
    expect(warningsOf(on(calico, { values: { proxy: { await: false } } }), 'W184')).toEqual([]);
    expect(warningsOf(on(calico), 'W182')).toEqual([]);
  });
});

describe('high availability', () => {
  const on = (maxCount: number, options: Options = {}) =>
    Planned.by((stack) => {
      const userPool = { vmSize: 'Standard_D4ds_v5', minCount: 1, maxCount };
      linkerdOn(stack, shopCluster(stack, { userPool }), options);
    });

  test('needs three nodes that pods may run on', () => {
    expect(warningsOf(on(2), 'W183')).toEqual([
      "W183: The control plane of Linkerd needs at least 3 untainted nodes for high availability (the pods of each component need separate nodes), but the cluster's pools can't have that many. Raise maxCount, or set highAvailability to false.",
    ]);
    expect(warningsOf(on(3), 'W183')).toEqual([]);
    expect(warningsOf(on(2, { highAvailability: false }), 'W183')).toEqual([]);
  });

  test('counts an untainted system pool, and pools that come later', () => {
    const plan = (
      systemNodes: number,
      more: (stack: TerraformStack, cluster: ReturnType<typeof shopCluster>) => void,
    ) =>
      Planned.by((stack) => {
        const systemPool = {
          vmSize: 'Standard_D4ds_v5',
          criticalAddonsOnly: false,
          minCount: 1,
          maxCount: systemNodes,
        };
        const cluster = shopCluster(stack, { systemPool, userPool: undefined });
        linkerdOn(stack, cluster);
        more(stack, cluster);
      });
    expect(
      warningsOf(
        plan(2, () => {}),
        'W183',
      ),
    ).toHaveLength(1);
    expect(
      warningsOf(
        plan(3, () => {}),
        'W183',
      ),
    ).toEqual([]);
    const another = { vmSize: 'Standard_D4ds_v5', poolName: 'more', minCount: 1, maxCount: 1 };
    expect(
      warningsOf(
        plan(2, (_, cluster) => cluster.addNodePool('More', another)),
        'W183',
      ),
    ).toEqual([]);
  });

  test('is not checked where nothing is known of the nodes', () => {
    expect(planned().infos).toContain('not verified: that the cluster has 3 nodes for the control plane of Linkerd');
  });
});

describe('faults', () => {
  test.each<[string, Options, string]>([
    [
      'a trust domain that is no DNS name',
      { trustDomain: 'Shop_Mesh' },
      'trustDomain must have 1 to 47 characters: a DNS name of lowercase letters, digits, - and ., with a letter or digit at both ends of each part, got Shop_Mesh. For example, use cluster.local.',
    ],
    [
      'values that a prop decides about',
      { values: { proxy: { defaultInboundPolicy: 'deny' } } },
      'values must leave proxy.defaultInboundPolicy to defaultInboundPolicy. Leave proxy.defaultInboundPolicy out, and set defaultInboundPolicy.',
    ],
    [
      'a key among the values, which is not repeated',
      { values: { identity: { issuer: { tls: { keyPEM: 'secret' } } } } },
      'values must leave identity.issuer.tls to identity. Leave identity.issuer.tls out, and set identity.',
    ],
    [
      'values of a plugin that is not there',
      { cniValues: { logLevel: 'debug' } },
      'cniValues can only be used with the CNI plugin, got {"logLevel":"debug"}. Set trafficRedirection to CNI_PLUGIN, or leave it out.',
    ],
    [
      'an amount that is none',
      { proxyResources: { memoryLimit: '250 MB' } },
      'proxyResources.memoryLimit must be a Kubernetes quantity, got "250 MB". For example, use 250Mi.',
    ],
  ])('%s', (_what, options, text) => {
    expect(faultOf(options)).toBe(`LinkerdMesh 'platform/Mesh': ${text}`);
  });

  test('another mesh, or a second control plane, on the cluster', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    linkerdOn(stack, cluster);
    expect(errorOf(() => linkerdOn(stack, cluster, {}, 'Second'))).toBe(
      "LinkerdMesh 'platform/Second': cluster must have only one Linkerd control plane, but 'platform/Mesh' " +
        'installs it already, got platform/Cluster. Use that mesh, or import it with LinkerdMesh.fromAttributes.',
    );
    expect(errorOf(() => new IstioMesh(stack, 'Istio', { cluster }))).toContain(
      "cluster must have only one mesh, but 'platform/Mesh' declares Linkerd on it",
    );
    LinkerdMesh.fromAttributes(stack, 'Known', { cluster });
  });

  test('the Gateway API of another cluster', () => {
    const stack = azureStack();
    const known = { version: '1.2.1', channel: GatewayApiChannel.STANDARD };
    const gatewayApi = GatewayApi.present(stack, 'Api', { cluster: new FakeAksCluster(stack, 'Other'), ...known });
    expect(errorOf(() => linkerdOn(stack, new FakeAksCluster(stack), { gatewayApi }))).toBe(
      "LinkerdMesh 'platform/Mesh': gatewayApi must be on the cluster of the mesh (platform/Cluster), got platform/Other. Use the same cluster for both.",
    );
  });
});

describe('of another program', () => {
  test('nothing is made', () => {
    const plan = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster, trustDomain: 'shop.example.com' });
      expect(mesh).toMatchObject({ rootNamespace: 'linkerd', trustDomain: 'shop.example.com', kind: 'Linkerd' });
    });
    expect(plan.json.resource).toBeUndefined();
    expect(plan.infos).toEqual(["not verified: that the namespaces' Pod Security level allows the proxies"]);
  });
});

test('what it cannot express is said', () => {
  const stack = azureStack();
  const mesh = LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
  expect(Object.values(MeshFeature).filter((feature) => !mesh.supports(feature))).toEqual([
    MeshFeature.INVERSE_HEADER_ROUTING,
    MeshFeature.PATH_REWRITE,
    MeshFeature.HOST_REWRITE,
    MeshFeature.CORS,
    MeshFeature.DIRECT_RESPONSES,
    MeshFeature.ROUTE_RETRIES,
    MeshFeature.CONNECTION_LIMITS,
    MeshFeature.VERSION_LOAD_BALANCING,
    MeshFeature.VERSION_LIMITS,
    MeshFeature.LOAD_BALANCING,
    MeshFeature.SESSION_AFFINITY,
    MeshFeature.FAULT_INJECTION,
    MeshFeature.MIRRORING,
    MeshFeature.CLIENT_ADDRESS_ACCESS_POLICY,
    MeshFeature.JWT_AUTHENTICATION,
    MeshFeature.TOKEN_CLAIMS,
    MeshFeature.LOCALITY,
    MeshFeature.CLIENT_CERTIFICATES,
    MeshFeature.TLS_PASSTHROUGH,
    MeshFeature.PLAIN_HTTP_ROUTES,
    MeshFeature.GATEWAY_JWT_AUTHENTICATION,
    MeshFeature.EXTERNAL_AUTHORIZATION,
    MeshFeature.TLS_ORIGINATION,
    MeshFeature.GATEWAY_INGRESS,
    MeshFeature.SHARED_HOSTS,
  ]);
});
