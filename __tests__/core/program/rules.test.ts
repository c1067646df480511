import { readdirSync } from 'node:fs';
import path from 'node:path';
import { programRules } from '../../../lib/core/program/rules';
import { warningTable } from '../../../lib/core/warning-table';
import { azureStack, testApp } from '../../support/planned';
import { projectRoot } from '../../support/tools';
import { failingInputs } from './failing-inputs';

/** What a program is told: its errors, one by one, or its warnings. */
function told(rule: string): string[] {
  const app = testApp();
  failingInputs[rule].build(azureStack(app), app);
  try {
    app.synth();
  } catch (error) {
    return [...(error as Error).message.matchAll(/^ *\[[^\]]+\] (.*)$/gm)].map(([, text]) => text);
  }
  const entries = app.node.findAll().flatMap(({ node }) => node.metadata);
  return entries.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => data);
}

const ids = programRules.map(({ id }) => id);

test('every file of rules/ is a rule of the table, under the name of the file', () => {
  const files = readdirSync(path.join(projectRoot, 'lib/core/program/rules')).map((name) => name.replace(/\.ts$/, ''));
  expect(files.sort()).toEqual(ids);
});

test('every rule has an input that fails, and every input a rule', () => {
  expect(Object.keys(failingInputs).sort()).toEqual(ids);
});

test('every rule names a page of the vendor, and a warning that exists', () => {
  const page = /^https:\/\/(learn\.microsoft\.com\/azure|helm\.sh\/docs)\//;
  expect(programRules.filter(({ source }) => !page.test(source))).toEqual([]);
  expect(programRules.filter(({ warning }) => warning !== undefined && !(warning in warningTable))).toEqual([]);
});

test.each(ids)('%s: the failing input is reported, by this rule alone', (id) => {
  const { says } = failingInputs[id];
  expect(told(id)).toEqual(expect.arrayContaining(says));
  const at = programRules.findIndex((rule) => rule.id === id);
  const [removed] = programRules.splice(at, 1);
  try {
    expect(told(id).filter((text) => says.includes(text))).toEqual([]);
  } finally {
    programRules.splice(at, 0, removed);
  }
});
