import { HeaderMatch, MeshPeer, PathMatch, RouteAction } from '../../lib';
import { run } from '../../review/command';
import { planOf } from '../mesh/traffic/meshes';
import { changes, output, removeFolders, resources } from './output';
import { checkoutTopics, meshes, shopJson } from './swap-programs';

afterAll(removeFolders);

const outputs = new Map(meshes.map((mesh) => [mesh, output({ mesh: { json: shopJson(mesh) } })]));
const pairs = meshes.flatMap((from) => meshes.filter((to) => to !== from).map((to) => [from, to] as const));

function changesOf(from: string, to: string): string {
  return run(['review', outputs.get(to) as string, '--base', outputs.get(from) as string, '--brief']).output;
}

/** The objects that services become are the same, wherever the control plane runs. */
function areAlike(from: string, to: string): boolean {
  return from.replace('managed ', '') === to.replace('managed ', '');
}

describe.each(pairs)('from %s to %s', (from, to) => {
  const text = changesOf(from, to);
  const lines = text.split('\n');

  test('is a page that can be read', () => {
    expect(lines.length).toBeLessThan(60);
    expect(lines.filter((line) => line.length > 1000)).toEqual([]);
    expect(text).not.toMatch(/applied → none|none → applied|ownedKeys/);
  });

  test('names each intent of a service: kept, changed, lost or new', () => {
    const line = lines.find((one) => one.includes('release checkout-traffic is rewritten'));
    if (areAlike(from, to)) {
      expect(text).not.toContain('checkout-traffic');
      return;
    }
    const [before, after] = [checkoutTopics(from), checkoutTopics(to)];
    for (const topic of new Set([...before, ...after])) {
      const verbs = !after.includes(topic) ? 'Lost' : !before.includes(topic) ? 'New' : 'Kept|Changed';
      expect(line).toMatch(new RegExp(`(${verbs}): ([^.]*; )?${topic} `));
    }
    for (const name of ['orders', 'web', 'reports'])
      expect(text).toMatch(new RegExp(`${name}-traffic is rewritten.*callers`));
  });

  test('names the meshes, where pods change, and the settings of both', () => {
    const isAddOn = (mesh: string) => mesh === 'managed Open Service Mesh' || mesh === 'Open Service Mesh';
    if (isAddOn(from) && isAddOn(to)) return;
    expect(text).toMatch(
      / is replaced by .*Pods change the mesh when they restart, in namespaces shop \(.* → .*\)\. Settings /,
    );
  });
});

test('from Istio to Linkerd, in words', () => {
  const line = (name: string) =>
    changesOf('Istio', 'Linkerd')
      .split('\n')
      .find((one) => one.includes(`release ${name}`));
  expect(line('checkout-traffic')).toBe(
    '- mesh: release checkout-traffic is rewritten from Istio to Linkerd. ' +
      'Kept: callers shop/reports (GET), shop/web; split v1 90 %, v2 10 %; timeout 5s; rate limit 40 per 1s. ' +
      'Changed: retries 2, on gateway-error (was: 2, on connect-failure, gateway-error, refused-stream). ' +
      'Lost: limits (was: requests 100); load balancing (was: least_request). `helm_release.Checkout_Manifests_E318B13F`',
  );
});

test('callers that are named in another way, or that come in addition, are a weaker policy', () => {
  const weaker = (from: string, to: string) =>
    /### Weakens mTLS or a policy[^#]*orders-traffic/.test(changesOf(from, to));
  expect(weaker('Istio', 'Consul')).toBe(true);
  expect(weaker('Istio', 'Istio ambient')).toBe(true);
  expect(weaker('Istio', 'Linkerd')).toBe(false);
  expect(weaker('Linkerd', 'Open Service Mesh')).toBe(false);
});

test('routes have the same words on each mesh', () => {
  const [v1, v2] = ['v1', 'v2'].map((name) => ({ name, service: `checkout-${name}`, labels: { version: name } }));
  const match = { headers: [HeaderMatch.exact('x-user', 'beta')], path: PathMatch.prefix('/orders'), methods: ['GET'] };
  const routes = [{ match, action: RouteAction.version(v2) }, { action: RouteAction.version(v1) }];
  const on = (mesh: string) => output({ mesh: { json: planOf(mesh, { routes }).json } });
  const moved = (from: string, to: string) => changes(on(from), on(to)).find((text) => text.includes('is rewritten'));
  const words = 'Kept: routes GET /orders x-user=beta to v2, GET /orders/* x-user=beta to v2, all others to v1';
  for (const [from, to] of [
    ['Istio', 'Linkerd'],
    ['Linkerd', 'Consul'],
    ['Consul', 'Istio'],
  ]) {
    expect(moved(from, to)).toBe(`other: release checkout-traffic is rewritten from ${from} to ${to}. ${words}`);
  }
});

test('a difference is found behind what fits into the line', () => {
  const names = Array.from({ length: 20 }, (_, index) => `caller-with-a-name-${index + 10}`);
  const on = (mesh: string, last: string) => {
    const allowFrom = [...names, last].map((name) => MeshPeer.serviceAccount('shop', name));
    return output({ mesh: { json: planOf(mesh, { allowFrom }).json } });
  };
  expect(changes(on('Istio', 'z1'), on('Linkerd', 'z2')).join()).toMatch(/^mtls: .*Changed: callers /);
  expect(changes(on('Istio', 'z1'), on('Linkerd', 'z1')).join()).toMatch(/^other: .*Kept: callers /);
});

/** A release of one object. */
function release(manifest: string): string {
  return resources({
    'helm_release.a': { name: 'a', namespace: 'shop', chart: 'x', values: [`manifests: [${manifest}]`] },
  });
}

test('objects that no words are for are named', () => {
  const sidecar = '{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: narrow}, spec: {}}';
  const exported =
    '{apiVersion: consul.hashicorp.com/v1alpha1, kind: ExportedServices, metadata: {name: all}, spec: {}}';
  expect(changes(release(sidecar), release(exported))).toEqual([
    'other: release a is rewritten from Istio to Consul. Changed: other objects ExportedServices all (was: Sidecar narrow)',
  ]);
});

test('calls that were denied and are no more, are a weaker policy', () => {
  const denied = release(
    '{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a}, spec: {action: DENY, rules: [{to: [{operation: {methods: [POST]}}]}]}}',
  );
  const linkerd = release(
    '{apiVersion: policy.linkerd.io/v1beta3, kind: Server, metadata: {name: a}, spec: {port: 80}}',
  );
  expect(changes(denied, linkerd)).toEqual([
    'mtls: release a is rewritten from Istio to Linkerd. Lost: denied calls (was: anyone (POST))',
  ]);
});

test('what Helm leaves in the cluster is not lost, and a waypoint is reached from within the cluster only', () => {
  expect(changesOf('Istio', 'Linkerd')).not.toContain('pod security');
  expect(changesOf('Istio', 'Istio ambient')).not.toContain('can be reached');
});

test('another version or revision of a mesh is no other mesh', () => {
  const at = (revision: string) => {
    const namespace = `manifests: [{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio.io/rev: ${revision}}}}]`;
    return output({
      s: { json: { resource: { helm_release: { a: { name: 'shop-namespace', chart: 'x', values: [namespace] } } } } },
    });
  };
  expect(run(['review', at('asm-1-30'), '--base', at('asm-1-29'), '--brief']).output).not.toContain('is replaced by');
  expect(run(['review', at('asm-1-30'), '--base', at('stable'), '--brief']).output).toContain(
    'Istio revision stable is replaced by Istio revision asm-1-30',
  );
});
