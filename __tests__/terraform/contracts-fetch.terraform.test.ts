import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { faultsOf, readContents, writeContents } from '../../scripts/contracts/contents';
import { type Fetched, fetchContracts } from '../../scripts/contracts/fetch';
import { lockFile, schemaFile } from '../../scripts/contracts/folders';
import { type Lock, readLock, writeLock } from '../../scripts/contracts/lock';
import { chartArchive, providerSchema, type Source } from '../../scripts/contracts/sources';
import { cliConfigFile } from '../../tools/terraform-offline/mirror';
import { describeWith } from '../support/tools';

jest.setTimeout(120_000);

const root = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
const served = path.join(root, 'served');
const cache = path.join(root, 'cache');
const servers: http.Server[] = [];
const requests: string[] = [];
let address: string;

beforeAll(async () => {
  mkdirSync(served);
  address = await serve(http.createServer(answer), 'http');
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(root, { recursive: true, force: true });
});

beforeEach(() => {
  rmSync(cache, { recursive: true, force: true });
  requests.length = 0;
});

function answer({ url = '' }: http.IncomingMessage, response: http.ServerResponse): void {
  requests.push(url);
  const file = path.join(served, url);
  const isThere = existsSync(file);
  response.writeHead(isThere ? 200 : 404, url.endsWith('.json') ? { 'content-type': 'application/json' } : {});
  response.end(isThere ? readFileSync(file) : '');
}

async function serve(server: http.Server, scheme: string): Promise<string> {
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function fetched(sources: Source[], lock: Lock = {}, acceptsNew = false): Promise<Fetched & { said: string[] }> {
  const said: string[] = [];
  const options = { sources, lock, folder: cache, acceptsNew, say: (line: string) => said.push(line) };
  return fetchContracts(options).then((result) => ({ ...result, said }));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

function inCache(file: string): string {
  return readFileSync(path.join(cache, file), 'utf8');
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function definition(plural: string): string {
  const meta = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ${plural}.example.com\n`;
  return `${meta}spec:\n  group: example.com\n`;
}

describeWith(['helm'], 'charts and definitions from a repository', () => {
  const versions: { [version: string]: string } = { '1.0.0': 'replicas: 1\n', '1.1.0': 'replicas: 2\n' };

  beforeAll(() => {
    for (const [version, values] of Object.entries(versions)) {
      const chart = path.join(root, version, 'shop');
      for (const folder of ['templates', 'crds']) mkdirSync(path.join(chart, folder), { recursive: true });
      const write = (file: string, text: string) => writeFileSync(path.join(chart, file), text);
      write('Chart.yaml', `apiVersion: v2\nname: shop\nversion: ${version}\nkubeVersion: '>=1.30.0-0'\n`);
      write('values.yaml', values);
      write('values-ha.yaml', 'replicas: 3\n');
      write('values.schema.json', '{"type": "object"}');
      write('crds/all.yaml', `${definition('carts')}---\n${definition('shops')}`);
      write('templates/crd.yaml', `{{- if .Values.definitions }}\n${definition('tills')}{{- end }}\n`);
      write('templates/map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n');
      execFileSync('helm', ['package', chart, '--destination', served], { stdio: 'pipe' });
    }
    execFileSync('helm', ['repo', 'index', served, '--url', address], { stdio: 'pipe' });
    mkdirSync(path.join(served, 'v1'));
    for (const name of ['carts', 'tills']) writeFileSync(path.join(served, `v1/${name}.yaml`), definition(name));
  });

  const digestOf = (version: string) => sha256(path.join(served, `shop-${version}.tgz`));
  const at = (version: string) => `${address}/shop@${version}`;

  function shop(definitions: object, version = '1.0.0'): Source {
    const chart = { repository: address, file: 'shop', version, overlays: ['shop-ha'] };
    return chartArchive('shop', { ...chart, definitions: { folder: 'shop', ...definitions } }) as Source;
  }

  function files(...names: string[]): Source {
    const urls = names.map((name) => `${address}/v1/${name}.yaml`);
    return { kind: 'definitions', name: 'definitions 1', parts: ['crds/v1'], urls };
  }

  test('are taken where their digests are known, and the second time nothing is asked for', async () => {
    const sources = [shop({}), files('carts', 'tills')];
    const lock = {
      [at('1.0.0')]: digestOf('1.0.0'),
      ...Object.fromEntries(
        ['carts', 'tills'].map((name) => [`${address}/v1/${name}.yaml`, sha256(path.join(served, `v1/${name}.yaml`))]),
      ),
    };
    const first = await fetched(sources, lock);
    expect({ ...first, digests: [...first.digests] }).toEqual({
      faults: [],
      digests: [],
      said: ['chart shop 1.0.0: fetched', 'definitions 1: fetched'],
    });
    expect(filesIn(cache)).toEqual([
      'contents.json',
      'crds/shop/carts.example.com.yaml',
      'crds/shop/shops.example.com.yaml',
      'crds/v1/carts.yaml',
      'crds/v1/tills.yaml',
      'values/shop-ha.yaml',
      'values/shop.schema.json',
      'values/shop.yaml',
    ]);
    expect([inCache('values/shop.yaml'), inCache('values/shop-ha.yaml')]).toEqual(['replicas: 1\n', 'replicas: 3\n']);
    expect(inCache('crds/shop/carts.example.com.yaml').trim()).toBe(definition('carts').trim());
    for (const part of ['values', 'crds']) expect(faultsOf(part, cache, sources)).toEqual([]);

    requests.length = 0;
    expect((await fetched(sources, lock)).said).toEqual(['chart shop 1.0.0: is there', 'definitions 1: is there']);
    expect(requests).toEqual([]);
  });

  test('definitions come from templates too, and only those that are asked for', async () => {
    const lock = { [at('1.0.0')]: digestOf('1.0.0') };
    await fetched([shop({ templatedWith: ['definitions=true'] })], lock);
    expect(readdirSync(path.join(cache, 'crds/shop'))).toEqual(['tills.example.com.yaml']);
    rmSync(cache, { recursive: true });
    await fetched([shop({ only: ['shops.example.com'] })], lock);
    expect(readdirSync(path.join(cache, 'crds/shop'))).toEqual(['shops.example.com.yaml']);
    rmSync(cache, { recursive: true });
    const { faults } = await fetched([shop({ only: ['gone.example.com'] })], lock);
    expect(faults).toEqual(['chart shop 1.0.0: the chart must hold gone.example.com, got none of it']);
    expect(filesIn(cache)).toEqual([]);
  });

  test('another digest is an error that names chart, version and both digests, and nothing is taken', async () => {
    const { faults } = await fetched([shop({})], { [at('1.0.0')]: 'f'.repeat(64) }, true);
    expect(faults).toEqual([
      `chart shop 1.0.0: ${at('1.0.0')} has another content than before. contracts.lock.json has sha256 ${'f'.repeat(64)}, ` +
        `fetched was ${digestOf('1.0.0')}. Find out why it was changed; if it is right, write the new digest there.`,
    ]);
    expect(filesIn(cache)).toEqual([]);
  });

  test('without a digest nothing is taken, unless new ones are accepted, which are then in the lock', async () => {
    const sources = [shop({})];
    const lock = path.join(root, 'lock.json');
    writeFileSync(lock, JSON.stringify({ [at('1.0.0')]: null, 'https://example.com/old@1': 'a' }));
    const refused = await fetched(sources, readLock(lock));
    expect(refused.faults).toEqual([
      `chart shop 1.0.0: contracts.lock.json has no digest of ${at('1.0.0')}, fetched was sha256 ${digestOf('1.0.0')}. Compare ` +
        'it with what the publisher says, and write it there, or take it with npm run contracts -- --fetch --accept-new.',
    ]);
    expect(filesIn(cache)).toEqual([]);

    const accepted = await fetched(sources, readLock(lock), true);
    expect(accepted.faults).toEqual([]);
    expect(filesIn(cache)).toContain('values/shop.yaml');
    writeLock(lock, accepted.digests, [at('1.0.0')]);
    expect(readLock(lock)).toEqual({ [at('1.0.0')]: digestOf('1.0.0') });
  });

  test('a part of another version, or half there, is told of until it is fetched', async () => {
    const lock = Object.fromEntries(Object.keys(versions).map((version) => [at(version), digestOf(version)]));
    await fetched([shop({})], lock);
    const newer = [shop({}, '1.1.0')];
    const fix = 'chart shop 1.1.0 is expected. Run npm run contracts -- --fetch';
    expect(faultsOf('values/shop', cache, newer)).toEqual([`${cache}/values/shop is of ${at('1.0.0')}: ${fix}`]);
    expect((await fetched(newer, lock)).said).toEqual(['chart shop 1.1.0: fetched']);
    expect([inCache('values/shop.yaml'), faultsOf('values/shop', cache, newer)]).toEqual(['replicas: 2\n', []]);

    const { 'values/shop': _, ...rest } = readContents(cache) ?? {};
    writeContents(cache, rest);
    expect(faultsOf('values/shop', cache, newer)).toEqual([`${cache}/values/shop is missing: ${fix}`]);
    expect(faultsOf('crds/shop', cache, newer)).toEqual([]);
    expect((await fetched(newer, lock)).said).toEqual(['chart shop 1.1.0: fetched']);
    rmSync(path.join(cache, 'crds/shop'), { recursive: true });
    expect(faultsOf('crds', cache, newer)).toEqual([`${cache}/crds/shop is missing: ${fix}`]);
    expect((await fetched(newer, lock)).said).toEqual(['chart shop 1.1.0: fetched']);
  });

  test('what fails leaves what was there, and does not keep others from being fetched', async () => {
    const lock = {
      [at('1.0.0')]: digestOf('1.0.0'),
      [`${address}/v1/carts.yaml`]: sha256(path.join(served, 'v1/carts.yaml')),
    };
    await fetched([files('carts')], lock);
    const { faults, said } = await fetched([shop({}, '9.9.9'), files('carts', 'gone'), shop({})], lock);
    expect(faults).toEqual([
      expect.stringMatching(/^chart shop 9\.9\.9: .*9\.9\.9/),
      `definitions 1: ${address}/v1/gone.yaml answers 404 Not Found`,
    ]);
    expect(said).toEqual(['chart shop 1.0.0: fetched']);
    expect(filesIn(cache).filter((file) => file.startsWith('crds/v1') || file.includes('fetching'))).toEqual([
      'crds/v1/carts.yaml',
    ]);
  });

  test('a server that nobody is at is named', async () => {
    const url = 'http://127.0.0.1:1/carts.yaml';
    const source: Source = { kind: 'definitions', name: 'definitions 1', parts: ['crds/v1'], urls: [url] };
    expect((await fetched([source])).faults).toEqual([
      expect.stringMatching(/^definitions 1: .*\b(bad port|127\.0\.0\.1:1)\b/),
    ]);
  });
});

describeWith(
  ['terraform', 'go', 'openssl', 'zip', 'contracts:schemas/tls-4.1.0'],
  'schemas from a provider mirror',
  () => {
    const environment = { ...process.env };
    afterAll(() => {
      process.env = environment;
    });

    beforeAll(async () => {
      const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => path.join(root, name));
      const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
      const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...subject];
      execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
      const options = { key: readFileSync(key), cert: readFileSync(certificate) };
      const mirror = await serve(https.createServer(options, answer), 'https');

      const place = 'registry.terraform.io/hashicorp/tls';
      const offline = path.join(path.dirname(cliConfigFile()), 'mirror', place, '4.1.0');
      const [platform] = readdirSync(offline);
      const folder = path.join(served, place);
      mkdirSync(folder, { recursive: true });
      execFileSync('zip', ['-q', '-j', '-1', '-r', path.join(folder, 'tls.zip'), path.join(offline, platform)]);
      writeFileSync(path.join(folder, 'index.json'), JSON.stringify({ versions: { '4.1.0': {} } }));
      writeFileSync(path.join(folder, '4.1.0.json'), JSON.stringify({ archives: { [platform]: { url: 'tls.zip' } } }));
      const config = path.join(root, 'terraformrc');
      writeFileSync(config, `provider_installation {\n  network_mirror {\n    url = "${mirror}/"\n  }\n}\n`);
      Object.assign(process.env, { SSL_CERT_FILE: certificate, TF_CLI_CONFIG_FILE: config });
    });

    test('are those that the lock of the repository knows, as the offline provider reads them', async () => {
      const source = providerSchema('tls', '4.1.0');
      expect(await fetched([source], readLock(lockFile))).toMatchObject({
        faults: [],
        said: ['provider tls 4.1.0: fetched'],
      });
      expect(requests).toContain('/registry.terraform.io/hashicorp/tls/tls.zip');
      expect(filesIn(cache)).toEqual(['contents.json', 'schemas/tls-4.1.0/schema.json.gz']);
      const schema = (file: string) => JSON.parse(gunzipSync(readFileSync(file)).toString());
      expect(schema(path.join(cache, 'schemas/tls-4.1.0/schema.json.gz'))).toEqual(schema(schemaFile('tls-4.1.0')));
    });

    test('another one is an error that names provider, version and both digests; a version that is not there is one too', async () => {
      const at = 'registry.terraform.io/hashicorp/tls@4.1.0';
      const { faults } = await fetched([providerSchema('tls', '4.1.0'), providerSchema('tls', '4.2.0')], {
        [at]: 'f'.repeat(64),
      });
      expect(faults).toEqual([
        `provider tls 4.1.0: ${at} has another content than before. contracts.lock.json has sha256 ${'f'.repeat(64)}, fetched was ` +
          `${readLock(lockFile)[at]}. Find out why it was changed; if it is right, write the new digest there.`,
        expect.stringMatching(/^provider tls 4\.2\.0: .*4\.2\.0/),
      ]);
      expect(filesIn(cache)).toEqual([]);
    });
  },
);
