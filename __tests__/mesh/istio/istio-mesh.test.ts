import type { TerraformStack } from 'cdktf';
import {
  ClusterNetwork,
  IstioFoundation,
  IstioMesh,
  type IstioMeshProps,
  IstioOutboundTraffic,
  IstioVersion,
  MeshFeature,
  MutualTls,
  TlsVersion,
  TrafficRedirection,
} from '../../../lib';
import { shopCluster, shopNetwork } from '../../support/clusters';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned, testApp } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';

type Options = Omit<IstioMeshProps, 'cluster'>;

function planned(options: Options = {}): Planned {
  return Planned.by((stack) => {
    new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), ...options });
  });
}

function faultOf(options: Options): string {
  return errorOf(() => planned(options));
}

describe('by default', () => {
  const plan = planned();

  test('base, control plane and policy are of the pinned version, in istio-system', () => {
    const chart = { repository: 'https://istio-release.storage.googleapis.com/charts', version: '1.30.3' };
    const common = { namespace: 'istio-system', wait: true };
    expect(plan.one('helm_release', 'Base')).toMatchObject({ ...chart, ...common, chart: 'base', name: 'istio-base' });
    expect(plan.one('helm_release', 'Istiod')).toMatchObject({
      ...chart,
      ...common,
      chart: 'istiod',
      name: 'istiod',
      timeout: 600,
    });
    expect(plan.one('helm_release', 'MutualTls')).toMatchObject({ ...common, name: 'istio-mutual-tls' });
    expect(Object.keys(plan.all('helm_release'))).toHaveLength(4);
  });

  test('each part waits for the one before', () => {
    expect(waitsOf(plan, 'RootNamespace')).toEqual([]);
    expect(waitsOf(plan, 'Base')).toEqual(['helm_release.Mesh_Foundation_RootNamespace_Manifests']);
    expect(waitsOf(plan, 'Istiod')).toEqual(['helm_release.Mesh_Foundation_Base']);
    expect(waitsOf(plan, 'MutualTls')).toEqual(['helm_release.Mesh_Foundation_Base', 'helm_release.Mesh_Istiod']);
  });

  test('the control plane is highly available, and out of the reach of the admissions enforcer', () => {
    const spread = {
      maxSkew: 1,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'istiod', 'istio.io/rev': 'default' } },
      matchLabelKeys: ['pod-template-hash'],
    };
    expect(valuesOf(plan, 'Istiod')).toEqual({
      autoscaleMin: 2,
      topologySpreadConstraints: [
        { ...spread, topologyKey: 'topology.kubernetes.io/zone' },
        { ...spread, topologyKey: 'kubernetes.io/hostname' },
      ],
      global: { priorityClassName: 'system-cluster-critical' },
      meshConfig: {
        outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
        meshMTLS: { minProtocolVersion: 'TLSV1_3' },
        defaultConfig: { holdApplicationUntilProxyStarts: true },
      },
      sidecarInjectorWebhookAnnotations: { 'admissions.enforcer/disabled': 'true' },
    });
    expect(valuesOf(plan, 'Base')).toEqual({ defaultRevision: 'default' });
  });

  test('mutual TLS is strict in the whole mesh', () => {
    expect(manifestsOf(plan, 'MutualTls')).toEqual([
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'default', namespace: 'istio-system' },
        spec: { mtls: { mode: 'STRICT' } },
      },
    ]);
    expect(plan.warnings.filter((text) => text.startsWith('W17'))).toEqual([]);
  });

  test('the root namespace takes no privileged pods', () => {
    const [{ metadata }] = manifestsOf(plan, 'RootNamespace');
    expect(metadata).toMatchObject({
      name: 'istio-system',
      labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
    });
  });
});

test('a revision names the release, the control plane and the validating one', () => {
  const plan = planned({ revision: '1-30-3' });
  expect(plan.one('helm_release', 'Istiod').name).toBe('istiod-1-30-3');
  expect(valuesOf(plan, 'Istiod').revision).toBe('1-30-3');
  expect(valuesOf(plan, 'Base').defaultRevision).toBe('1-30-3');
});

test('one pod of the control plane is enough where high availability is not wanted', () => {
  const values = valuesOf(planned({ highAvailability: false }), 'Istiod');
  expect(Object.keys(values)).toEqual(['meshConfig', 'sidecarInjectorWebhookAnnotations']);
});

test('outbound traffic and TLS go into the mesh configuration', () => {
  const options = {
    outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
    minimumTlsVersion: TlsVersion.TLS_1_2,
  };
  expect(valuesOf(planned(options), 'Istiod').meshConfig).toMatchObject({
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    meshMTLS: { minProtocolVersion: 'TLSV1_2' },
  });
});

test('permissive mutual TLS is written and warned of', () => {
  const plan = planned({ mutualTls: MutualTls.PERMISSIVE });
  expect(manifestsOf(plan, 'MutualTls')[0].spec).toEqual({ mtls: { mode: 'PERMISSIVE' } });
  expect(plan.warnings).toContain(
    'W170: Workloads in the mesh accept plain text (mutualTls is PERMISSIVE). Use STRICT once all callers are in the mesh.',
  );
});

test('values of the user win key by key', () => {
  const plan = planned({
    values: { autoscaleMin: 3, meshConfig: { accessLogFile: '/dev/stdout' } },
    baseValues: { base: { excludedCRDs: ['envoyfilters.networking.istio.io'] } },
  });
  const { autoscaleMin, meshConfig } = valuesOf(plan, 'Istiod');
  expect(autoscaleMin).toBe(3);
  expect(meshConfig).toEqual({
    outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
    meshMTLS: { minProtocolVersion: 'TLSV1_3' },
    defaultConfig: { holdApplicationUntilProxyStarts: true },
    accessLogFile: '/dev/stdout',
  });
  expect(valuesOf(plan, 'Base').base).toEqual({ excludedCRDs: ['envoyfilters.networking.istio.io'] });
});

describe('with the CNI plugin', () => {
  const options = { trafficRedirection: TrafficRedirection.CNI_PLUGIN };

  test('its release comes before the control plane, which knows of it', () => {
    const plan = planned(options);
    expect(plan.one('helm_release', 'Cni')).toMatchObject({ name: 'istio-cni', chart: 'cni', version: '1.30.3' });
    expect(waitsOf(plan, 'Istiod')).toEqual(['helm_release.Mesh_Foundation_Base', 'helm_release.Mesh_Foundation_Cni']);
    expect(valuesOf(plan, 'Istiod').cni).toEqual({ enabled: true });
    const [{ metadata }] = manifestsOf(plan, 'RootNamespace');
    expect(metadata.labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
    expect(plan.infos).toContain("not verified: that the cluster's data plane is compatible with Istio's CNI plugin");
  });

  test('Cilium is warned of', () => {
    const plan = Planned.by((stack) => {
      const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
      const network = ClusterNetwork.azureCniOverlay({ nodeSubnet });
      new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack, 'Cluster', { network }), ...options });
    });
    expect(plan.warnings).toContain(
      `W171: Istio's CNI plugin is not verified on Azure CNI powered by Cilium, which must run with cni-exclusive: "false". See: kubectl -n kube-system get configmap cilium-config -o yaml | grep cni-exclusive`,
    );
  });
});

describe('beside another control plane', () => {
  function both(stack: TerraformStack): void {
    const cluster = new FakeAksCluster(stack);
    const foundation = new IstioFoundation(stack, 'Istio', { cluster, defaultRevision: '1-29-6' });
    new IstioMesh(stack, 'Old', { cluster, foundation, version: IstioVersion.V1_29_6, revision: '1-29-6' });
    new IstioMesh(stack, 'New', { cluster, foundation, revision: '1-30-3' });
  }

  test('they share one foundation', () => {
    const plan = Planned.by(both);
    expect(
      Object.values(plan.all('helm_release'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['istio-base', 'istio-mutual-tls', 'istio-system-namespace', 'istiod-1-29-6', 'istiod-1-30-3']);
    expect(plan.one('helm_release', 'Old').version).toBe('1.29.6');
    expect(valuesOf(plan, 'Base').defaultRevision).toBe('1-29-6');
  });

  test('the same revision twice is refused', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    new IstioMesh(stack, 'Mesh', { cluster });
    expect(errorOf(() => new IstioMesh(stack, 'Again', { cluster }))).toBe(
      "IstioMesh 'platform/Again': revision must differ from that of 'platform/Mesh' on the same cluster, got default. Use that mesh, or set a different revision on this one, e.g. 1-30-3.",
    );
  });

  test('a second foundation is refused', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    new IstioMesh(stack, 'Mesh', { cluster });
    expect(errorOf(() => new IstioMesh(stack, 'New', { cluster, revision: '1-30-3' }))).toBe(
      "IstioMesh 'platform/New': foundation must be set, because the cluster has 'platform/Mesh/Foundation'. Pass that foundation, or the foundation property of the mesh that has it.",
    );
    expect(errorOf(() => new IstioFoundation(stack, 'New2', { cluster }))).toBe(
      "IstioFoundation 'platform/New2': cluster must have only one Istio foundation, but " +
        "'platform/Mesh/Foundation' is one already, got platform/Cluster. Pass the first one as foundation of " +
        'every IstioMesh on the cluster.',
    );
  });

  test('another reference to the same cluster is the same cluster', () => {
    const app = testApp();
    const [first, second] = ['first', 'second'].map((id) => azureStack(app, id));
    const facts = { key: 'shop' };
    new IstioMesh(first, 'Mesh', { cluster: new FakeAksCluster(first, 'Cluster', facts) });
    const cluster = new FakeAksCluster(second, 'Cluster', facts);
    expect(errorOf(() => new IstioMesh(second, 'Mesh', { cluster }))).toContain(
      "revision must differ from that of 'first/Mesh' on the same cluster",
    );
  });

  test('what is decided by the foundation is refused, and a version newer than it', () => {
    const stack = azureStack();
    const cluster = new FakeAksCluster(stack);
    const foundation = new IstioFoundation(stack, 'Istio', { cluster, version: IstioVersion.V1_29_6 });
    const error = errorOf(
      () => new IstioMesh(stack, 'Mesh', { cluster, foundation, mutualTls: MutualTls.STRICT, baseValues: {} }),
    );
    expect(error).toBe(
      [
        "IstioMesh 'platform/Mesh' has 3 faults:",
        "- mutualTls must be left to the foundation 'platform/Istio', which the mesh shares, got STRICT. Set it there.",
        "- baseValues must be left to the foundation 'platform/Istio', which the mesh shares, got {}. Set it there.",
        "- version must not be newer than the foundation 'platform/Istio' (1.29.6), got 1.30.3. Set the newer version on the foundation first.",
      ].join('\n'),
    );
  });

  test('a foundation of another cluster is refused', () => {
    const stack = azureStack();
    const foundation = new IstioFoundation(stack, 'Istio', { cluster: new FakeAksCluster(stack, 'Other') });
    expect(errorOf(() => new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), foundation }))).toBe(
      "IstioMesh 'platform/Mesh': foundation must be on the cluster of the mesh (platform/Cluster), got platform/Other. Use the same cluster for both.",
    );
  });
});

describe('refused', () => {
  const cases: [string, Options, string][] = [
    [
      'a revision with dots',
      { revision: '1.30.3' },
      'revision must have 1 to 46 characters: lowercase letters, digits and -, with a letter or digit at both ends; no dots, because it is part of names, got 1.30.3. For example, use 1-30-3.',
    ],
    [
      'a version that is not exact',
      { version: IstioVersion.of('1.30') },
      "version must be one exact release: major, minor and patch, got 1.30. For example, use IstioVersion.of('1.30.3').",
    ],
    [
      'values that props decide',
      { values: { revision: 'blue' } },
      'values must leave revision to the prop revision, got blue. Leave revision out.',
    ],
    [
      'values that make the chart fail',
      { values: { defaults: { autoscaleMin: 1 } } },
      'values must not contain defaults, which makes the chart fail. Set the values below it directly.',
    ],
    [
      'values of base that props decide',
      { baseValues: { defaultRevision: '' } },
      'baseValues must leave defaultRevision to the revision of the mesh, got "". Leave defaultRevision out.',
    ],
    [
      'a mode that there is not',
      { mutualTls: 'DISABLE' as MutualTls },
      'mutualTls must be one of STRICT, PERMISSIVE, got DISABLE. For example, use MutualTls.STRICT.',
    ],
  ];
  test.each(cases)('%s', (_title, options, fault) => {
    expect(faultOf(options)).toBe(`IstioMesh 'platform/Mesh': ${fault}`);
  });
});

test('a mesh that something else installs makes nothing and can be used', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster, revision: '1-30-3', rootNamespace: 'istio' });
    expect([mesh.revision, mesh.rootNamespace, mesh.kind]).toEqual(['1-30-3', 'istio', 'Istio']);
    expect(Object.values(MeshFeature).filter((feature) => !mesh.supports(feature))).toEqual([]);
    expect(mesh.supports('telepathy' as MeshFeature)).toBe(false);
    IstioMesh.fromAttributes(stack, 'Again', { cluster, revision: '1-30-3' });
  });
  expect(plan.all('helm_release')).toEqual({});
});

test('wrong attributes are refused', () => {
  const stack = azureStack();
  const attributes = { cluster: new FakeAksCluster(stack), revision: 'a.b', rootNamespace: 'Istio' };
  const error = errorOf(() => IstioMesh.fromAttributes(stack, 'Mesh', attributes));
  expect(error).toContain('revision must have 1 to 46 characters');
  expect(error).toContain('rootNamespace must have 1 to 63 characters');
});

test('a cluster of another stack is refused with the way out', () => {
  const app = testApp();
  const cluster = shopCluster(azureStack(app));
  expect(errorOf(() => new IstioMesh(azureStack(app, 'mesh'), 'Mesh', { cluster }))).toContain(
    "cluster must be in the same stack (mesh), got platform/Cluster. Import it into stack mesh with AksCluster.fromCluster(STACK, 'Cluster', CLUSTER)",
  );
});

test('values of the user are not changed', () => {
  const values = Object.freeze({ global: Object.freeze({ logAsJson: true }) });
  const { global } = valuesOf(planned({ values }), 'Istiod');
  expect(global).toEqual({ priorityClassName: 'system-cluster-critical', logAsJson: true });
});
