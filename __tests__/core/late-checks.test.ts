import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, TerraformOutput, type TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { addLateRule, checkLate } from '../../lib/core/late-checks';
import { azureStack, errorOf, Planned, testApp } from '../support/planned';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

function app(): App {
  return new App({ outdir, stackTraces: false });
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
}

function refuse(stack: TerraformStack): void {
  checkLate(stack, (faults) => faults.add('pods', 'must be few', 7, 'Take some away.'));
}

const refusal = 'pods must be few, got 7. Take some away.';

test('a rule that holds writes all stacks', () => {
  const root = app();
  const asked: string[] = [];
  for (const id of ['first', 'second']) {
    const stack = azureStack(root, id);
    checkLate(stack, () => asked.push(id));
  }
  root.synth();
  expect(filesOf(outdir).sort()).toEqual(['manifest.json', 'stacks/first/cdk.tf.json', 'stacks/second/cdk.tf.json']);
  expect(new Set(asked)).toEqual(new Set(['first', 'second']));
});

test.each(['first', 'second', 'third'])('a rule that fails in the %s stack writes no file of any stack', (failing) => {
  const root = app();
  for (const id of ['first', 'second', 'third']) {
    const stack = azureStack(root, id);
    if (id === failing) refuse(stack);
  }
  expect(errorOf(() => root.synth())).toContain(`TerraformStack '${failing}': ${refusal}`);
  expect(filesOf(outdir)).toEqual([]);
});

test('a rule that fails leaves the files of the synth before as they were', () => {
  const build = (output: string) => {
    const root = app();
    const stacks = ['first', 'second'].map((id) => azureStack(root, id));
    for (const stack of stacks) new TerraformOutput(stack, 'Output', { value: output });
    return { root, second: stacks[1] };
  };
  build('before').root.synth();
  const read = () => filesOf(outdir).map((name) => readFileSync(path.join(outdir, name), 'utf8'));
  const before = read();

  const { root, second } = build('after');
  refuse(second);
  expect(errorOf(() => root.synth())).toContain(refusal);
  expect(read()).toEqual(before);
});

test('stacks may be nested in constructs, and their order of making does not matter', () => {
  const root = app();
  const group = new Construct(root, 'Group');
  const outside = azureStack(root, 'outside');
  azureStack(group, 'inside');
  refuse(outside);
  expect(errorOf(() => root.synth())).toContain(refusal);
  expect(filesOf(outdir)).toEqual([]);
});

test('a stack with rules that comes first only after the failing rule was added is no way around it', () => {
  const root = app();
  const group = new Construct(root, 'Group');
  refuse(azureStack(root, 'outside'));
  checkLate(azureStack(group, 'inside'), () => {});
  expect(errorOf(() => root.synth())).toContain(refusal);
  expect(filesOf(outdir)).toEqual([]);
});

test('all faults of all stacks are told together', () => {
  const root = testApp();
  const [first, second] = ['first', 'second'].map((id) => azureStack(root, id));
  refuse(first);
  refuse(second);
  const error = errorOf(() => Testing.synth(first, true));
  expect(error).toContain(`TerraformStack 'first': ${refusal}`);
  expect(error).toContain(`TerraformStack 'second': ${refusal}`);
});

test('a stack that is synthesized alone runs its own rules', () => {
  const root = testApp();
  const [first, second] = ['first', 'second'].map((id) => azureStack(root, id));
  refuse(first);
  expect(Planned.of(second).json.resource).toBeUndefined();
  refuse(second);
  const error = errorOf(() => Planned.of(second));
  expect(error).toContain(`TerraformStack 'second': ${refusal}`);
  expect(error).not.toContain("TerraformStack 'first'");
});

test('rules of one app are not those of another', () => {
  refuse(azureStack());
  expect(Planned.by(() => {}).json.resource).toBeUndefined();
});

test.each([10, 40])('each of %p stacks asks each rule twice at most', (count) => {
  const root = app();
  let asked = 0;
  for (let index = 0; index < count; index++) {
    addLateRule(azureStack(root, `stack-${index}`), () => {
      asked++;
      return [];
    });
  }
  root.synth();
  expect(asked).toBeLessThanOrEqual(2 * count);
});
