import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ChartSource, HelmChart, KubernetesManifests } from '../../lib/helm';
import { FakeHelmTarget } from '../support/fake-helm-target';
import type { Attributes } from '../support/planned';
import { describeWith } from '../support/tools';
import { evaluateText } from '../terraform/evaluator';
import { needs, type StateResource, TerraformFolder } from '../terraform/terraform';
import { besideTokens, escapeSequences, joinedSequences, treesOf } from './data-trees';
import { hostileStrings } from './hostile-strings';
import { readSetValue } from './set-syntax';
import { Given, mixedTexts, sides, Variables } from './tokens';

const chart = ChartSource.https({ repository: 'https://example.com/charts', chart: 'shop', version: '1.2.3' });
const secrets = ['a,b{c}\\d=e', '[x]', 'plain', '', '$1 \\1', 'é "q" ${x} %{y}', '{a,b}', '\\', 'a\nb', '\\\\,'];
const trees = 400;

describeWith(needs, 'Values after terraform apply', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const meant = new Map<string, unknown>();
  const besideSecrets: string[] = [];
  let releases: Map<string, StateResource>;
  let given: { [name: string]: unknown };

  beforeAll(async () => {
    const app = new App({ outdir: folder });
    const stack = new TerraformStack(app, 'shop');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    const cluster = new FakeHelmTarget(stack);
    const variables = new Variables(stack);
    given = variables.values;
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
    const beside = fc.sample(fc.tuple(besideTokens, besideTokens), { numRuns: trees, seed: 5 });
    const name = new Given(variables.of('string', 'x "y" \\b ${z}e').stringValue, 'x "y" \\b ${z}e');
    const around = [...[...escapeSequences, ...joinedSequences].map((text) => [text, text]), ...beside];
    install('beside', {
      list: around.map(([a, b]) => new Given(`${a}${name.value}${b}`, `${a}${name.meant}${b}`)),
    });
    install('trees', { list: fc.sample(treesOf(leaf), { numRuns: trees, seed: 4 }) });

    const secretValues = Object.fromEntries(
      secrets.map((secret, index) => [`s.k${index}`, variables.of('string', secret).stringValue]),
    );
    // Many texts a secret: Terraform compares the blocks of a release with each other.
    for (let index = 0; index < around.length; index += 40) {
      const some = around.slice(index, index + 40);
      const joined = (middle: unknown) => some.map(([a, b]) => `${a}${middle}${b}`.normalize('NFC')).join('\n');
      secretValues[`beside.k${index}`] = joined(name.value);
      besideSecrets.push(joined(name.meant));
    }
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

  test.each(['hostile', 'tokens', 'mixed', 'beside', 'trees', 'manifests'])('%s mean what was meant', (name) => {
    const [text] = releases.get(name)?.values.values ?? [];
    for (const version of ['1.1', '1.2'] as const) {
      expect(JSON.stringify(parse(text, { version, maxAliasCount: 0 }), null, 1)).toBe(
        JSON.stringify(meant.get(name), null, 1),
      );
    }
  });

  test('secrets are escaped for the parser that reads them', () => {
    const set: { name: string; value: string; type: string }[] = releases.get('secrets')?.values.set_sensitive ?? [];
    expect(set.map(({ value }) => readSetValue(value))).toEqual([...secrets, ...besideSecrets, 'a,"b" ${x}']);
    expect(set.filter(({ type }) => type !== 'string')).toEqual([]);
  });

  test('the tests without Terraform evaluate what is synthesized as Terraform does', () => {
    const { helm_release: planned } = JSON.parse(
      readFileSync(path.join(folder, 'stacks/shop/cdk.tf.json'), 'utf8'),
    ).resource;
    const release = (name: string) => Object.values<Attributes>(planned).find((attributes) => attributes.name === name);
    expect(evaluateText(release('beside')?.values[0], given)).toBe(releases.get('beside')?.values.values[0]);
    const secretsNow = release('secrets')?.set_sensitive.map(({ value }: { value: string }) =>
      evaluateText(value, given),
    );
    const secretsThere = releases.get('secrets')?.values.set_sensitive.map(({ value }: { value: string }) => value);
    expect(secretsNow).toEqual(secretsThere);
  });
});
