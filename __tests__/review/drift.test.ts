import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../review/command';
import { ApiServer } from '../../tools/api-server/api-server';
import { describeWith, projectRoot } from '../support/tools';
import { emptyFolder, output, refused, removeFolders } from './output';

afterAll(removeFolders);

const release = (name: string, namespace: string) => ({
  name,
  namespace,
  chart: 'assets/CdktfAksManifestsChart/1.0.0',
});
const folder = output({
  mesh: {
    json: {
      resource: { helm_release: { Mtls: release('mtls', 'istio-system'), Shop: release('shop', 'shop') } },
    },
  },
});

test('options that drift does not know, and stacks that are not there, are rejected', () => {
  expect(refused('drift', '--fail-on', 'all')).toBe(
    '--fail-on must be one of mtls, access, traffic, other, patched, got all.',
  );
  expect(refused('drift', folder, '--stack', 'web')).toBe('--stack must be a stack of the output (mesh), got web.');
  expect(refused('drift', 'a', 'b')).toBe('drift takes one folder, got also b. See cdktf-aks drift --help.');
  expect(run(['drift', '--help'])).toMatchObject({ exitCode: 0, error: '' });
});

describeWith(['helm', 'kubectl'], 'drift in a cluster, by Helm and kubectl', () => {
  const work = emptyFolder();
  const kubeconfig = path.join(work, 'kubeconfig');
  let server: ApiServer;

  const mtls = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace: 'istio-system' },
    spec: { mtls: { mode: 'STRICT' } },
  };
  const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { limit: '5' } };
  const weights = (weight: number) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'checkout', namespace: 'shop' },
    spec: { http: [{ route: [{ destination: { host: 'v1' }, weight }] }] },
  });
  const paths = {
    mtls: '/apis/security.istio.io/v1/namespaces/istio-system/peerauthentications/default',
    weights: '/apis/networking.istio.io/v1/namespaces/shop/virtualservices/checkout',
    settings: '/api/v1/namespaces/shop/configmaps/settings',
  };

  /** A child: the server of this process has to answer it. */
  function child(program: string, ...args: string[]): Promise<{ code: number; output: string; error: string }> {
    const env = { ...process.env, KUBECONFIG: kubeconfig };
    return new Promise((resolve) => {
      execFile(program, args, { cwd: projectRoot, env }, (failure, output, error) =>
        resolve({ code: Number(failure?.code ?? 0), output, error }),
      );
    });
  }

  const drift = (...options: string[]) =>
    child(process.execPath, '-r', 'tsx/cjs', 'review/main.ts', 'drift', folder, ...options);

  async function install(name: string, namespace: string, manifests: object[]): Promise<void> {
    const values = path.join(work, `${name}.json`);
    writeFileSync(values, JSON.stringify({ manifests }));
    const chart = path.join(projectRoot, 'charts/manifests');
    const where = ['--namespace', namespace, '--values', values, '--disable-openapi-validation'];
    const { code, error } = await child('helm', 'install', name, chart, ...where);
    if (code !== 0) throw new Error(error);
  }

  beforeAll(async () => {
    server = await ApiServer.start();
    writeFileSync(kubeconfig, server.kubeconfig);
    await install('mtls', 'istio-system', [mtls]);
    await install('shop', 'shop', [weights(90), settings]);
  });

  afterAll(() => server.stop());

  afterEach(() => {
    server.failure = undefined;
  });

  test('is none where all objects are as their releases have them', async () => {
    expect(await drift()).toEqual({
      code: 0,
      output: '# Drift in the cluster\n\n2 releases compared with the cluster.\n\nNo differences.\n',
      error: '',
    });
  });

  test('is reported by danger: a deleted policy, weights, settings', async () => {
    const before = new Map(server.objects);
    server.objects.delete(paths.mtls);
    server.objects.set(paths.weights, { ...(server.objects.get(paths.weights) as any), spec: weights(1).spec });
    server.objects.set(paths.settings, { ...(server.objects.get(paths.settings) as any), data: { limit: '6' } });
    const { code, output: page, error } = await drift();
    expect([code, error]).toEqual([
      1,
      'Objects in the cluster differ from their releases, of danger other or worse.\n',
    ]);
    const [, mtlsPart, trafficPart, otherPart] = page.split(/^## /m);
    expect(mtlsPart).toBe(
      'mTLS and injection (1)\n\nmesh: PeerAuthentication istio-system/default of release istio-system/mtls is missing.\n\n',
    );
    expect(trafficPart).toContain('Traffic (1)\n\nmesh: VirtualService shop/checkout of release shop/shop differs.');
    expect(trafficPart).toMatch(/^- +weight: 1\n\+ +weight: 90$/m);
    expect(otherPart).toMatch(/^Other objects \(1\)\n\nmesh: ConfigMap shop\/settings of release shop\/shop differs\./);
    expect((await drift('--fail-on', 'traffic')).code).toBe(1);
    server.objects.clear();
    for (const [at, object] of before) server.objects.set(at, object);
    server.objects.set(paths.settings, { ...(server.objects.get(paths.settings) as any), data: { limit: '6' } });
    expect((await drift('--fail-on', 'traffic')).code).toBe(0);
  });

  test('is not told where the cluster cannot be read', async () => {
    server.failure = 'unauthorized';
    const expired = await drift();
    expect([expired.code, expired.output]).toEqual([2, '']);
    expect(expired.error).toMatch(
      /^Helm can't read release istio-system\/mtls: .*asked for the client to provide credentials/,
    );
    server.failure = { forbidden: 'shop' };
    expect((await drift()).error).toMatch(/^Helm can't read release shop\/shop: .*forbidden/);
  });
});
