import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { KubernetesManifests } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { describeWith, projectRoot } from '../support/tools';
import { valuesText } from '../support/values-text';
import { templateParts } from '../terraform/meant';
import { hostileStrings } from './hostile-strings';

const chart = path.join(projectRoot, 'charts/manifests');
const files = ['Chart.yaml', 'templates/manifests.yaml', 'values.yaml'];
const work = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the stack gets the chart as it is', () => {
  const app = new App({ outdir: work });
  const stack = new TerraformStack(app, 'shop');
  const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }];
  const cluster = new FakeHelmTarget(stack);
  new KubernetesManifests(stack, 'Objects', { cluster, releaseName: 'a', namespace: 'kube-system', manifests });
  app.synth();
  const copy = path.join(work, 'stacks/shop/assets/CdktfAksManifestsChart/1.0.0');
  for (const file of files) {
    expect(readFileSync(path.join(copy, file), 'utf8')).toBe(readFileSync(path.join(chart, file), 'utf8'));
  }
});

describeWith(['helm'], 'The chart in Helm', () => {
  const helm = (...args: string[]) => execFileSync('helm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

  /** Exactly what Terraform gives to Helm, where there are no tokens. */
  function valuesFile(name: string, manifests: object[]): string {
    const file = path.join(work, `${name}.yaml`);
    const parts = templateParts(valuesText({ manifests }));
    writeFileSync(file, parts.map((part) => ('literal' in part ? part.literal : '')).join(''));
    return file;
  }

  const object = (name: string, data: unknown) => ({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name, annotations: { 'helm.sh/resource-policy': 'keep' } },
    data,
  });

  test('is without fault', () => {
    expect(helm('lint', '--strict', chart)).toContain('1 chart(s) linted, 0 chart(s) failed');
  });

  test('gives back the objects that it was given', () => {
    const manifests = [
      object('texts', {
        leaves: hostileStrings,
        keys: hostileStrings.filter((text) => text.length <= 1000).map((text) => ({ [text]: text })),
      }),
      object('numbers', [
        0,
        1,
        -1,
        1000000,
        1e6 + 0.5,
        1e-7,
        0.1,
        1.5e-300,
        Number.MAX_SAFE_INTEGER,
        Number.MIN_SAFE_INTEGER,
      ]),
      object('shapes', {
        nothing: null,
        empty: {},
        none: [],
        nested: [[[]], [{ a: [{ b: null }] }]],
        on: true,
        off: false,
      }),
      object('long', 'x'.repeat(100_000)),
    ];
    const output = helm('template', 'release', chart, '--values', valuesFile('objects', manifests));
    for (const version of ['1.1', '1.2'] as const) {
      expect(parseAllDocuments(output, { version }).map((document) => document.toJS())).toEqual(manifests);
    }
  });

  test('whole numbers stay whole', () => {
    const values = valuesFile('whole', [object('whole', [1000000, 123456789012])]);
    expect(helm('template', 'release', chart, '--values', values)).toContain('1000000,\n    123456789012\n');
  });
});
