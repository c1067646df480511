import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ChartSource, HelmChart, KubernetesManifests } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { describeWith } from '../support/tools';
import { needs, type StateResource, TerraformFolder } from '../terraform/terraform';
import { treesOf } from './data-trees';
import { hostileStrings } from './hostile-strings';
import { type Given, mixedTexts, sides, Variables } from './tokens';

const chart = ChartSource.https({ repository: 'https://example.com/charts', chart: 'shop', version: '1.2.3' });
const secrets = ['a,b{c}\\d=e', '[x]', 'plain', '', '$1 \\1', 'é "q" ${x} %{y}', '{a,b}', '\\', 'a\nb', '\\\\,'];
const trees = 400;

describeWith(needs, 'Values after terraform apply', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const meant = new Map<string, unknown>();
  let releases: Map<string, StateResource>;

  beforeAll(async () => {
    const app = new App({ outdir: folder });
    const stack = new TerraformStack(app, 'shop');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    const cluster = new FakeHelmTarget(stack);
    const variables = new Variables(stack);
    const common = { cluster, namespace: 'shop' };
    const install = (releaseName: string, tree: unknown) => {
      const { value, meant: expected } = sides(tree) as { value: { [key: string]: unknown }; meant: unknown };
      new HelmChart(stack, releaseName, { ...common, chart, releaseName, values: value });
      meant.set(releaseName, expected);
    };

    const asKeys = hostileStrings.filter((text) => text.length <= 1000);
    install('hostile', {
      leaves: hostileStrings,
      keys: asKeys.map((text) => ({ [text]: { [text]: text } })),
      map: Object.fromEntries(asKeys.map((text) => [text, text])),
    });
    const tokens = variables.tokens();
    install('tokens', { list: tokens, map: Object.fromEntries(tokens.map((token, index) => [`k${index}`, token])) });
    const mixed = mixedTexts(tokens);
    install('mixed', { list: fc.sample(mixed, { numRuns: trees, seed: 3 }) });
    const leaf = fc.oneof(mixed, fc.constantFrom(...tokens)) as fc.Arbitrary<Given>;
    install('trees', { list: fc.sample(treesOf(leaf), { numRuns: trees, seed: 4 }) });

    const secretValues = Object.fromEntries(
      secrets.map((secret, index) => [`s.k${index}`, variables.of('string', secret).stringValue]),
    );
    secretValues['s.mixed\\.io/key'] = `a,"b" $${variables.of('string', '{x}').stringValue}`;
    new HelmChart(stack, 'secrets', { ...common, chart, releaseName: 'secrets', secretValues });

    const object = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
    const manifests = [object('a'), { ...object('b'), data: { hostile: new TerraformVariable(stack, 'm', {}).value } }];
    variables.values.m = 'y: "no"';
    new KubernetesManifests(stack, 'manifests', { ...common, releaseName: 'manifests', manifests });
    meant.set('manifests', { manifests: [object('a'), { ...object('b'), data: { hostile: 'y: "no"' } }] });

    app.synth();
    const stackFolder = path.join(folder, 'stacks/shop');
    writeFileSync(path.join(stackFolder, 'terraform.tfvars.json'), JSON.stringify(variables.values));
    const terraform = new TerraformFolder(stackFolder);
    await terraform.init();
    await terraform.plan();
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    releases = new Map((await terraform.state()).map((resource) => [resource.values.name, resource]));
  }, 180_000);

  test.each(['hostile', 'tokens', 'mixed', 'trees', 'manifests'])('%s mean what was meant', (name) => {
    const [text] = releases.get(name)?.values.values ?? [];
    for (const version of ['1.1', '1.2'] as const) {
      expect(JSON.stringify(parse(text, { version, maxAliasCount: 0 }), null, 1)).toBe(
        JSON.stringify(meant.get(name), null, 1),
      );
    }
  });

  test('secrets are escaped for the parser that reads them', () => {
    const set: { name: string; value: string; type: string }[] = releases.get('secrets')?.values.set_sensitive ?? [];
    const read = new Map(set.map(({ name, value }) => [name, value.replace(/\\(.)/gs, '$1')]));
    expect([...read.values()]).toEqual([...secrets, 'a,"b" ${x}']);
    for (const { value, type } of set) {
      expect(type).toBe('string');
      expect(value.replace(/\\./gs, '')).not.toMatch(/[\\,{}[\]]/);
    }
  });
});
