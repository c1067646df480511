import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import { ChartSource, HelmChart } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { type Attributes, azureStack, errorOf, Planned } from '../support/planned';
import { projectRoot } from '../support/tools';

const release = { releaseName: 'shop', namespace: 'shop' };
const repository = 'https://example.com/charts';
const registry = 'oci://registry.example.com/helm';
const ownChart = path.join(projectRoot, 'charts/manifests');

function planned(chart: ChartSource): Attributes {
  return Planned.by((stack) => {
    new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), chart, ...release });
  }).one('helm_release');
}

function refused(chart: ChartSource): string {
  const stack = azureStack();
  return errorOf(() => new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), chart, ...release }));
}

test('a chart of a repository', () => {
  const chart = ChartSource.https({ repository, chart: 'istiod', version: '1.27.3-rc.1+build.5' });
  expect(planned(chart)).toMatchObject({ repository, chart: 'istiod', version: '1.27.3-rc.1+build.5' });
});

test('a chart of a registry, whose tag may have a v', () => {
  const chart = ChartSource.oci({ registry, chart: 'shop', version: 'v1.2.3' });
  expect(planned(chart)).toMatchObject({ repository: registry, chart: 'shop', version: 'v1.2.3' });
});

test('a private registry gets credentials, and the release warns of them', () => {
  const result = Planned.by((stack) => {
    const password = new TerraformVariable(stack, 'password', { sensitive: true }).stringValue;
    const chart = ChartSource.oci({ registry, chart: 'shop', version: '1.2.3', username: 'puller', password });
    new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), chart, ...release });
  });
  expect(result.one('helm_release')).toMatchObject({
    repository_username: 'puller',
    repository_password: '${var.password}',
  });
  expect(result.warnings).toEqual([
    'W101: The Terraform state contains, for release shop, the password of the chart repository in plain text. Encrypt it and restrict access to it.',
  ]);
});

test('an own chart is copied into the stack', () => {
  const { chart, repository: none, version } = planned(ChartSource.local(ownChart));
  expect(chart).toMatch(/^assets\/Shop_Chart_\w{8}\/[0-9A-F]{32}$/);
  expect([none, version]).toEqual([undefined, parse(readFileSync(path.join(ownChart, 'Chart.yaml'), 'utf8')).version]);
});

test.each([
  '',
  '*',
  'latest',
  '^1.2.3',
  '~1.2',
  '1.2',
  '1',
  'v1.2.3',
  '>=1.0.0',
  '1.2.x',
  '1.2.3 || 2.0.0',
  ' 1.2.3',
  '1.2.3-',
])('version %j is refused', (version) => {
  const must = version === '' ? 'must be set' : 'must be one exact version (major.minor.patch), not a range';
  const got = version === '' ? '' : `, got ${/^[\w./:@+*-]+$/.test(version) ? version : JSON.stringify(version)}`;
  expect(refused(ChartSource.https({ repository, chart: 'istiod', version }))).toBe(
    `HelmChart 'platform/Shop': chart.version ${must}${got}. For example, use 1.27.3.`,
  );
});

test.each([
  'http://example.com',
  'example.com/charts',
  'https://',
  'https://me:secret@example.com',
  'https://a.b/?x=1',
  registry,
])('repository %s is refused', (wrong) => {
  expect(refused(ChartSource.https({ repository: wrong, chart: 'istiod', version: '1.2.3' }))).toMatch(
    /^HelmChart 'platform\/Shop': chart\.repository must be an https:\/\/ address without credentials, query or fragment, got .*\. For example, use https:\/\/istio-release\.storage\.googleapis\.com\/charts\.$/,
  );
});

test.each([
  'https://example.com',
  'registry.example.com/helm',
  `${registry}/`,
  `${registry}:1.2.3`,
  'oci://a@b/c',
  `${registry}@sha256:0`,
])('registry %s is refused', (wrong) => {
  expect(refused(ChartSource.oci({ registry: wrong, chart: 'shop', version: '1.2.3' }))).toBe(
    "HelmChart 'platform/Shop': chart.registry must be an oci:// address without credentials, tag, digest or trailing slash, " +
      `got ${wrong.replace('a@', '***@')}. For example, use oci://registry.example.com/helm.`,
  );
});

test('reports all faults of a source together, and never prints a password', () => {
  const error = refused(ChartSource.https({ repository: '', chart: 'a/b', version: 'latest', password: 'hunter2' }));
  expect(error).toBe(
    [
      "HelmChart 'platform/Shop' has 5 faults:",
      '- chart.repository must be set. For example, use https://istio-release.storage.googleapis.com/charts.',
      '- chart.chart must be the name of a chart: letters, digits, . _ and -, with a letter or digit first, got a/b. For example, use istiod.',
      '- chart.version must be one exact version (major.minor.patch), not a range, got latest. For example, use 1.27.3.',
      '- chart.password must be a token: literal text would be in the synthesized JSON. Use the value of a sensitive TerraformVariable.',
      '- chart.username must be set together with password. Set both or neither.',
    ].join('\n'),
  );
});

test('tokens are not checked', () => {
  const result = Planned.by((stack) => {
    const { stringValue: version } = new TerraformVariable(stack, 'version', {});
    const chart = ChartSource.oci({ registry: `oci://${version}/helm`, chart: 'shop', version });
    new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), chart, ...release });
  });
  expect(result.one('helm_release')).toMatchObject({
    repository: 'oci://${var.version}/helm',
    version: '${var.version}',
  });
});

test('an own chart without a version is rejected', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  writeFileSync(path.join(folder, 'Chart.yaml'), 'name: shop\n');
  expect(refused(ChartSource.local(folder))).toBe(
    `HelmChart 'platform/Shop': chart must be a folder whose Chart.yaml has a version, got ${folder}. ` +
      'Add a line version: 1.0.0.',
  );
  rmSync(folder, { recursive: true });
});

test.each([
  ['charts/shop', 'must be an absolute path'],
  ['/nowhere/charts/shop', 'must be a folder with a Chart.yaml'],
])('folder %s is refused', (folder, must) => {
  expect(refused(ChartSource.local(folder))).toBe(
    `HelmChart 'platform/Shop': chart ${must}, got ${folder}. For example, use path.join(__dirname, 'charts/shop').`,
  );
});
