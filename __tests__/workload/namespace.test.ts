import { Namespace, type NamespaceProps, PodSecurityLevel } from '../../lib';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { azureStack, errorOf, Planned } from '../support/planned';
import { manifestsOf, waitsOf } from '../support/releases';

type Options = Omit<NamespaceProps, 'cluster' | 'name'> & { name?: string };

function planned(options: Options = {}): Planned {
  return Planned.by((stack) => {
    new Namespace(stack, 'Shop', { cluster: new FakeHelmTarget(stack), name: 'shop', ...options });
  });
}

function faultOf(options: Options): string {
  return errorOf(() => planned(options));
}

test('the namespace is kept, adopted, and applied from kube-system', () => {
  const plan = planned();
  expect(manifestsOf(plan, 'Shop')).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', annotations: { 'helm.sh/resource-policy': 'keep' } },
    },
  ]);
  const release = plan.one('helm_release');
  expect(release).toMatchObject({ name: 'shop-namespace', namespace: 'kube-system', take_ownership: true });
});

test('pod security refuses pods, and warns those who apply what makes them', () => {
  const [{ metadata }] = manifestsOf(
    planned({ podSecurity: PodSecurityLevel.RESTRICTED, labels: { team: 'web' } }),
    '',
  );
  expect(metadata.labels).toEqual({
    team: 'web',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
    'pod-security.kubernetes.io/audit': 'restricted',
  });
});

test('annotations stay beside the one that keeps the namespace', () => {
  const [{ metadata }] = manifestsOf(
    planned({ annotations: { 'example.com/owner': 'web team <web@example.com>' } }),
    '',
  );
  expect(metadata.annotations).toEqual({
    'example.com/owner': 'web team <web@example.com>',
    'helm.sh/resource-policy': 'keep',
  });
});

test('teams keep the records in a namespace of theirs', () => {
  expect(planned({ recordsNamespace: 'platform' }).one('helm_release').namespace).toBe('platform');
});

test('the release of a long name is cut to what Helm takes', () => {
  const { name } = planned({ name: 'a'.repeat(63) }).one('helm_release');
  expect(name).toMatch(/^a{36}-[0-9a-f]{6}-namespace$/);
  expect(name.length).toBe(53);
});

test('others wait for the namespace', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeHelmTarget(stack);
    const shop = new Namespace(stack, 'Shop', { cluster, name: 'shop' });
    new Namespace(stack, 'Other', { cluster, name: 'other' }).node.addDependency(shop);
  });
  expect(waitsOf(plan, 'Other')).toEqual(['helm_release.Shop_Manifests']);
});

test('a namespace that is known by its name makes nothing', () => {
  const plan = Planned.by((stack) => {
    const cluster = new FakeHelmTarget(stack);
    expect(Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }).namespaceName).toBe('shop');
  });
  expect(plan.all('helm_release')).toEqual({});
});

test('a namespace is made once a cluster', () => {
  const stack = azureStack();
  const cluster = new FakeHelmTarget(stack);
  new Namespace(stack, 'Shop', { cluster, name: 'shop' });
  expect(errorOf(() => new Namespace(stack, 'Again', { cluster, name: 'shop' }))).toBe(
    "Namespace 'platform/Again': name must be unique in the cluster, but 'platform/Shop' creates it already, got shop. Share that construct, import the namespace with fromName, or use another name.",
  );
});

describe('refused', () => {
  const cases: [string, Options, string][] = [
    [
      'a name that is no label',
      { name: 'Shop_1' },
      'name must have 1 to 63 characters: lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends, got Shop_1. For example, use shop.',
    ],
    [
      'a name that Kubernetes keeps',
      { name: 'kube-shop' },
      'name must not start with kube-, which Kubernetes reserves, got kube-shop. Use another name.',
    ],
    [
      'the label control-plane',
      { labels: { 'control-plane': 'shop' } },
      'labels must not contain control-plane: AKS excludes namespaces with this label from admission webhooks. Use another key, e.g. app.kubernetes.io/component.',
    ],
    [
      'the labels of podSecurity',
      { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      'labels must leave pod-security.kubernetes.io/enforce to podSecurity, got baseline. Set podSecurity.',
    ],
    [
      'a key that is no label key',
      { labels: { 'Example.com/team': 'web' } },
      'labels must have keys of at most 63 letters, digits, - _ and ., optionally after a domain and a /, got Example.com/team. For example, use example.com/team.',
    ],
    [
      'a key of two slashes',
      { annotations: { 'example.com/team/web': '' } },
      'annotations must have keys of at most 63 letters, digits, - _ and ., optionally after a domain and a /, got example.com/team/web. For example, use example.com/team.',
    ],
    [
      'a value that is no label value',
      { labels: { team: 'the web team' } },
      'labels.team must have at most 63 characters: letters, digits, - _ and ., with a letter or digit at both ends, got "the web team". Use a value such as web, or use an annotation.',
    ],
    [
      'a value that is no text',
      { annotations: { port: 8080 as unknown as string } },
      "annotations.port must be a string, got 8080, a number. Use '8080', in quotes.",
    ],
    [
      'records in the namespace itself',
      { recordsNamespace: 'shop' },
      'recordsNamespace must not be the namespace itself, which does not exist before the release, got shop. Leave it out, or use an existing namespace.',
    ],
    [
      'a level that there is not',
      { podSecurity: 'strict' as PodSecurityLevel },
      'podSecurity must be one of privileged, baseline, restricted, got strict. For example, use PodSecurityLevel.PRIVILEGED.',
    ],
  ];
  test.each(cases)('%s', (_title, options, fault) => {
    expect(faultOf(options)).toBe(`Namespace 'platform/Shop': ${fault}`);
  });
});

test('props are not changed', () => {
  const options = Object.freeze({ labels: Object.freeze({ team: 'web' }), annotations: Object.freeze({ a: 'b' }) });
  expect(planned({ ...options, podSecurity: PodSecurityLevel.BASELINE }).all('helm_release')).not.toEqual({});
  expect(options).toEqual({ labels: { team: 'web' }, annotations: { a: 'b' } });
});
