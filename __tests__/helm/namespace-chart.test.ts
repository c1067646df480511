import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Change, FakeApiServer } from '../support/fake-api-server';
import { describeWith, projectRoot } from '../support/tools';

const chart = path.join(projectRoot, 'charts/namespace');
const work = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
jest.setTimeout(120_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describeWith(['helm'], 'The chart in Helm', () => {
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'shop',
      labels: { 'istio.io/rev': '1-30-3' },
      annotations: { 'helm.sh/resource-policy': 'keep' },
    },
  };
  const ownedKeys = [
    { key: 'istio-injection' },
    { key: 'istio.io/rev' },
    { key: 'linkerd.io/inject', except: 'disabled' },
    { key: 'example.com/mesh', only: 'enabled' },
  ];

  /** What Helm sends to an API server that has these namespaces. */
  async function changesOf(existing: object[]): Promise<Change[]> {
    const values = path.join(work, 'values.json');
    const config = path.join(work, 'kubeconfig');
    writeFileSync(values, JSON.stringify({ manifests: [namespace], ownedKeys }));
    const server = await FakeApiServer.with(existing);
    try {
      writeFileSync(config, kubeconfig(server.address));
      const place = ['--namespace', 'kube-system', '--kubeconfig', config, '--kube-apiserver', server.address];
      const flags = ['--take-ownership', '--disable-openapi-validation', '--values', values];
      const args = ['install', 'shop-namespace', chart, ...place, ...flags];
      await promisify(execFile)('helm', args, { timeout: 60_000 });
      return server.changes;
    } finally {
      await server.close();
    }
  }

  const failureOf = (metadata: object) =>
    changesOf([{ metadata: { name: 'shop', ...metadata } }]).then(
      (changes) => `no failure: ${JSON.stringify(changes)}`,
      (error: Error & { stderr: string }) => error.stderr,
    );

  const fault = (key: string, part: string, verb: string) =>
    `${key}: ${part} of namespace shop must be set by this release only, and somebody else has set it. Run: kubectl ${verb} namespace shop ${key}-`;

  test('takes over a namespace, with labels that decide nothing', async () => {
    const labels = { team: 'web', 'istio.io/rev': '1-28', 'example.com/mesh': 'other' };
    const annotations = { 'linkerd.io/inject': 'disabled' };
    const [change, ...others] = await changesOf([{ metadata: { name: 'shop', labels, annotations } }]);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ method: 'PATCH', path: '/api/v1/namespaces/shop' });
    expect(change.body.metadata.labels).toMatchObject({ 'istio.io/rev': '1-30-3' });
  });

  test('creates a namespace', async () => {
    const [{ method, body }] = await changesOf([]);
    expect(method).toBe('POST');
    expect(body.metadata.labels).toMatchObject({ 'istio.io/rev': '1-30-3' });
  });

  test('fails for labels and annotations that somebody else has set, all together', async () => {
    const labels = { 'istio-injection': 'enabled', 'example.com/mesh': 'enabled' };
    const annotations = { 'linkerd.io/inject': 'enabled' };
    const text = await failureOf({ labels, annotations });
    expect(text).toContain(fault('istio-injection', 'labels', 'label'));
    expect(text).toContain(fault('example.com/mesh', 'labels', 'label'));
    expect(text).toContain(fault('linkerd.io/inject', 'annotations', 'annotate'));
  });

  describe('of a namespace that belongs to the release already', () => {
    const annotations = {
      'meta.helm.sh/release-name': 'shop-namespace',
      'meta.helm.sh/release-namespace': 'kube-system',
    };
    const labels = { 'istio-injection': 'enabled' };
    const setBy = (manager: string) => ({
      managedFields: [
        { manager: 'kube-controller-manager' },
        { manager, fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, 'f:istio-injection': {} } } } },
      ],
    });

    test('leaves what Helm has set before to Helm', async () => {
      const owned = { name: 'shop', annotations, labels, ...setBy('terraform-provider-helm_v3.1.1_x5') };
      expect(await changesOf([{ metadata: owned }])).toHaveLength(1);
    });

    test('fails for what somebody else has set since', async () => {
      const expected = fault('istio-injection', 'labels', 'label');
      expect(await failureOf({ annotations, labels, ...setBy('kubectl-label') })).toContain(expected);
    });

    test('fails for what Helm has set in a release of another name', async () => {
      const others = { ...annotations, 'meta.helm.sh/release-name': 'other' };
      const expected = fault('istio-injection', 'labels', 'label');
      expect(await failureOf({ annotations: others, labels, ...setBy('helm') })).toContain(expected);
    });
  });
});

function kubeconfig(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'fake', cluster: { server } }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
    users: [{ name: 'fake', user: {} }],
    'current-context': 'fake',
  });
}
