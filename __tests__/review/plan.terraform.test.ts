import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cliConfigFile } from '../../tools/terraform-offline/mirror';
import { describeWith } from '../support/tools';
import { needs } from '../terraform/terraform';
import { changes, emptyFolder, fixtures, removeFolders } from './output';

afterAll(removeFolders);

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
