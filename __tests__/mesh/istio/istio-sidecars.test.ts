import { IstioMesh, type IstioMeshProps } from '../../../lib';
import { shopCluster } from '../../support/clusters';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { errorOf, Planned } from '../../support/planned';
import { valuesOf } from '../../support/releases';

type Options = Omit<IstioMeshProps, 'cluster'>;

function planned(options: Options = {}, kubernetesVersion?: string): Planned {
  return Planned.by((stack) => {
    new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack, 'Cluster', { kubernetesVersion }), ...options });
  });
}

function istiod(options: Options): { [key: string]: any } {
  return valuesOf(planned(options), 'Istiod');
}

test('resources of sidecars are values of the proxy, those alone that are given', () => {
  const sidecarResources = { cpuRequest: '200m', memoryLimit: '2Gi' };
  expect(istiod({ sidecarResources }).global).toEqual({
    priorityClassName: 'system-cluster-critical',
    proxy: { resources: { requests: { cpu: '200m' }, limits: { memory: '2Gi' } } },
  });
});

test('exclusions are lists as text', () => {
  const { global } = istiod({
    highAvailability: false,
    excludedInboundPorts: [9100, 9101],
    excludedOutboundPorts: [5432],
    excludedOutboundRanges: ['168.63.129.16/32', '169.254.169.254/32'],
  });
  expect(global).toEqual({
    proxy: {
      excludeInboundPorts: '9100,9101',
      excludeOutboundPorts: '5432',
      excludeIPRanges: '168.63.129.16/32,169.254.169.254/32',
    },
  });
});

test('ports that the mesh does not see are warned of', () => {
  const text =
    'W172: Some ports of all pods in the mesh accept plain text from every client that can reach them (excludedInboundPorts).';
  expect(planned({ excludedInboundPorts: [9100] }).warnings).toContain(text);
  expect(planned({ excludedOutboundPorts: [9100] }).warnings).not.toContain(text);
});

test('applications need not wait for their sidecars', () => {
  expect(istiod({ holdApplicationUntilProxyStarts: false }).meshConfig.defaultConfig).toEqual({
    holdApplicationUntilProxyStarts: false,
  });
});

test('native sidecars are decided by Istio, unless they are told', () => {
  expect(istiod({}).env).toBe(undefined);
  expect(istiod({ nativeSidecars: true }).env).toEqual({ ENABLE_NATIVE_SIDECARS: 'true' });
  expect(istiod({ nativeSidecars: false }).env).toEqual({ ENABLE_NATIVE_SIDECARS: 'false' });
});

test('Kubernetes before 1.29 has no native sidecars', () => {
  expect(errorOf(() => planned({ nativeSidecars: true }, '1.28.9'))).toBe(
    "IstioMesh 'platform/Mesh': nativeSidecars must not be true on a cluster of Kubernetes 1.28.9. Kubernetes has native sidecars from 1.29 on.",
  );
  expect(valuesOf(planned({ nativeSidecars: true }, '1.29'), 'Istiod').env).toEqual({ ENABLE_NATIVE_SIDECARS: 'true' });
});

describe('the nodes that high availability needs', () => {
  const text =
    "W183: The control plane of Istio needs at least 3 untainted nodes for high availability (two for its pods, and one for the time while a node is upgraded), but the cluster's pools can't have that many. Raise maxCount, or set highAvailability to false.";

  function warningsWith(maxCount: number, options: Options = {}): string[] {
    return Planned.by((stack) => {
      const cluster = shopCluster(stack, { userPool: { vmSize: 'Standard_D4ds_v5', minCount: 1, maxCount } });
      new IstioMesh(stack, 'Mesh', { cluster, ...options });
    }).warnings;
  }

  test('are warned of where pools are smaller', () => {
    expect(warningsWith(2)).toContain(text);
    expect(warningsWith(3)).not.toContain(text);
    expect(warningsWith(2, { highAvailability: false })).not.toContain(text);
  });

  test('are not checked on a cluster that is not known', () => {
    expect(planned().infos).toContain('not verified: that the cluster has 3 nodes for the control plane of Istio');
  });
});

describe('refused', () => {
  const cases: [string, Options, string][] = [
    [
      'a quantity that is none',
      { sidecarResources: { memoryLimit: '1 GB' } },
      'sidecarResources.memoryLimit must be a Kubernetes quantity, got "1 GB". For example, use 128Mi.',
    ],
    [
      'a request above its limit',
      { sidecarResources: { cpuRequest: '2', cpuLimit: '500m' } },
      'sidecarResources.cpuRequest must not be greater than cpuLimit (500m), got 2. Lower the request or raise the limit.',
    ],
    [
      'resources without one',
      { sidecarResources: {} },
      'sidecarResources must have a resource, got {}. For example, use { memoryLimit: "512Mi" }.',
    ],
    ['no ports', { excludedOutboundPorts: [] }, 'excludedOutboundPorts must not be empty. Leave it out.'],
    [
      'a port that there is not',
      { excludedInboundPorts: [80, 70000] },
      'excludedInboundPorts[1] must be a whole number of 1 to 65535, got 70000. Use a number in 1 to 65535.',
    ],
    [
      'a range that is an address',
      { excludedOutboundRanges: ['168.63.129.16'] },
      'excludedOutboundRanges[0] must be an address range in CIDR notation, got 168.63.129.16. For example, use 168.63.129.16/32.',
    ],
    [
      'tags as values',
      { values: { revisionTags: ['stable'] } },
      'values must leave revisionTags to an IstioRevisionTag, which can move to another control plane, got ["stable"]. Leave revisionTags out.',
    ],
    [
      'sidecars as values',
      { values: { global: { proxy: { excludeIPRanges: '10.0.0.0/8' } } } },
      'values must leave global.proxy.excludeIPRanges to excludedOutboundRanges, got 10.0.0.0/8. Leave global.proxy.excludeIPRanges out.',
    ],
  ];
  test.each(cases)('%s', (_title, options, fault) => {
    expect(errorOf(() => planned(options))).toBe(`IstioMesh 'platform/Mesh': ${fault}`);
  });
});
