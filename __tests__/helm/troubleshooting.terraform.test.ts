import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { KubernetesManifests } from '../../lib/helm';
import { ApiServer } from '../../tools/api-server/api-server';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { azureStack, errorOf } from '../support/planned';
import { describeWith, projectRoot } from '../support/tools';

const page = readFileSync(path.join(projectRoot, 'docs/troubleshooting.md'), 'utf8');
const messages = [...page.matchAll(/^### `(.*)`$/gm)].map(([, message]) => message);
const chart = path.join(projectRoot, 'charts/manifests');
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

describeWith(['helm', 'terraform'], 'the messages of docs/troubleshooting.md', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  let server: ApiServer;

  beforeAll(async () => {
    server = await ApiServer.start();
    writeFileSync(path.join(work, 'kubeconfig'), server.kubeconfig);
  });

  beforeEach(() => {
    server.failure = undefined;
    server.objects.clear();
  });

  afterAll(async () => {
    await server.stop();
    rmSync(work, { recursive: true, force: true });
  });

  function output(program: string, args: string[], cwd = work): Promise<string> {
    const env = { ...process.env, KUBECONFIG: path.join(work, 'kubeconfig'), CHECKPOINT_DISABLE: '1', TF_INPUT: '0' };
    return new Promise((resolve) => {
      execFile(program, args, { cwd, env }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
    });
  }

  const helm = (command: string, objects: object[] = [configMap], ...more: string[]) => {
    writeFileSync(path.join(work, 'values.json'), JSON.stringify({ manifests: objects }));
    const where = ['--namespace', 'shop', '--values', 'values.json', '--disable-openapi-validation'];
    return output('helm', [command, 'objects', chart, ...where, ...more]);
  };

  const recordOf = (revision: number) => `/api/v1/namespaces/shop/secrets/sh.helm.release.v1.objects.v${revision}`;

  /** As a killed Helm leaves its record. */
  function interrupt(status: string, revision = 1): void {
    const at = recordOf(revision);
    const secret = server.objects.get(at) as any;
    const { data, metadata } = secret;
    const bytes = Buffer.from(Buffer.from(data.release, 'base64').toString(), 'base64');
    const record = JSON.parse(gunzipSync(bytes).toString());
    record.info.status = status;
    const stored = Buffer.from(gzipSync(JSON.stringify(record)).toString('base64')).toString('base64');
    server.objects.set(at, {
      ...secret,
      metadata: { ...metadata, labels: { ...metadata.labels, status } },
      data: { release: stored },
    });
  }

  /** A stack without a provider, which is applied once. */
  async function stackFolder(): Promise<string> {
    const folder = mkdtempSync(path.join(work, 'stack-'));
    writeFileSync(
      path.join(folder, 'main.tf.json'),
      JSON.stringify({ resource: { terraform_data: { a: { input: 1 } } } }),
    );
    await output('terraform', ['init'], folder);
    return folder;
  }

  const producers: { readonly [message: string]: () => Promise<string> } = {
    'the server has asked for the client to provide credentials': () => {
      server.failure = 'unauthorized';
      return helm('install');
    },
    'cannot get resource "secrets" in API group ""': () => {
      server.failure = { forbidden: 'shop' };
      return helm('install');
    },
    'Kubernetes cluster unreachable': () => {
      server.failure = 'timeout';
      return helm('install');
    },
    'cannot re-use a name that is still in use': async () => {
      await helm('install');
      return helm('install');
    },
    'another operation (install/upgrade/rollback) is in progress': async () => {
      await helm('install');
      interrupt('pending-upgrade');
      return helm('upgrade');
    },
    'has no deployed releases': async () => {
      await helm('install');
      interrupt('uninstalling');
      return helm('upgrade');
    },
    'context deadline exceeded': () => {
      const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop' }, spec: { type: 'LoadBalancer' } };
      return helm('install', [service], '--wait', '--timeout', '1s');
    },
    'ensure CRDs are installed first': () =>
      helm('install', [{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'shop' } }]),
    'exists and cannot be imported into the current release': () => {
      const metadata = { ...configMap.metadata, namespace: 'shop' };
      server.objects.set('/api/v1/namespaces/shop/configmaps/settings', { ...configMap, metadata });
      return helm('install');
    },
    'must have at most 1048576 bytes in the Secret': async () => {
      const stack = azureStack();
      // Digits and letters without a pattern, which gzip can't make small.
      let state = 7;
      const letters = Array.from({ length: 900_000 }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
        return 'abcdefghijklmnopqrstuvwxyz0123456789'[(state >>> 16) % 36];
      });
      const manifests = [{ ...configMap, data: { big: letters.join('') } }];
      const release = { cluster: new FakeHelmTarget(stack), releaseName: 'objects', namespace: 'shop' };
      return errorOf(() => new KubernetesManifests(stack, 'Objects', { ...release, manifests }));
    },
    'Error acquiring the state lock': async () => {
      const folder = await stackFolder();
      // It waits for an answer, and holds the lock meanwhile.
      const holder = spawn('terraform', ['apply'], { cwd: folder, env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
      const closed = new Promise((resolve) => holder.on('close', resolve));
      await new Promise<void>((resolve) => {
        holder.stdout.on('data', (text) => {
          if (String(text).includes('Enter a value')) resolve();
        });
      });
      const said = await output('terraform', ['plan'], folder);
      holder.stdin.end('no\n');
      await closed;
      return said;
    },
    'Saved plan is stale': async () => {
      const folder = await stackFolder();
      await output('terraform', ['plan', '-out=saved'], folder);
      await output('terraform', ['apply', '-auto-approve'], folder);
      return output('terraform', ['apply', 'saved'], folder);
    },
  };

  test('are those that this test produces', () => {
    expect(messages).toEqual(Object.keys(producers));
  });

  test.each(Object.entries(producers))('%s', async (message, produce) => {
    expect((await produce()).replaceAll(/[\s│]+/g, ' ')).toContain(message);
  });

  test('a record that is pending is all that an interrupted upgrade leaves to delete', async () => {
    await helm('install');
    const first = [...server.objects].filter(([, { kind }]) => kind === 'Secret');
    await helm('upgrade');
    interrupt('pending-upgrade', 2);
    for (const [at, secret] of first) server.objects.set(at, secret);
    expect(await helm('upgrade')).toContain('another operation (install/upgrade/rollback) is in progress');
    server.objects.delete(recordOf(2));
    expect(await helm('upgrade')).toContain('REVISION: 2');
  });

  test('what an interrupted first install has created is adopted once its record is deleted', async () => {
    await helm('install');
    interrupt('pending-install');
    expect(await helm('upgrade')).toContain('another operation (install/upgrade/rollback) is in progress');
    server.objects.delete(recordOf(1));
    expect(await helm('install')).toContain('STATUS: deployed');
  });
});
