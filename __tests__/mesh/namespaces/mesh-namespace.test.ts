import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ConsulMesh,
  type IServiceMesh,
  IstioMesh,
  LinkerdMesh,
  ManagedIstioMesh,
  ManagedOpenServiceMesh,
  MeshKind,
  MeshNamespace,
  type MeshNamespaceProps,
  OpenServiceMesh,
  PodSecurityLevel,
  TrafficRedirection,
} from '../../../lib';
import { Faults } from '../../../lib/core/faults';
import { checkSingleMesh, registerMesh } from '../../../lib/mesh/meshes-of-cluster';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf, valuesOf, waitsOf } from '../../support/releases';

type Options = Omit<MeshNamespaceProps, 'mesh' | 'name'> & { name?: string };
type Build = (stack: TerraformStack, cluster: FakeAksCluster) => IServiceMesh;

const defaultIstio: Build = (stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster });

function planned(options: Options = {}, build = defaultIstio): Planned {
  return Planned.by((stack) => {
    const mesh = build(stack, new FakeAksCluster(stack));
    new MeshNamespace(stack, 'Shop', { mesh, name: 'shop', ...options });
  });
}

test('the default revision takes namespaces by istio-injection', () => {
  const [{ metadata }] = manifestsOf(planned({ labels: { team: 'web' } }), 'Shop');
  expect(metadata.labels).toEqual({ team: 'web', 'istio-injection': 'enabled' });
});

test('another revision takes namespaces by its name', () => {
  const plan = planned({}, (stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster, revision: '1-30-3' }));
  expect(manifestsOf(plan, 'Shop')[0].metadata.labels).toEqual({ 'istio.io/rev': '1-30-3' });
});

test('the release is named after the namespace alone, and keeps the records where it is told', () => {
  const plan = planned({ recordsNamespace: 'platform' });
  expect(plan.one('helm_release', 'Shop')).toMatchObject({ name: 'shop-namespace', namespace: 'platform' });
  expect(Object.keys(plan.all('helm_release')).filter((name) => name.startsWith('Shop'))).toEqual([
    expect.stringMatching(/^Shop_Namespace_Manifests_[0-9A-F]{8}$/),
  ]);
});

test('others wait for the namespace and for the mesh; the namespace waits for nobody', () => {
  const plan = Planned.by((stack) => {
    const mesh = defaultIstio(stack, new FakeAksCluster(stack));
    const shop = new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
    new MeshNamespace(stack, 'Next', { mesh, name: 'next' }).node.addDependency(shop);
  });
  expect(waitsOf(plan, 'Shop')).toEqual([]);
  expect(waitsOf(plan, 'Next')).toEqual([
    'helm_release.Mesh_Foundation_MutualTls',
    'helm_release.Mesh_Istiod',
    'helm_release.Shop_Namespace_Manifests',
  ]);
});

test('restricted pods need the CNI plugin', () => {
  const options = { podSecurity: PodSecurityLevel.RESTRICTED };
  expect(errorOf(() => planned(options))).toBe(
    "MeshNamespace 'platform/Shop': podSecurity must be privileged: pods of the mesh 'platform/Mesh' have an init container with NET_ADMIN and NET_RAW, got restricted. Set trafficRedirection to CNI_PLUGIN on the mesh, or use PodSecurityLevel.PRIVILEGED.",
  );
  const trafficRedirection = TrafficRedirection.CNI_PLUGIN;
  const plan = planned(options, (stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster, trafficRedirection }));
  expect(manifestsOf(plan, 'Shop')[0].metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
  expect(valuesOf(plan, 'Istiod').cni).toEqual({ enabled: true });
});

test('of a mesh that something else installs the init container is known where it is said', () => {
  const imported =
    (trafficRedirection?: TrafficRedirection): Build =>
    (stack, cluster) =>
      IstioMesh.fromAttributes(stack, 'Mesh', { cluster, trafficRedirection });
  const options = { podSecurity: PodSecurityLevel.BASELINE };
  expect(planned(options, imported()).infos).toContain(
    "not verified: that the namespaces' Pod Security level allows the sidecars",
  );
  expect(errorOf(() => planned(options, imported(TrafficRedirection.INIT_CONTAINER)))).toContain(
    'podSecurity must be privileged',
  );
});

describe('pods that get an init container with rights need the level privileged', () => {
  const meshes: [MeshKind, Build][] = [
    [MeshKind.ISTIO, (stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster })],
    [
      MeshKind.MANAGED_ISTIO,
      (stack, cluster) =>
        ManagedIstioMesh.fromCluster(stack, 'Mesh', {
          cluster,
          revision: 'asm-1-29',
          trafficRedirection: TrafficRedirection.INIT_CONTAINER,
        }),
    ],
    [
      MeshKind.LINKERD,
      (stack, cluster) =>
        LinkerdMesh.fromAttributes(stack, 'Mesh', {
          cluster,
          trafficRedirection: TrafficRedirection.INIT_CONTAINER,
        }),
    ],
    [MeshKind.OPEN_SERVICE_MESH, (stack, cluster) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster })],
    [
      MeshKind.MANAGED_OPEN_SERVICE_MESH,
      (stack, cluster) => ManagedOpenServiceMesh.fromCluster(stack, 'Mesh', { cluster }),
    ],
  ];

  test.each(meshes)('of %s', (_kind, build) => {
    const at = (podSecurity?: PodSecurityLevel, inMesh?: boolean) =>
      manifestsOf(planned({ ...(podSecurity && { podSecurity }), inMesh }, build), 'Shop')[0].metadata.labels?.[
        'pod-security.kubernetes.io/enforce'
      ];
    for (const level of [PodSecurityLevel.BASELINE, PodSecurityLevel.RESTRICTED]) {
      expect(errorOf(() => at(level))).toContain(
        "MeshNamespace 'platform/Shop': podSecurity must be privileged: pods of the mesh 'platform/Mesh' have an init container with NET_ADMIN",
      );
      expect(at(level, false)).toBe(level);
    }
    expect(at(PodSecurityLevel.PRIVILEGED)).toBe('privileged');
    expect(at()).toBe(undefined);
  });
});

test('enrolment is the mesh alone to decide', () => {
  expect(errorOf(() => planned({ labels: { 'istio.io/rev': 'blue' } }))).toBe(
    "MeshNamespace 'platform/Shop': labels must leave istio.io/rev to the mesh 'platform/Mesh', got blue. Leave it out, or use a Namespace for pods outside the mesh.",
  );
});

describe('keys that decide about the mesh', () => {
  const ownedKeysOf = (build: Build, inMesh?: boolean) => valuesOf(planned({ inMesh }, build), 'Shop').ownedKeys;
  const builds: [string, Build, string[]][] = [
    [
      'Istio',
      (stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster, revision: '1-30-3' }),
      ['istio-injection', 'istio.io/rev'],
    ],
    [
      'the add-on',
      (stack, cluster) => ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster, revision: 'asm-1-29' }),
      ['istio-injection', 'istio.io/rev'],
    ],
    ['Linkerd', (stack, cluster) => LinkerdMesh.fromAttributes(stack, 'Mesh', { cluster }), ['linkerd.io/inject']],
    [
      'Open Service Mesh',
      (stack, cluster) => OpenServiceMesh.fromAttributes(stack, 'Mesh', { cluster }),
      ['openservicemesh.io/monitored-by', 'openservicemesh.io/ignore'],
    ],
    ['Consul', (stack, cluster) => ConsulMesh.fromAttributes(stack, 'Mesh', { cluster }), ['cdktf-aks/mesh']],
  ];

  test.each(builds)('are set by nobody else with any value on %s, in the mesh or not', (_name, build, keys) => {
    for (const key of keys) expect(ownedKeysOf(build)).toContainEqual({ key });
    expect(ownedKeysOf(build, false)).toEqual(ownedKeysOf(build));
  });

  test.each(builds)('of other meshes are not set beside %s where they enrol', (name, build) => {
    const others = ownedKeysOf(build).filter(({ only, except }: { only?: string; except?: string }) => only ?? except);
    const inject = { key: 'linkerd.io/inject', except: 'disabled' };
    expect(others).toEqual(
      name === 'Linkerd' ? expect.not.arrayContaining([inject]) : expect.arrayContaining([inject]),
    );
  });
});

test('all faults come together, of the namespace and of the enrolment', () => {
  const error = errorOf(() => planned({ name: 'Shop', labels: { 'istio-injection': 'disabled', 'a b': '' } }));
  expect(error).toContain("MeshNamespace 'platform/Shop' has 3 faults:");
});

test('a mesh must be set', () => {
  const props = { name: 'shop' } as MeshNamespaceProps;
  expect(errorOf(() => new MeshNamespace(azureStack(), 'Shop', props))).toBe(
    "MeshNamespace 'platform/Shop': mesh must be set. Pass the mesh of this stack, e.g. an IstioMesh.",
  );
});

test('a namespace that something else enrols makes nothing', () => {
  const plan = Planned.by((stack) => {
    const mesh = IstioMesh.fromAttributes(stack, 'Mesh', { cluster: new FakeAksCluster(stack) });
    const shop = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
    expect([shop.namespaceName, shop.mesh, shop.cluster]).toEqual(['shop', mesh, mesh.cluster]);
  });
  expect(plan.all('helm_release')).toEqual({});
});

test('a cluster has one mesh', () => {
  const stack = azureStack();
  const cluster = new FakeAksCluster(stack);
  const other = Object.assign(new Construct(stack, 'Other'), { cluster, kind: MeshKind.LINKERD });
  registerMesh(other as unknown as IServiceMesh);
  expect(errorOf(() => new IstioMesh(stack, 'Mesh', { cluster }))).toBe(
    "IstioMesh 'platform/Mesh': cluster must have only one mesh, but 'platform/Other' declares Linkerd on it, got platform/Cluster. Remove one of the two, or use another cluster for Istio.",
  );
  const faults = new Faults(other);
  checkSingleMesh(faults, cluster, MeshKind.LINKERD);
  expect(faults.any).toBe(false);
});
