import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../review/command';
import { cliConfigFile } from '../../tools/terraform-offline/mirror';
import { describeWith } from '../support/tools';
import { needs } from '../terraform/terraform';
import { changes, emptyFolder, fixtures, output, removeFolders, reviewed } from './output';

jest.setTimeout(120_000);
afterAll(removeFolders);

const id = 'azurerm_kubernetes_cluster.C';
const folder = output({ s: { json: { resource: { azurerm_kubernetes_cluster: { C: { name: 'shop' } } } } } });

function planFile(change: object): string {
  const file = path.join(emptyFolder(), 'plan.json');
  const resource_changes = [{ address: id, type: 'azurerm_kubernetes_cluster', mode: 'managed', change }];
  writeFileSync(file, JSON.stringify({ terraform_version: '1.11.4', planned_values: {}, resource_changes }));
  return file;
}

test('the plan says which arguments replace, whatever the code would', () => {
  const before = {
    name: 'shop',
    local_account_disabled: true,
    run_command_enabled: false,
    kubernetes_version: '1.35.1',
  };
  const after = { ...before, kubernetes_version: '1.36.2' };
  const plan = planFile({ actions: ['delete', 'create'], before, after, replace_paths: [['kubernetes_version']] });
  expect(reviewed(folder, '--plan', plan).changes[0]).toEqual({
    level: 'replace',
    stack: 's',
    address: id,
    text: 'cluster shop is replaced: kubernetes_version 1.35.1 → 1.36.2. Everything in the cluster is lost',
    isPossible: false,
    isPlanned: true,
  });
  expect(reviewed(folder, '--plan', planFile({ actions: ['no-op'], before, after: before })).changes).toEqual([]);
});

test('what the plan marks as sensitive prints nowhere', () => {
  const before = { name: 'shop', description: 'old-value' };
  const after = { name: 'shop', description: 'new-value' };
  const marks = { description: true };
  const change = { actions: ['update'], before, after, before_sensitive: marks, after_sensitive: marks };
  const { output: page } = run(['review', folder, '--plan', planFile(change)]);
  expect(page).toContain('description (sensitive) → (sensitive, changed)');
  expect(page).not.toMatch(/old-value|new-value/);
});

describeWith(needs, 'the review of code against a real plan', () => {
  test('finds the same dangers', () => {
    const [base, head] = [path.join(fixtures, 'base'), path.join(fixtures, 'head')];
    const plans = ['platform', 'mesh'].map((stack) => `${stack}=${realPlan(stack)}`);
    const dangers = (found: string[]) => found.filter((text) => !text.startsWith('other'));
    const ofCode = dangers(changes(base, head));
    const ofPlan = dangers(changes(base, head, ...plans.flatMap((plan) => ['--plan', plan])));
    const pool = /^replace: pool user is replaced: kubernetes_cluster_id .*/;
    const told = (found: string[]) => found.map((text) => text.replace(pool, 'replace: pool user')).sort();
    expect(told(ofPlan)).toEqual(told(ofCode));
    expect(ofCode).toHaveLength(17);
  });
});

/** The JSON of a plan for the head, where the base is applied. */
function realPlan(stack: string): string {
  const work = path.join(emptyFolder(), stack);
  mkdirSync(work);
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_INPUT: '0', TF_CLI_CONFIG_FILE: cliConfigFile() };
  const terraform = (...args: string[]) => execFileSync('terraform', args, { cwd: work, env, encoding: 'utf8' });
  const take = (side: string) =>
    cpSync(path.join(fixtures, side, 'stacks', stack, 'cdk.tf.json'), path.join(work, 'cdk.tf.json'));
  take('base');
  terraform('init', '-no-color');
  terraform('apply', '-no-color', '-auto-approve');
  take('head');
  terraform('plan', '-no-color', '-out=saved');
  writeFileSync(path.join(work, 'plan.json'), terraform('show', '-json', 'saved'));
  return path.join(work, 'plan.json');
}
