import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  type IServiceMesh,
  IstioMesh,
  JobSidecar,
  KubernetesManifests,
  MeshKind,
  MeshWorkload,
  type MeshWorkloadProps,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { FakeMesh } from '../../support/fake-mesh';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';

type Options = Omit<MeshWorkloadProps, 'mesh'>;

const everything: Options = {
  sidecarResources: { cpuRequest: '200m', cpuLimit: '1', memoryRequest: '256Mi', memoryLimit: '1Gi' },
  excludedInboundPorts: [9100, 9101],
  excludedOutboundPorts: [5432],
  excludedOutboundRanges: ['168.63.129.16/32', '10.1.0.0/16'],
};

function workload(kind: MeshKind, options: Options = {}, kubernetesVersion?: string): MeshWorkload {
  const stack = azureStack();
  const cluster = new FakeAksCluster(stack, 'Cluster', { kubernetesVersion });
  return new MeshWorkload(stack, 'Checkout', { mesh: new FakeMesh(stack, 'Mesh', cluster, kind), ...options });
}

function faultOf(kind: MeshKind, options: Options, kubernetesVersion?: string): string {
  return errorOf(() => workload(kind, options, kubernetesVersion));
}

function onIstio(build: (stack: TerraformStack) => IServiceMesh, options: Options): { [key: string]: string } {
  const stack = azureStack();
  return new MeshWorkload(stack, 'Checkout', { mesh: build(stack), ...options }).podAnnotations;
}

describe('each mesh is told in its own words', () => {
  test.each([MeshKind.ISTIO, MeshKind.MANAGED_ISTIO])('%s', (kind) => {
    expect(workload(kind, { ...everything, rewriteProbes: false }).podAnnotations).toEqual({
      'sidecar.istio.io/proxyCPU': '200m',
      'sidecar.istio.io/proxyCPULimit': '1',
      'sidecar.istio.io/proxyMemory': '256Mi',
      'sidecar.istio.io/proxyMemoryLimit': '1Gi',
      'traffic.sidecar.istio.io/excludeInboundPorts': '9100,9101',
      'traffic.sidecar.istio.io/excludeOutboundPorts': '5432',
      'traffic.sidecar.istio.io/excludeOutboundIPRanges': '168.63.129.16/32,10.1.0.0/16',
      'sidecar.istio.io/rewriteAppHTTPProbers': 'false',
    });
  });

  test('Linkerd', () => {
    const { excludedOutboundRanges: _, ...options } = everything;
    expect(workload(MeshKind.LINKERD, options).podAnnotations).toEqual({
      'config.linkerd.io/proxy-cpu-request': '200m',
      'config.linkerd.io/proxy-cpu-limit': '1',
      'config.linkerd.io/proxy-memory-request': '256Mi',
      'config.linkerd.io/proxy-memory-limit': '1Gi',
      'config.linkerd.io/skip-inbound-ports': '9100,9101',
      'config.linkerd.io/skip-outbound-ports': '5432',
    });
  });

  test.each([MeshKind.OPEN_SERVICE_MESH, MeshKind.MANAGED_OPEN_SERVICE_MESH])('%s', (kind) => {
    const { sidecarResources: _, ...options } = everything;
    expect(workload(kind, options).podAnnotations).toEqual({
      'openservicemesh.io/inbound-port-exclusion-list': '9100,9101',
      'openservicemesh.io/outbound-port-exclusion-list': '5432',
      'openservicemesh.io/outbound-ip-range-exclusion-list': '168.63.129.16/32,10.1.0.0/16',
    });
  });

  test('Consul, whose pods join by their own annotation', () => {
    expect(workload(MeshKind.CONSUL, { ...everything, rewriteProbes: true }).podAnnotations).toEqual({
      'consul.hashicorp.com/connect-inject': 'true',
      'consul.hashicorp.com/sidecar-proxy-cpu-request': '200m',
      'consul.hashicorp.com/sidecar-proxy-cpu-limit': '1',
      'consul.hashicorp.com/sidecar-proxy-memory-request': '256Mi',
      'consul.hashicorp.com/sidecar-proxy-memory-limit': '1Gi',
      'consul.hashicorp.com/transparent-proxy-exclude-inbound-ports': '9100,9101',
      'consul.hashicorp.com/transparent-proxy-exclude-outbound-ports': '5432',
      'consul.hashicorp.com/transparent-proxy-exclude-outbound-cidrs': '168.63.129.16/32,10.1.0.0/16',
      'consul.hashicorp.com/transparent-proxy-overwrite-probes': 'true',
    });
    expect(workload(MeshKind.CONSUL).podAnnotations).toEqual({ 'consul.hashicorp.com/connect-inject': 'true' });
  });
});

describe('a workload that stays out', () => {
  const optOuts: [MeshKind, { podLabels: object; podAnnotations: object }][] = [
    [MeshKind.ISTIO, { podLabels: { 'sidecar.istio.io/inject': 'false' }, podAnnotations: {} }],
    [MeshKind.MANAGED_ISTIO, { podLabels: { 'sidecar.istio.io/inject': 'false' }, podAnnotations: {} }],
    [MeshKind.LINKERD, { podLabels: {}, podAnnotations: { 'linkerd.io/inject': 'disabled' } }],
    [
      MeshKind.OPEN_SERVICE_MESH,
      { podLabels: {}, podAnnotations: { 'openservicemesh.io/sidecar-injection': 'disabled' } },
    ],
    [
      MeshKind.MANAGED_OPEN_SERVICE_MESH,
      { podLabels: {}, podAnnotations: { 'openservicemesh.io/sidecar-injection': 'disabled' } },
    ],
    [MeshKind.CONSUL, { podLabels: {}, podAnnotations: { 'consul.hashicorp.com/connect-inject': 'false' } }],
  ];
  test.each(optOuts)('of %s', (kind, metadata) => {
    expect(workload(kind, { inMesh: false })).toMatchObject(metadata);
  });

  test('has no sidecar to tell', () => {
    const options = { inMesh: false, excludedInboundPorts: [9100], jobSidecar: JobSidecar.NATIVE };
    expect(faultOf(MeshKind.ISTIO, options)).toBe(
      [
        "MeshWorkload 'platform/Checkout' has 2 faults:",
        '- excludedInboundPorts must be left out if inMesh is false, got [9100]. Without a sidecar, it has no effect.',
        '- jobSidecar must be left out if inMesh is false, got NATIVE. Without a sidecar, it has no effect.',
      ].join('\n'),
    );
  });
});

describe('a workload that runs to completion', () => {
  const jobSidecar = JobSidecar.NATIVE;

  test('has a native sidecar', () => {
    expect(workload(MeshKind.ISTIO, { jobSidecar }).podAnnotations).toEqual({
      'sidecar.istio.io/nativeSidecar': 'true',
    });
    expect(workload(MeshKind.LINKERD, { jobSidecar }).podAnnotations).toEqual({
      'config.linkerd.io/proxy-enable-native-sidecar': 'true',
      'config.alpha.linkerd.io/proxy-enable-native-sidecar': 'true',
    });
    expect(workload(MeshKind.CONSUL, { jobSidecar }).podAnnotations).toMatchObject({
      'consul.hashicorp.com/enable-consul-dataplane-as-sidecar': 'true',
    });
    expect(workload(MeshKind.ISTIO, { jobSidecar }).quitUrl).toBe(undefined);
  });

  test('needs Kubernetes 1.29 for it, where the version is known', () => {
    expect(faultOf(MeshKind.ISTIO, { jobSidecar }, '1.28.3')).toBe(
      "MeshWorkload 'platform/Checkout': jobSidecar must be QUIT_REQUEST on a cluster of Kubernetes 1.28.3, got NATIVE. Kubernetes has native sidecars from 1.29 on.",
    );
    expect(workload(MeshKind.ISTIO, { jobSidecar }, '1.29').podAnnotations).toEqual({
      'sidecar.istio.io/nativeSidecar': 'true',
    });
  });

  test('or asks the sidecar to end', () => {
    const quit = (kind: MeshKind) => workload(kind, { jobSidecar: JobSidecar.QUIT_REQUEST });
    expect(quit(MeshKind.ISTIO)).toMatchObject({
      quitUrl: 'http://127.0.0.1:15020/quitquitquit',
      podAnnotations: {},
    });
    expect(quit(MeshKind.LINKERD)).toMatchObject({
      quitUrl: 'http://127.0.0.1:4191/shutdown',
      podAnnotations: { 'config.linkerd.io/proxy-admin-shutdown': 'enabled' },
    });
    expect(quit(MeshKind.CONSUL)).toMatchObject({
      quitUrl: 'http://127.0.0.1:20600/graceful_shutdown',
      podAnnotations: { 'consul.hashicorp.com/enable-sidecar-proxy-lifecycle': 'true' },
    });
  });
});

describe('what a mesh has no word for', () => {
  const refused: [MeshKind, Options, string][] = [
    [
      MeshKind.LINKERD,
      { excludedOutboundRanges: ['10.1.0.0/16'] },
      'excludedOutboundRanges must be left out on Linkerd, which doesn\'t support it for one workload, got ["10.1.0.0/16"]. Istio, managed Istio, Open Service Mesh, managed Open Service Mesh and Consul can.',
    ],
    [
      MeshKind.LINKERD,
      { rewriteProbes: false },
      "rewriteProbes must be left out on Linkerd, which doesn't support it for one workload, got false. Istio, managed Istio and Consul can.",
    ],
    [
      MeshKind.OPEN_SERVICE_MESH,
      { sidecarResources: { cpuRequest: '1' } },
      'sidecarResources must be left out on Open Service Mesh, which doesn\'t support it for one workload, got "{\\"cpuRequest\\":\\"1\\"}". Istio, managed Istio, Linkerd and Consul can.',
    ],
    [
      MeshKind.MANAGED_OPEN_SERVICE_MESH,
      { jobSidecar: JobSidecar.QUIT_REQUEST },
      "jobSidecar must be left out on managed Open Service Mesh, which doesn't support it for one workload, got QUIT_REQUEST. Istio, managed Istio, Linkerd and Consul can.",
    ],
  ];
  test.each(refused)('%s %j', (kind, options, fault) => {
    expect(faultOf(kind, options)).toBe(
      `MeshWorkload 'platform/Checkout': ${fault.replace('"{\\"cpuRequest\\":\\"1\\"}"', '{"cpuRequest":"1"}')}`,
    );
  });
});

describe('what Istio would forget of its own is said again', () => {
  const mesh = (stack: TerraformStack) =>
    new IstioMesh(stack, 'Mesh', {
      cluster: new FakeAksCluster(stack),
      sidecarResources: { memoryLimit: '2Gi' },
      excludedOutboundPorts: [5432],
      excludedOutboundRanges: ['168.63.129.16/32'],
    });

  test('resources: those of the mesh, and of the chart', () => {
    expect(onIstio(mesh, { sidecarResources: { cpuRequest: '200m', cpuLimit: undefined } })).toEqual({
      'sidecar.istio.io/proxyCPU': '200m',
      'sidecar.istio.io/proxyCPULimit': '2000m',
      'sidecar.istio.io/proxyMemory': '128Mi',
      'sidecar.istio.io/proxyMemoryLimit': '2Gi',
    });
  });

  test('exclusions: those of the mesh, each once', () => {
    const options = { excludedOutboundPorts: [3306, 5432], excludedOutboundRanges: ['10.1.0.0/16'] };
    expect(onIstio(mesh, options)).toEqual({
      'traffic.sidecar.istio.io/excludeOutboundPorts': '5432,3306',
      'traffic.sidecar.istio.io/excludeOutboundIPRanges': '168.63.129.16/32,10.1.0.0/16',
    });
    expect(onIstio(mesh, {})).toEqual({});
  });
});

describe('what Istio would forget and is not known here', () => {
  test.each([MeshKind.ISTIO, MeshKind.MANAGED_ISTIO])('of %s must be said: all resources', (kind) => {
    expect(faultOf(kind, { sidecarResources: { cpuRequest: '1' } })).toBe(
      `MeshWorkload 'platform/Checkout': sidecarResources must have requests and limits of CPU and memory: ${kind} ignores its own for a pod that sets one, and they are unknown here, got {"cpuRequest":"1"}. Set all four, or leave it out.`,
    );
  });

  test('or is told to the reviewer: exclusions', () => {
    const text =
      'not verified: that the mesh has no excluded ports or ranges of its own, which those of this workload would replace';
    const infos = (build: (stack: TerraformStack, cluster: FakeAksCluster) => IServiceMesh) =>
      Planned.by((stack) => {
        const mesh = build(stack, new FakeAksCluster(stack));
        new MeshWorkload(stack, 'Checkout', { mesh, excludedOutboundPorts: [5432] });
      }).infos;
    expect(infos((stack, cluster) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster }))).toContain(text);
    expect(infos((stack, cluster) => new IstioMesh(stack, 'Mesh', { cluster }))).not.toContain(text);
  });
});

test('tokens pass, and make nothing by themselves', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeAksCluster(stack);
    const mesh = new FakeMesh(stack, 'Mesh', cluster, MeshKind.ISTIO);
    const port = new TerraformVariable(stack, 'Port', { type: 'number' }).numberValue;
    const { podAnnotations: annotations } = new MeshWorkload(stack, 'Checkout', {
      mesh,
      excludedOutboundPorts: [5432, port],
    });
    const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shop', namespace: 'shop', annotations } };
    new KubernetesManifests(stack, 'Shop', { cluster, releaseName: 'shop', namespace: 'shop', manifests: [manifest] });
  });
  expect(Object.keys(plan.all('helm_release'))).toHaveLength(1);
  expect(manifestsOf(plan, 'Shop')[0].metadata.annotations).toEqual({
    'traffic.sidecar.istio.io/excludeOutboundPorts': '${jsonencode("5432,${tostring(var.Port)}")}',
  });
});

test('a list that only Terraform knows is refused', () => {
  const stack = azureStack();
  const excludedOutboundRanges = new TerraformVariable(stack, 'Ranges', { type: 'list(string)' }).listValue;
  const mesh = new FakeMesh(stack, 'Mesh', new FakeAksCluster(stack), MeshKind.ISTIO);
  expect(errorOf(() => new MeshWorkload(stack, 'Checkout', { mesh, excludedOutboundRanges }))).toBe(
    "MeshWorkload 'platform/Checkout': excludedOutboundRanges must be a list here, whose elements may be tokens. For example, use [element].",
  );
});

test('ports that the mesh does not see are warned of', () => {
  const plan = Planned.by((stack) => {
    const mesh = new FakeMesh(stack, 'Mesh', new FakeAksCluster(stack), MeshKind.LINKERD);
    new MeshWorkload(stack, 'Checkout', { mesh, excludedInboundPorts: [9100] });
  });
  expect(plan.warnings).toContain(
    'W172: Some ports of these pods accept plain text from every client that can reach them (excludedInboundPorts).',
  );
});
