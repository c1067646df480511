import { type TerraformStack, TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import {
  AccessLogs,
  ChartMirror,
  ClusterNetwork,
  ConsulMesh,
  ConsulVersion,
  GatewayApi,
  GatewayApiChannel,
  IstioMesh,
  MeshFeature,
  MeshMetrics,
  MeshNamespace,
  MeshObservability,
  type MeshObservabilityProps,
  MirrorRegistry,
  NetworkDataPlane,
  PodSecurityLevel,
  PrometheusStack,
  TlsVersion,
  TrafficRedirection,
} from '../../../lib';
import { shopCluster, shopNetwork } from '../../support/clusters';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';
import { consulOn, faultOf, type Options, planned } from './consul';

const { CNI_PLUGIN, INIT_CONTAINER } = TrafficRedirection;
const at = "ConsulMesh 'platform/Mesh'";

function warningsOf(plan: Planned, id: string): string[] {
  return plan.warnings.filter((text) => text.startsWith(id));
}

describe('by default', () => {
  const plan = planned();

  test('the chart is of the newest release that is known, and a failed first install stays to be looked at', () => {
    expect(plan.one('helm_release', 'Chart')).toMatchObject({
      repository: 'https://helm.releases.hashicorp.com',
      chart: 'consul',
      version: '2.0.3',
      name: 'consul',
      namespace: 'consul',
      timeout: 1200,
      wait: true,
      atomic: false,
    });
    expect(Object.keys(plan.all('helm_release'))).toHaveLength(3);
  });

  test('the namespace comes first, and what holds for the whole mesh last', () => {
    expect(waitsOf(plan, 'RootNamespace')).toEqual([]);
    expect(waitsOf(plan, 'Chart')).toEqual(['helm_release.Mesh_RootNamespace_Manifests']);
    expect(waitsOf(plan, 'MeshConfig')).toEqual(['helm_release.Mesh_Chart']);
    expect(manifestsOf(plan, 'RootNamespace')[0].metadata.labels['pod-security.kubernetes.io/enforce']).toBe(
      'baseline',
    );
  });

  test('servers speak TLS, encrypt their gossip and deny who is not allowed; no key or token is in the values', () => {
    expect(valuesOf(plan, 'Chart').global).toEqual({
      name: 'consul',
      tls: { enabled: true, enableAutoEncrypt: true, verify: true, httpsOnly: true },
      acls: { manageSystemACLs: true },
      gossipEncryption: { autoGenerate: true },
      crds: { enableTcpRoute: false },
    });
    expect(plan.one('helm_release', 'Chart').set_sensitive).toBe(undefined);
  });

  test('three servers with disks of their own, over zones', () => {
    const { server } = valuesOf(plan, 'Chart');
    expect(server).toMatchObject({
      replicas: 3,
      storage: '10Gi',
      storageClass: 'managed-csi-premium',
      resources: { requests: { memory: '2Gi', cpu: '500m' }, limits: { memory: '4Gi', cpu: '2' } },
    });
    expect(parse(server.topologySpreadConstraints)).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'consul', release: 'consul', component: 'server' } },
      },
    ]);
  });

  test('two injectors, apart, put sidecars into pods of namespaces with the label', () => {
    const { connectInject } = valuesOf(plan, 'Chart');
    expect(connectInject).toMatchObject({
      enabled: true,
      default: true,
      replicas: 2,
      namespaceSelector: 'matchLabels:\n  cdktf-aks/mesh: consul\n',
      transparentProxy: { defaultEnabled: true },
      apiGateway: { manageExternalCRDs: false, manageNonStandardCRDs: false },
    });
    const { podAntiAffinity } = parse(connectInject.affinity);
    const wishes = podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(wishes.map((wish: any) => [wish.weight, wish.podAffinityTerm.topologyKey])).toEqual([
      [100, 'kubernetes.io/hostname'],
      [50, 'topology.kubernetes.io/zone'],
    ]);
    expect(Object.keys(valuesOf(plan, 'Chart'))).toEqual(['global', 'server', 'connectInject']);
  });

  test('mutual TLS is strict and new, and paths are brought into one form before policies see them', () => {
    expect(manifestsOf(plan, 'MeshConfig')).toEqual([
      {
        apiVersion: 'consul.hashicorp.com/v1alpha1',
        kind: 'Mesh',
        metadata: { name: 'mesh', namespace: 'consul' },
        spec: {
          allowEnablingPermissiveMutualTLS: false,
          tls: { incoming: { tlsMinVersion: 'TLSv1_3' }, outgoing: { tlsMinVersion: 'TLSv1_3' } },
          transparentProxy: { meshDestinationsOnly: false },
          http: { incoming: { requestNormalization: { mergeSlashes: true } } },
        },
      },
    ]);
  });

  test('definitions that go with their release are warned of', () => {
    expect(plan.warnings).toEqual([
      "W330: Destroying release consul deletes all of Consul's custom resource definitions, and with them every " +
        'intention, route and default of these kinds on the cluster. Delete objects of other programs first: their ' +
        'finalizer needs the controller, and without it they stay Terminating and the destroy times out. To remove ' +
        'the mesh and keep them, remove the release from the state first.',
    ]);
  });
});

test.each([
  [undefined, { enabled: true, maxUnavailable: 1 }],
  [1, { enabled: false }],
])('nodes with a server or an injector of %s can be drained', (replicas, budget) => {
  const { server, connectInject } = valuesOf(
    planned({ serverReplicas: replicas, injectorReplicas: replicas }),
    'Chart',
  );
  expect([server.disruptionBudget, connectInject.disruptionBudget]).toEqual([budget, budget]);
});

describe('props', () => {
  test('servers', () => {
    const { global, server } = valuesOf(
      planned({
        datacenter: 'westeurope',
        serverReplicas: 5,
        serverStorageGib: 64,
        serverStorageClass: 'managed-csi',
        serverResources: { memoryLimit: '8Gi', cpuLimit: undefined },
      }),
      'Chart',
    );
    expect(global.datacenter).toBe('westeurope');
    expect(server).toMatchObject({ replicas: 5, storage: '64Gi', storageClass: 'managed-csi' });
    expect(server.resources).toEqual({ requests: { memory: '2Gi', cpu: '500m' }, limits: { memory: '8Gi', cpu: '2' } });
  });

  test('the size of disks may be a variable', () => {
    const plan = Planned.by((stack) => {
      const size = new TerraformVariable(stack, 'size', { type: 'number' });
      consulOn(stack, new FakeAksCluster(stack), { serverStorageGib: size.numberValue });
    });
    expect(plan.one('helm_release', 'Chart').values[0]).toContain('storage: ${jsonencode("${tostring(var.size)}Gi")}');
  });

  test('injector and sidecars', () => {
    const { connectInject } = valuesOf(
      planned({
        injectorReplicas: 1,
        injectorResources: { cpuRequest: '100m', cpuLimit: '200m' },
        sidecarResources: { cpuRequest: '100m', memoryLimit: '200Mi' },
        trafficRedirection: CNI_PLUGIN,
      }),
      'Chart',
    );
    expect(connectInject).toMatchObject({ replicas: 1, cni: { enabled: true } });
    expect(connectInject.affinity).toBe(undefined);
    expect(connectInject.resources).toEqual({
      requests: { memory: '200Mi', cpu: '100m' },
      limits: { memory: '200Mi', cpu: '200m' },
    });
    expect(connectInject.sidecarProxy).toEqual({
      resources: { requests: { cpu: '100m' }, limits: { memory: '200Mi' } },
    });
  });

  test('metrics are told to Prometheus by annotations of the pods', () => {
    const values = valuesOf(planned({ metrics: true }), 'Chart');
    expect(values.global.metrics).toEqual({ enabled: true });
    expect(values.connectInject.metrics).toEqual({ defaultEnabled: true });
  });

  test('an egress gateway leads to all services that a MeshEgress names', () => {
    const plan = planned({ egressGateway: true, meshDestinationsOnly: true });
    expect(valuesOf(plan, 'Chart').terminatingGateways).toEqual({
      enabled: true,
      defaults: { replicas: 2 },
      gateways: [{ name: 'terminating-gateway' }],
    });
    const [mesh, gateway] = manifestsOf(plan, 'MeshConfig');
    expect(mesh.spec.transparentProxy).toEqual({ meshDestinationsOnly: true });
    expect(gateway).toMatchObject({ kind: 'TerminatingGateway', spec: { services: [{ name: '*' }] } });
  });

  test('an older TLS', () => {
    const plan = planned({ minimumTlsVersion: TlsVersion.TLS_1_2 });
    const [mesh] = manifestsOf(plan, 'MeshConfig');
    expect(mesh.spec.tls).toEqual({ incoming: { tlsMinVersion: 'TLSv1_2' }, outgoing: { tlsMinVersion: 'TLSv1_2' } });
  });

  test('a licence brings the images of Enterprise', () => {
    const plan = planned({
      enterpriseLicense: { secretName: 'consul-license' },
      gossipKey: { secretName: 'gossip', secretKey: 'text' },
      version: ConsulVersion.of('2.0.9'),
      values: { server: { auditLogs: { enabled: true } } },
    });
    expect(valuesOf(plan, 'Chart').global).toMatchObject({
      image: 'hashicorp/consul-enterprise:2.0.9-ent',
      enterpriseLicense: { secretName: 'consul-license', secretKey: 'key' },
      gossipEncryption: { secretName: 'gossip', secretKey: 'text' },
    });
  });

  test('what the chart takes as text is given as data', () => {
    const { server, connectInject, ui } = valuesOf(
      planned({
        values: {
          server: {
            tolerations: [{ key: 'dedicated', operator: 'Exists' }],
            nodeSelector: { agentpool: 'mesh' },
            extraConfig: '{"log_level": "WARN"}',
            annotations: {},
          },
          connectInject: { resources: { limits: { memory: '400Mi' } } },
          ui: { enabled: false },
        },
      }),
      'Chart',
    );
    expect(server.tolerations).toBe('- key: dedicated\n  operator: Exists\n');
    expect(server.nodeSelector).toBe('agentpool: mesh\n');
    expect(server.extraConfig).toBe('{"log_level": "WARN"}');
    expect(server.annotations).toBe('{}');
    expect(connectInject.resources.limits.memory).toBe('400Mi');
    expect(ui).toEqual({ enabled: false });
  });
});

describe('namespaces', () => {
  function shop(trafficRedirection?: TrafficRedirection, podSecurity?: PodSecurityLevel): Planned {
    return Planned.by((stack) => {
      const mesh = consulOn(stack, new FakeAksCluster(stack), { trafficRedirection });
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', ...(podSecurity && { podSecurity }) });
    });
  }

  test('join by the label that the injector looks for', () => {
    expect(manifestsOf(shop(), 'Shop')[0].metadata).toEqual({
      name: 'shop',
      labels: { 'cdktf-aks/mesh': 'consul' },
      annotations: { 'helm.sh/resource-policy': 'keep' },
    });
  });

  test('can be baseline with the CNI plugin only', () => {
    expect(errorOf(() => shop(INIT_CONTAINER, PodSecurityLevel.BASELINE))).toBe(
      "MeshNamespace 'platform/Shop': podSecurity must be privileged: pods of the mesh 'platform/Mesh' have an init container with " +
        'NET_ADMIN that runs as root, got baseline. Set trafficRedirection to CNI_PLUGIN on the mesh, or use PodSecurityLevel.PRIVILEGED.',
    );
    expect(manifestsOf(shop(CNI_PLUGIN, PodSecurityLevel.BASELINE), 'Shop_')[0].metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
  });
});

describe('a mesh that something else installs', () => {
  test('makes nothing, and has its own label', () => {
    const plan = Planned.by((stack) => {
      const cluster = new FakeAksCluster(stack);
      const namespaceLabels = { mesh: 'yes' };
      const mesh = ConsulMesh.fromAttributes(stack, 'Mesh', { cluster, namespaceLabels, rootNamespace: 'hashicorp' });
      expect(mesh.rootNamespace).toBe('hashicorp');
      expect(mesh.supports(MeshFeature.LOCAL_RATE_LIMIT)).toBe(false);
      new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
    });
    expect(Object.keys(plan.all('helm_release'))).toHaveLength(1);
    expect(manifestsOf(plan, 'Shop')[0].metadata.labels).toEqual({ mesh: 'yes' });
    expect(plan.infos).toContain("not verified: that the namespaces' Pod Security level allows the sidecars");
  });

  test('is checked', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const attributes = { cluster, namespaceLabels: {}, rootNamespace: 'No' };
    expect(errorOf(() => ConsulMesh.fromAttributes(stack, 'Mesh', attributes))).toBe(
      "ImportedConsulMesh 'platform/Mesh' has 2 faults:\n- rootNamespace must have 1 to 63 characters: lowercase " +
        'letters, digits and - (RFC 1123), with a letter or digit at both ends, got No. For example, use shop.\n- ' +
        "namespaceLabels must have a label, got {}. For example, use { app: 'checkout' }.",
    );
  });
});

describe('what is wrong', () => {
  const wrong: [what: string, options: Options, fault: string][] = [
    [
      'an even number of servers',
      { serverReplicas: 2 },
      'serverReplicas must be 1, 3, 5 or 7: a majority must agree, got 2. For example, use 3.',
    ],
    [
      'a disk of no size',
      { serverStorageGib: 1.5 },
      'serverStorageGib must be a whole number of 1 to 32767 GiB, got 1.5. Use a number in 1 to 32767 GiB.',
    ],
    [
      'a StorageClass that cannot be',
      { serverStorageClass: 'Premium SSD' },
      'serverStorageClass must have 1 to 253 characters: lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or ' +
        'digit at both ends of each part, got "Premium SSD". For example, use managed-csi-premium.',
    ],
    [
      'a version of Consul 1',
      { version: ConsulVersion.of('1.9.11') },
      'version must be one exact release of Consul 2 or later: major, minor and patch, got 1.9.11. For example, use ' +
        "ConsulVersion.of('2.0.3').",
    ],
    [
      'a request above the default limit',
      { serverResources: { memoryRequest: '8Gi' } },
      'serverResources.memoryRequest must not be greater than memoryLimit (4Gi), got 8Gi. Lower the request or raise the limit.',
    ],
    [
      'resources without any',
      { injectorResources: {} },
      'injectorResources must have a resource, got {}. For example, use { memoryLimit: "512Mi" }.',
    ],
    [
      'what only Enterprise has, without a licence',
      { values: { server: { snapshotAgent: { enabled: true } } } },
      'values must leave server.snapshotAgent.enabled out without a license: only Consul Enterprise supports it, ' +
        'got true. Set enterpriseLicense, or leave it out.',
    ],
    [
      'namespaces of Enterprise',
      { values: { global: { enableConsulNamespaces: true } } },
      'values must leave global.enableConsulNamespaces to the library, which identifies services by their names, got true. Leave ' +
        'global.enableConsulNamespaces out.',
    ],
    [
      'a licence without a name',
      { enterpriseLicense: { secretName: '' } },
      'enterpriseLicense.secretName must be set. For example, use consul-license.',
    ],
  ];

  test.each(wrong)('%s', (_what, options, fault) => {
    expect(faultOf(options)).toBe(`${at}: ${fault}`);
  });

  test('tokens in what the chart takes as text', () => {
    const stack = azureStack();
    const pool = new TerraformVariable(stack, 'pool', { type: 'string' }).stringValue;
    const values = { server: { nodeSelector: { agentpool: pool } } };
    expect(errorOf(() => consulOn(stack, new FakeAksCluster(stack), { values }))).toBe(
      `${at}: values must have no tokens in server.nodeSelector, which the chart expects as text. Use values that are known at synth time, or set the text yourself.`,
    );
  });

  test('definitions of the Gateway API that Consul cannot read', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const props = { cluster, version: '1.6.0', channel: GatewayApiChannel.STANDARD };
    const gatewayApi = GatewayApi.present(stack, 'GatewayApi', props);
    expect(errorOf(() => consulOn(stack, cluster, { gatewayApi }))).toBe(
      `${at}: gatewayApi must have version 1.0.0 to 1.5.1, which Consul supports, got 1.6.0. Change the version of 'platform/GatewayApi', or use another version of the mesh.`,
    );
  });

  test('a second mesh of another kind, or a second control plane', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    consulOn(stack, cluster);
    expect(errorOf(() => new IstioMesh(stack, 'Istio', { cluster }))).toContain(
      "IstioMesh 'platform/Istio': cluster must have only one mesh, but 'platform/Mesh' declares Consul on it",
    );
    expect(errorOf(() => consulOn(stack, cluster, {}, 'Second'))).toBe(
      "ConsulMesh 'platform/Second': cluster must have only one Consul mesh, but 'platform/Mesh' installs it " +
        'already, got platform/Cluster. Use that mesh, or import it with ConsulMesh.fromAttributes.',
    );
  });
});

describe('nodes for servers', () => {
  function onPool(maxCount: number, options: Options = {}): Planned {
    return Planned.by((stack) => {
      consulOn(stack, shopCluster(stack, { userPool: { vmSize: 'Standard_D4ds_v5', maxCount } }), options);
    });
  }

  test('must be as many as servers', () => {
    expect(errorOf(() => onPool(3, { serverReplicas: 5 }))).toContain(
      `${at}: serverReplicas must not be greater than the number of untainted nodes (at most 3): each server needs a separate node, ` +
        'got 5. Raise maxCount of a pool, or lower serverReplicas.',
    );
    expect(valuesOf(onPool(3), 'Chart').server.replicas).toBe(3);
  });

  test('are not counted where servers tolerate others', () => {
    const values = { server: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } };
    expect(valuesOf(onPool(3, { serverReplicas: 5, values }), 'Chart').server.replicas).toBe(5);
  });
});

describe('warnings', () => {
  test('one server', () => {
    expect(warningsOf(planned({ serverReplicas: 1 }), 'W331')).toEqual([
      "W331: A single server holds the mesh's state: while its node is unavailable, no pod can join and no " +
        'policy can change, and its disk is the only copy. Use 3 or more.',
    ]);
  });

  test('Cilium', () => {
    const plan = Planned.by((stack) => {
      const network = ClusterNetwork.azureCniOverlay({
        nodeSubnet: shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' }),
        dataPlane: NetworkDataPlane.cilium(),
      });
      consulOn(stack, shopCluster(stack, { network }), { trafficRedirection: CNI_PLUGIN });
    });
    expect(warningsOf(plan, 'W332')).toHaveLength(1);
    expect(warningsOf(plan, 'W333')[0]).toContain(
      "W333: Consul's CNI plugin is not verified on Azure CNI powered by Cilium, which must run with " +
        'cni-exclusive: "false". See: kubectl -n kube-system get configmap cilium-config -o yaml | grep ' +
        'cni-exclusive',
    );
  });
});

describe('what is seen of it', () => {
  function seen(
    ask: (stack: TerraformStack, mesh: ConsulMesh) => Partial<MeshObservabilityProps>,
    metrics = true,
  ): Planned {
    return Planned.by((stack) => {
      const mesh = consulOn(stack, new FakeAksCluster(stack), { metrics });
      new MeshObservability(stack, 'Seen', { mesh, ...ask(stack, mesh) });
    });
  }
  const prometheus = (stack: TerraformStack, { cluster }: ConsulMesh) => ({
    metrics: MeshMetrics.prometheusStack(new PrometheusStack(stack, 'Prometheus', { cluster })),
  });

  test('access logs are those of all proxies', () => {
    expect(
      manifestsOf(
        seen(() => ({ accessLogs: AccessLogs.all() })),
        'Telemetry',
      ),
    ).toEqual([
      {
        apiVersion: 'consul.hashicorp.com/v1alpha1',
        kind: 'ProxyDefaults',
        metadata: { name: 'global', namespace: 'consul' },
        spec: { accessLogs: { enabled: true, type: 'stdout' } },
      },
    ]);
    const [off] = manifestsOf(
      seen(() => ({ accessLogs: AccessLogs.off() })),
      'Telemetry',
    );
    expect(off.spec).toEqual({ accessLogs: { enabled: false } });
  });

  test('sidecars and gateways are scraped', () => {
    const [sidecars, gateways] = manifestsOf(seen(prometheus), 'Monitors');
    expect(sidecars.spec).toMatchObject({
      selector: { matchLabels: { 'consul.hashicorp.com/connect-inject-status': 'injected' } },
      namespaceSelector: { any: true },
    });
    expect(sidecars.spec.podMetricsEndpoints[0]).toMatchObject({ port: 'prometheus', path: '/metrics' });
    expect(gateways.spec.podMetricsEndpoints[0].relabelings[1].replacement).toBe('$1:20200');
  });

  test('but not without metrics of the mesh', () => {
    expect(errorOf(() => seen(prometheus, false))).toContain(
      "MeshObservability 'platform/Seen': metrics can only be used with metrics enabled on 'platform/Mesh'; " +
        'otherwise its sidecars serve none. Set metrics: true on the mesh.',
    );
  });
});

describe('under a mirror', () => {
  function globalOf(options: Options): { [key: string]: unknown } {
    const plan = Planned.by((stack) => {
      new ChartMirror(stack, 'Mirror', { registry: MirrorRegistry.host('shop4711.azurecr.io') });
      consulOn(stack, new FakeAksCluster(stack), options);
    });
    return valuesOf(plan, 'Chart').global;
  }

  test('images of servers, control plane and sidecars come from there', () => {
    expect(globalOf({})).toMatchObject({
      image: 'shop4711.azurecr.io/docker.io/hashicorp/consul:2.0.3',
      imageK8S: 'shop4711.azurecr.io/docker.io/hashicorp/consul-k8s-control-plane:2.0.3',
      imageConsulDataplane: 'shop4711.azurecr.io/docker.io/hashicorp/consul-dataplane:2.0.3',
    });
  });

  test('those of Enterprise too', () => {
    expect(globalOf({ enterpriseLicense: { secretName: 'license' } }).image).toBe(
      'shop4711.azurecr.io/docker.io/hashicorp/consul-enterprise:2.0.3-ent',
    );
  });
});
