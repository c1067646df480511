import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../review/command';
import { emptyFolder, fixtures, output, refused, removeFolders, resources, reviewed } from './output';

afterEach(removeFolders);

describe('input that is no output says what to do', () => {
  test('a folder that is not there', () => {
    expect(refused('review', '/nowhere/cdktf.out')).toBe(
      '/nowhere/cdktf.out does not exist. Synthesize first (npm run synth, or cdktf synth), or name the folder.',
    );
  });

  test('a folder without output', () => {
    const folder = emptyFolder();
    expect(refused('review', folder)).toBe(
      `${folder} has no manifest.json, so it is no output of cdktf. Synthesize first, or name the folder.`,
    );
  });

  test('an output without stacks', () => {
    const folder = output({});
    expect(refused('review', folder)).toBe(`${folder} holds no stack: does the program end with app.synth()?`);
  });

  test('a manifest that is half written', () => {
    const folder = output({ s: { json: {} } });
    const manifest = path.join(folder, 'manifest.json');
    writeFileSync(manifest, '{"stacks": {"s": ');
    expect(refused('review', folder)).toBe(
      `${manifest} is no complete JSON: Unexpected end of JSON input. Was it being written, or was synth interrupted?`,
    );
  });

  test('a stack that is half written, empty, missing', () => {
    const folder = output({ s: { json: '{"resource": {"azurerm_subnet"' } });
    const file = path.join(folder, 'stacks/s/cdk.tf.json');
    expect(refused('review', folder)).toMatch(/cdk\.tf\.json is no complete JSON: .* Was it being written/);
    writeFileSync(file, '');
    expect(refused('review', folder)).toBe(
      `${file} is no complete JSON: it is empty. Was it being written, or was synth interrupted?`,
    );
    const missing = output({ s: { json: {} } });
    writeFileSync(
      path.join(missing, 'manifest.json'),
      JSON.stringify({ stacks: { s: { synthesizedStackPath: 'x.json' } } }),
    );
    expect(refused('review', missing)).toBe(`${missing}/x.json is missing. Was synth interrupted? Run it again.`);
  });

  test('a manifest that leads out of its folder, or to HCL', () => {
    const folder = output({ s: { json: {} } });
    const manifest = path.join(folder, 'manifest.json');
    writeFileSync(manifest, JSON.stringify({ stacks: { s: { synthesizedStackPath: '../../etc/x.json' } } }));
    expect(refused('review', folder)).toBe(`${manifest} puts stack s outside of the folder: ../../etc/x.json.`);
    writeFileSync(manifest, JSON.stringify({ stacks: { s: { synthesizedStackPath: 'stacks/s/cdk.tf' } } }));
    expect(refused('review', folder)).toBe(`${folder}/stacks/s/cdk.tf is not JSON: synthesize without --hcl.`);
  });

  test('a plan that is none, or fits no stack', () => {
    const folder = output({ a: { json: {} }, b: { json: {} } });
    const plan = path.join(folder, 'plan.json');
    writeFileSync(plan, '{}');
    expect(refused('review', folder, '--plan', plan)).toBe(
      `${plan} is no plan as JSON. Write one with: terraform show -json <saved plan> > ${plan}`,
    );
    writeFileSync(plan, JSON.stringify({ terraform_version: '1.11.4', planned_values: {}, resource_changes: [] }));
    expect(refused('review', folder, '--plan', plan)).toBe(
      `${plan} matches no stack, or several. Pass it as --plan STACK=FILE. The stacks are a, b.`,
    );
  });
});

test.each([
  [
    ['apply'],
    'The command must be one of init, synth, doctor, review, imports, adopt, drift, got apply. See cdktf-aks --help.',
  ],
  [['review', 'a', 'b'], 'review takes one folder, got also b. See cdktf-aks review --help.'],
  [['review', '--colour'], "Unknown option '--colour'. See cdktf-aks review --help."],
  [['review', '--format', 'html'], '--format must be markdown or json, got html.'],
  [
    ['review', '--fail-on', 'all', '--base', 'x'],
    '--fail-on must be one of lost, replace, adopt, network, role, mtls, chart, other, got all.',
  ],
  [['review', '--fail-on', 'role'], '--fail-on requires --base or --plan.'],
])('%j is refused', (args, text) => {
  expect(refused(...args)).toBe(text);
});

test('stacks of other providers are counted, and their changes listed', () => {
  const folder = resources({ 'aws_s3_bucket.Logs': { bucket: 'logs' }, 'aws_s3_bucket.More': { bucket: 'more' } });
  const [stack] = reviewed(folder).stacks;
  expect(stack).toMatchObject({
    resourceCount: 2,
    others: { aws_s3_bucket: 2 },
    clusters: [],
    exposures: [],
    topology: '',
  });
});

test('names that every object of JavaScript knows are names like others', () => {
  const object = 'manifests: [{apiVersion: v1, kind: constructor, metadata: {name: x}}]';
  const folder = resources({
    'constructor.toString': { name: 'a' },
    'helm_release.M': { name: 'm', chart: 'constructor', values: [object] },
  });
  expect(reviewed(folder, '--base', folder)).toMatchObject({ changes: [], stacks: [{ others: { constructor: 1 } }] });
});

test('text of a program can neither mention people nor break the page', () => {
  const folder = resources({
    'azurerm_virtual_network.N': { name: '@team | <img src=x> `a`', address_space: ['10.0.0.0/16'] },
  });
  const page = run(['review', folder]).output;
  expect(page).toContain('| @\u200bteam \\| &lt;img src=x> \\`a\\` |  | 10.0.0.0/16 |');
});

describe('the exit code', () => {
  const base = path.join(fixtures, 'base');
  const head = path.join(fixtures, 'head');

  test('is 1 where a change is as bad as --fail-on says or worse', () => {
    const failed = run(['review', head, '--base', base, '--fail-on', 'replace']);
    expect([failed.exitCode, failed.error]).toEqual([1, 'There are changes of level replace or worse.\n']);
    expect(run(['review', base, '--base', base, '--fail-on', 'other']).exitCode).toBe(0);
    expect(run(['review', head, '--base', base]).exitCode).toBe(0);
    const chart = { 'helm_release.A': { name: 'a', chart: 'a', version: '1.0.0' } };
    const newer = { 'helm_release.A': { name: 'a', chart: 'a', version: '1.1.0' } };
    const args = ['review', resources(newer), '--base', resources(chart), '--fail-on'];
    expect(['replace', 'mtls', 'chart', 'other'].map((level) => run([...args, level]).exitCode)).toEqual([0, 0, 1, 1]);
  });

  test('is 1 where the output has errors', () => {
    const annotations = [{ level: '@cdktf/error', constructPath: 's/A', message: 'wrong' }];
    const failed = run(['review', output({ s: { json: {}, annotations } })]);
    expect([failed.exitCode, failed.error]).toEqual([1, "The output has errors. Don't deploy it:\n- s: wrong\n"]);
  });
});
