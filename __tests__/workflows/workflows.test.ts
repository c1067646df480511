import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { describeWith, projectRoot } from '../support/tools';

const folder = path.join(projectRoot, '.github/workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.yml'));

interface Workflow {
  readonly on: object;
  readonly permissions?: object;
  readonly jobs: { [job: string]: { permissions?: object } };
}

describe.each(files)('%s', (file) => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const workflow = parse(text) as Workflow;

  test('pins every action by commit, and says which version that is', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, used]) => used).filter((used) => !used.startsWith('./'));
    expect(uses.filter((used) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual([]);
  });

  test('has no permission that it does not name', () => {
    const reads = { contents: 'read' };
    const granted = workflow.permissions ?? {};
    expect([{}, reads]).toContainEqual(granted);
    const perJob = Object.values(workflow.jobs).map(({ permissions }) => permissions);
    if (Object.keys(granted).length === 0) expect(perJob).not.toContain(undefined);
  });

  test('gives pull requests no secrets', () => {
    expect(text).not.toContain('pull_request_target');
    if ('pull_request' in workflow.on) expect(text).not.toMatch(/secrets\./);
  });
});

test('an action has one commit everywhere', () => {
  const pins = new Map<string, Set<string>>();
  for (const file of files) {
    for (const [, action, commit] of readFileSync(path.join(folder, file), 'utf8').matchAll(
      /uses: ([\w-]+\/[\w-]+)@(\S+)/g,
    )) {
      pins.set(action, new Set([...(pins.get(action) ?? []), commit]));
    }
  }
  expect([...pins].filter(([, commits]) => commits.size > 1)).toEqual([]);
});

describeWith(['actionlint'], 'the workflows by actionlint', () => {
  test('have no fault', () => {
    expect(execFileSync('actionlint', ['-no-color'], { cwd: projectRoot, encoding: 'utf8' })).toBe('');
  });
});
