import { createHash } from 'node:crypto';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { TerraformVariable } from 'cdktf';
import { ChartSource, HelmChart, type HelmChartProps } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { type Attributes, azureStack, errorOf, lateErrorOf, Planned } from '../support/planned';

const chart = ChartSource.https({ repository: 'https://example.com/charts', chart: 'shop', version: '1.2.3' });
const release = { chart, releaseName: 'shop', namespace: 'shop' };

function planned(props: Partial<HelmChartProps> = {}): Attributes {
  return Planned.by((stack) => {
    new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, ...props });
  }).one('helm_release');
}

function refused(props: Partial<HelmChartProps>): string {
  const stack = azureStack();
  return errorOf(() => new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, ...props }));
}

const defaults = {
  atomic: true,
  chart: 'shop',
  max_history: 10,
  name: 'shop',
  namespace: 'shop',
  provider: 'helm.Cluster',
  repository: 'https://example.com/charts',
  reset_values: true,
  timeout: 600,
  upgrade_install: true,
  version: '1.2.3',
  wait: true,
};

test('is careful by default', () => {
  expect(planned()).toEqual(defaults);
});

test.each<[keyof HelmChartProps, unknown, Attributes]>([
  ['timeoutMinutes', 15, { timeout: 900 }],
  ['takeOwnership', true, { take_ownership: true }],
  ['waitForReady', false, { wait: false, atomic: false }],
  ['atomic', false, { atomic: false }],
  ['maxHistory', 3, { max_history: 3 }],
  ['skipCrds', true, { skip_crds: true }],
  ['values', { a: 1 }, { values: ['a: 1\n'], reset_values: undefined }],
  ['values', { a: undefined }, {}],
])('%s %j reaches the release', (prop, value, expected) => {
  const { reset_values, ...rest } = planned({ [prop]: value });
  const result = reset_values === undefined ? rest : { ...rest, reset_values };
  expect(result).toEqual(JSON.parse(JSON.stringify({ ...defaults, ...expected })));
});

test('minutes may be a token', () => {
  const { timeout } = Planned.by((stack) => {
    const { numberValue: timeoutMinutes } = new TerraformVariable(stack, 'minutes', { type: 'number' });
    new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, timeoutMinutes });
  }).one('helm_release');
  expect(timeout).toBe('${(var.minutes * 60)}');
});

test('waits for the cluster, and others wait for it', () => {
  const releases = Planned.by((stack) => {
    const place = { name: 'x', resourceGroupName: 'rg', location: 'westeurope' };
    const access = new UserAssignedIdentity(stack, 'Access', place);
    const cluster = new FakeHelmTarget(stack, 'Cluster', [access]);
    const base = new HelmChart(stack, 'Base', { cluster, ...release, releaseName: 'base' });
    new HelmChart(stack, 'Shop', { cluster, ...release }).node.addDependency(base);
  });
  expect(releases.one('helm_release', 'Base').depends_on).toEqual(['azurerm_user_assigned_identity.Access']);
  expect(releases.one('helm_release', 'Shop').depends_on).toEqual([
    'azurerm_user_assigned_identity.Access',
    expect.stringMatching(/^helm_release\.Base_\w{8}$/),
  ]);
});

test('a cluster takes one release of a name in a namespace', () => {
  const stack = azureStack();
  const [blue, green] = ['Blue', 'Green'].map((id) => new FakeHelmTarget(stack, id));
  new HelmChart(stack, 'First', { cluster: blue, ...release });
  new HelmChart(stack, 'OtherCluster', { cluster: green, ...release });
  new HelmChart(stack, 'OtherNamespace', { cluster: blue, ...release, namespace: 'other' });
  expect(errorOf(() => new HelmChart(stack, 'Second', { cluster: blue, ...release }))).toBe(
    "HelmChart 'platform/Second': releaseName must not be the name of another release in namespace shop (platform/First), " +
      'got shop. Use another name.',
  );
  expect(Object.values(Planned.of(stack).all('helm_release')).map(({ provider }) => provider)).toEqual([
    'helm.Blue',
    'helm.Green',
    'helm.Blue',
  ]);
});

test('a release that was refused keeps no name', () => {
  const stack = azureStack();
  const cluster = new FakeHelmTarget(stack);
  errorOf(() => new HelmChart(stack, 'First', { cluster, ...release, maxHistory: 0 }));
  expect(new HelmChart(stack, 'Second', { cluster, ...release }).release.nameInput).toBe('shop');
});

test('reports all faults of its props together', () => {
  const error = refused({
    cluster: undefined,
    chart: undefined,
    releaseName: 'Shop',
    namespace: 'a.b',
    timeoutMinutes: 0,
    maxHistory: 1.5,
    waitForReady: false,
    atomic: true,
    values: [1] as unknown as HelmChartProps['values'],
  });
  expect(error).toBe(
    [
      "HelmChart 'platform/Shop' has 8 faults:",
      '- cluster must be set. Set the cluster of the release.',
      '- releaseName must have 1 to 53 characters: lowercase letters, digits and -, with a letter or digit at both ends, got Shop. For example, use istiod.',
      '- namespace must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got a.b. For example, use shop.',
      '- timeoutMinutes must be a whole number of 1 to 60 minutes, got 0. Use a number in 1 to 60 minutes.',
      '- maxHistory must be a whole number of 1 to 100 revisions, got 1.5. Use a number in 1 to 100 revisions.',
      '- chart must be set. For example, use ChartSource.https({ ... }).',
      '- values must be a map, got [1], a list. Use an object with keys and values.',
      '- atomic must not be true if waitForReady is false. Helm must wait to detect a failure.',
    ].join('\n'),
  );
});

describe('secretValues', () => {
  test('go to the release escaped, and the state is warned of once', () => {
    const result = Planned.by((stack) => {
      const { stringValue: secret } = new TerraformVariable(stack, 'secret', { sensitive: true });
      const cluster = new FakeHelmTarget(stack);
      const secretValues = { 'auth.password': secret, 'auth.prometheus\\.io/token': `Bearer "${secret}"` };
      new HelmChart(stack, 'Shop', { cluster, ...release, secretValues });
    });
    const { set_sensitive, reset_values, values } = result.one('helm_release');
    expect(set_sensitive).toEqual([
      {
        name: 'auth.password',
        type: 'string',
        value: String.raw`${'$'}{replace(var.secret, "/([\\\\,{}\\[\\]])/", "\\$1")}`,
      },
      {
        name: 'auth.prometheus\\.io/token',
        type: 'string',
        value: String.raw`${'$'}{replace("Bearer \"${'$'}{var.secret}\"", "/([\\\\,{}\\[\\]])/", "\\$1")}`,
      },
    ]);
    expect([reset_values, values]).toEqual([undefined, undefined]);
    expect(result.warnings).toEqual([
      "W101: The Terraform state contains, for release shop, auth.password, auth.prometheus\\.io/token in plain text, and so does the release's Secret in namespace shop. Encrypt it and restrict access to it.",
    ]);
  });

  test('no fault prints a secret', () => {
    const stack = azureStack();
    const { stringValue: secret } = new TerraformVariable(stack, 'secret', { sensitive: true });
    const error = errorOf(
      () =>
        new HelmChart(stack, 'Shop', {
          cluster: new FakeHelmTarget(stack),
          ...release,
          values: { list: [{ p: 1 }], a: { b: 1 }, scalar: 'x', 'c.d': 1, nothing: null },
          secretValues: {
            literal: 'hunter2',
            'users[0].password': secret,
            'a.b': secret,
            'list.p': secret,
            'scalar.x': secret,
            'c\\.d': secret,
            'nothing.x': secret,
            'a.c': secret,
            'a.c.d': secret,
            '': secret,
            'a..b': secret,
            'k=v': secret,
          },
        }),
    );
    const token = 'Use the value of a sensitive TerraformVariable, or an attribute of a resource.';
    const path =
      'must be keys of maps, separated by dots, without list indexes. For example, use auth.password, or prometheus\\.io/token for a key with a dot.';
    expect(error).toBe(
      [
        "HelmChart 'platform/Shop' has 10 faults:",
        `- secretValues["literal"] must be a token in text: literal text would be in the synthesized JSON. ${token}`,
        `- secretValues["users[0].password"] ${path}`,
        '- secretValues["a.b"] must not also be set in values. Remove one of them.',
        '- secretValues["list.p"] must be in a map, but values has another type there. Remove one of them.',
        '- secretValues["scalar.x"] must be in a map, but values has another type there. Remove one of them.',
        '- secretValues["c\\.d"] must not also be set in values. Remove one of them.',
        '- secretValues["a.c.d"] must not be below another secret (a.c). Remove one of them.',
        `- secretValues[""] ${path}`,
        `- secretValues["a..b"] ${path}`,
        `- secretValues["k=v"] ${path}`,
      ].join('\n'),
    );
  });
});

test('values must fit into the Secret of the release', () => {
  const stack = azureStack();
  // Hashes, which gzip halves at best.
  const hashes = Array.from({ length: 26_000 }, (_, index) => createHash('sha256').update(`${index}`).digest('hex'));
  new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, values: { hashes: hashes.join('') } });
  expect(lateErrorOf(() => Planned.of(stack))).toMatch(
    /^HelmChart 'platform\/Shop': values must have at most 1048576 bytes in the Secret of the release \(gzip and base64\), but have 12\d{5}\. Put large texts into a ConfigMap by KubernetesManifests, and pass the ConfigMap's name to the chart\.$/,
  );
});
