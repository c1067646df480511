import { TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ChartSource, HelmChart, KubernetesManifests } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { type Attributes, errorOf, Planned } from '../support/planned';
import { evaluateText } from '../terraform/evaluator';
import { besideTokens, escapeSequences, joinedSequences, texts } from './data-trees';
import { readSetValue } from './set-syntax';

const chart = ChartSource.https({ repository: 'https://example.com/charts', chart: 'shop', version: '1.2.3' });
const variables = { name: 'x "y" \\b ${z} %{w}e', count: 3 };
/** As Helm's parser in Go, which refuses them, and unlike the one here. */
const notForYaml = /[\x7f-\x9f\ufeff\ufffe\uffff]/;

/** Text with tokens in it, and what it is worth with the variables above. */
interface Mixed {
  readonly text: (name: string, count: string) => string;
  readonly meant: string;
}

const mixed: fc.Arbitrary<Mixed> = fc
  .tuple(fc.oneof(besideTokens, texts), fc.oneof(besideTokens, texts), fc.oneof(besideTokens, texts))
  .map(([a, b, c]) => ({
    text: (name, count) => `${a}${name}${b}${count}${c}`,
    meant: `${a}${variables.name}${b}${variables.count}${c}`,
  }));

const samples = [
  ...[...escapeSequences, ...joinedSequences].flatMap((sequence): Mixed[] => [
    { text: (name) => `${sequence}${name}`, meant: `${sequence}${variables.name}` },
    { text: (name) => `${name}${sequence}`, meant: `${variables.name}${sequence}` },
    { text: (name) => `C:\\bin${sequence}bin\\${name}\\f`, meant: `C:\\bin${sequence}bin\\${variables.name}\\f` },
  ]),
  ...fc.sample(mixed, { numRuns: 400, seed: 11 }),
];

/** One release of each kind, all samples in it, evaluated. */
function releases(): Planned {
  return Planned.by((stack) => {
    const name = new TerraformVariable(stack, 'name', { type: 'string' }).stringValue;
    const count = new TerraformVariable(stack, 'count', { type: 'number' }).stringValue;
    const common = { cluster: new FakeHelmTarget(stack), namespace: 'shop' };
    const list = samples.map(({ text }) => text(name, count));
    new HelmChart(stack, 'Values', { ...common, chart, releaseName: 'values', values: { list } });
    const data = Object.fromEntries(list.map((text, index) => [`k${index}`, text]));
    const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data }];
    new KubernetesManifests(stack, 'Objects', { ...common, releaseName: 'objects', manifests });
    const secretValues = Object.fromEntries(
      list.flatMap((text, index) => (text === text.normalize('NFC') ? [[`k${index}`, text]] : [])),
    );
    new HelmChart(stack, 'Secrets', { ...common, chart, releaseName: 'secrets', secretValues });
  });
}

describe('text beside tokens arrives as it was written', () => {
  const planned = releases();
  const release = (id: string) =>
    Object.values<Attributes>(planned.all('helm_release')).find(({ name }) => name === id) ?? {};
  const read = (id: string, version: '1.1' | '1.2') => {
    const text = evaluateText(release(id).values[0], variables) as string;
    expect(text).not.toMatch(notForYaml);
    return parse(text, { version, maxAliasCount: 0 });
  };
  const meant = samples.map((sample) => sample.meant);

  test.each(['1.1', '1.2'] as const)('in the values of a chart, by YAML %s', (version) => {
    expect(read('values', version).list).toEqual(meant);
  });

  test.each(['1.1', '1.2'] as const)('in objects, by YAML %s', (version) => {
    expect(Object.values(read('objects', version).manifests[0].data)).toEqual(meant);
  });

  test("in secret values, by Helm's set syntax", () => {
    const set: { name: string; value: string }[] = release('secrets').set_sensitive;
    expect(set.length).toBeGreaterThan(samples.length / 2);
    for (const { name, value } of set) {
      const text = meant[Number(name.slice(1))];
      // Terraform joins what a token ends with and the text behind it starts with.
      expect(readSetValue(evaluateText(value, variables) as string)).toBe(text.normalize('NFC'));
    }
  });
});

test('a secret beside which Terraform would change the text is refused', () => {
  const error = errorOf(() =>
    Planned.by((stack) => {
      const secret = new TerraformVariable(stack, 'secret', { type: 'string', sensitive: true }).stringValue;
      const secretValues = { dsn: `e\u0301${secret}` };
      new HelmChart(stack, 'Shop', {
        cluster: new FakeHelmTarget(stack),
        namespace: 'shop',
        chart,
        releaseName: 'shop',
        secretValues,
      });
    }),
  );
  expect(error).toBe(
    `HelmChart 'platform/Shop': secretValues["dsn"] must be in Unicode normalization form NFC, to which Terraform converts it. Call its normalize('NFC').`,
  );
});
