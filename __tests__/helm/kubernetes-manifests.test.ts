import { TerraformVariable } from 'cdktf';
import { KubernetesManifests, type KubernetesManifestsProps } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { azureStack, errorOf, Planned } from '../support/planned';

const release = { releaseName: 'objects', namespace: 'kube-system' };
const configMap = (name: string, more = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more } });

function refused(manifests: unknown, props: Partial<KubernetesManifestsProps> = {}): string {
  const stack = azureStack();
  const cluster = new FakeHelmTarget(stack);
  const all = { cluster, ...release, manifests: manifests as KubernetesManifestsProps['manifests'], ...props };
  return errorOf(() => new KubernetesManifests(stack, 'Objects', all));
}

test('objects are one release that shows them as YAML', () => {
  const planned = Planned.by((stack) => {
    const { stringValue: weight } = new TerraformVariable(stack, 'weight', {});
    const cluster = new FakeHelmTarget(stack);
    const manifests = [configMap('a'), { ...configMap('b', { namespace: 'shop' }), data: { weight } }];
    new KubernetesManifests(stack, 'Objects', {
      cluster,
      ...release,
      manifests,
      timeoutMinutes: 5,
      takeOwnership: true,
    });
  });
  expect(planned.one('helm_release')).toEqual({
    atomic: true,
    chart: 'assets/CdktfAksManifestsChart/1.0.0',
    max_history: 10,
    name: 'objects',
    namespace: 'kube-system',
    provider: 'helm.Cluster',
    take_ownership: true,
    timeout: 300,
    upgrade_install: true,
    values: [
      [
        'manifests:',
        '  - apiVersion: v1',
        '    kind: ConfigMap',
        '    metadata:',
        '      name: a',
        '  - apiVersion: v1',
        '    kind: ConfigMap',
        '    metadata:',
        '      name: b',
        '      namespace: shop',
        '    data:',
        '      weight: ${jsonencode(var.weight)}',
        '',
      ].join('\n'),
    ],
    version: '1.0.0',
    wait: true,
  });
});

test('a stack has one copy of the chart', () => {
  const stack = azureStack();
  const cluster = new FakeHelmTarget(stack);
  for (const name of ['a', 'b']) {
    new KubernetesManifests(stack, name, { cluster, ...release, releaseName: name, manifests: [configMap(name)] });
  }
  const charts = Object.values(Planned.of(stack).all('helm_release')).map(({ chart }) => chart);
  expect(charts).toEqual(['assets/CdktfAksManifestsChart/1.0.0', 'assets/CdktfAksManifestsChart/1.0.0']);
});

test('the same name of other groups, kinds and namespaces is another object', () => {
  const gateway = (apiVersion: string) => ({ apiVersion, kind: 'Gateway', metadata: { name: 'a' } });
  const manifests = [
    configMap('a'),
    configMap('a', { namespace: 'shop' }),
    { ...configMap('a'), kind: 'Secret' },
    gateway('networking.istio.io/v1'),
    gateway('gateway.networking.k8s.io/v1'),
  ];
  const planned = Planned.by((stack) => {
    new KubernetesManifests(stack, 'Objects', { cluster: new FakeHelmTarget(stack), ...release, manifests });
  });
  expect(planned.one('helm_release').values[0].match(/name: a/g)).toHaveLength(5);
});

test('an object twice is refused, whatever its version', () => {
  const route = (version: string) => ({
    apiVersion: `networking.istio.io/${version}`,
    kind: 'Gateway',
    metadata: { name: 'a' },
  });
  expect(refused([configMap('x'), route('v1'), route('v1beta1'), configMap('x', { namespace: 'kube-system' })])).toBe(
    [
      "KubernetesManifests 'platform/Objects' has 2 faults:",
      '- manifests[2] must not be the same object as manifests[1] (Gateway a in namespace kube-system). Remove one of them.',
      '- manifests[3] must not be the same object as manifests[0] (ConfigMap x in namespace kube-system). Remove one of them.',
    ].join('\n'),
  );
});

test('reports all that Kubernetes would refuse together', () => {
  const manifests = [
    { apiVersion: 'v1', metadata: {} },
    configMap('a', { labels: { app: 1, fine: 'x' }, annotations: { on: true } }),
    'text',
    { ...configMap('b'), data: { at: new Date(0) } },
  ];
  expect(refused(manifests, { releaseName: '' })).toBe(
    [
      "KubernetesManifests 'platform/Objects' has 7 faults:",
      '- releaseName must be set. For example, use istiod.',
      '- manifests[3].data.at must be text, a number, a boolean, null, a list or a plain map, got Date. Use its toISOString().',
      '- manifests[0].kind must be text. For example, use ConfigMap.',
      '- manifests[0].metadata.name must be text. For example, use checkout.',
      '- manifests[1].metadata.labels.app must be text, got 1. Put it in quotes.',
      '- manifests[1].metadata.annotations.on must be text, got true. Put it in quotes.',
      '- manifests[2] must be a plain map. Use { apiVersion, kind, metadata: { name }, ... }.',
    ].join('\n'),
  );
});

test.each(['x', {}])('%j is no list', (manifests) => {
  expect(refused(manifests)).toContain("KubernetesManifests 'platform/Objects': manifests must be a list, got ");
});

test.each([[[]], [undefined]])('%j is no list of objects', (manifests) => {
  expect(refused(manifests)).toBe(
    "KubernetesManifests 'platform/Objects': manifests must be a list of at least one object. Use plain maps for the objects.",
  );
});

/** Text that gzip doesn't make smaller, but for what base64 adds. */
function incompressible(bytes: number): string {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >>> 16;
  };
  return Buffer.from(Uint8Array.from({ length: bytes }, next)).toString('base64');
}

describe('the Secret of a release', () => {
  test('holds megabytes of text that gzip makes small', () => {
    const manifests = [0, 1, 2].map((n) => ({ ...configMap(`c${n}`), data: { x: 'abc '.repeat(250_000) } }));
    expect(() => refused(manifests)).toThrow('It was expected to throw, and did not.');
  });

  test('is too small for objects that gzip does not make smaller', () => {
    const manifests = [0, 1, 2].map((n) => ({ ...configMap(`c${n}`), data: { x: `${n}${incompressible(150_000)}` } }));
    expect(refused(manifests)).toMatch(
      /^KubernetesManifests 'platform\/Objects': manifests must have at most 1048576 bytes in the Secret of their release \(gzip and base64\), but have 12\d{5}\. Split them into 2 KubernetesManifests\.$/,
    );
  });

  test('is too small for one such object', () => {
    const big = { ...configMap('big'), data: { x: incompressible(517_500) } };
    expect(refused([configMap('small'), big])).toMatch(
      / but have 138\d{4}\. Split ConfigMap big, which alone is too large, and use a separate KubernetesManifests for each part\.$/,
    );
  });
});

test('charts and objects share the names of releases', () => {
  const stack = azureStack();
  const cluster = new FakeHelmTarget(stack);
  new KubernetesManifests(stack, 'First', { cluster, ...release, manifests: [configMap('a')] });
  expect(
    errorOf(() => new KubernetesManifests(stack, 'Second', { cluster, ...release, manifests: [configMap('b')] })),
  ).toBe(
    "KubernetesManifests 'platform/Second': releaseName must not be the name of another release in namespace kube-system " +
      '(platform/First), got objects. Use another name.',
  );
});
