import { Aspects, Testing } from 'cdktf';
import type { ProgramRule, ResourceRule } from '../../../lib/core/program/program-rule';
import { programRules } from '../../../lib/core/program/rules';
import { VirtualNetwork } from '../../../lib/network/virtual-network';
import { azureStack, errorOf, testApp } from '../../support/planned';

const place = { resourceGroupName: 'rg', location: 'westeurope' };

function network(id: string, app = testApp()) {
  const stack = azureStack(app, id);
  const made = new VirtualNetwork(stack, 'Network', { ...place, networkName: id, addressSpace: ['10.0.0.0/16'] });
  return { stack, network: made };
}

/** How often the rule is asked while `run` runs. */
function timesAsked(rule: Pick<ProgramRule, 'warning' | 'canBeUnverified'>, run: () => void): number {
  let times = 0;
  const check = () => {
    times++;
  };
  programRules.push({ id: 'probe', title: 'A probe', source: '', ...rule, check });
  try {
    run();
  } finally {
    programRules.pop();
  }
  return times;
}

function programOf(stacks: number) {
  const app = testApp();
  for (let index = 0; index < stacks; index++) network(`stack${index}`, app);
  return app;
}

test.each([1, 8])('of %i stacks, a rule for errors runs once a synth', (stacks) => {
  const app = programOf(stacks);
  expect(timesAsked({}, () => app.synth())).toBe(1);
  expect(timesAsked({}, () => app.synth())).toBe(1);
});

test.each([1, 8])('of %i stacks, a rule for a warning runs once a synth', (stacks) => {
  const app = programOf(stacks);
  expect(timesAsked({ warning: 'W003' }, () => app.synth())).toBe(1);
});

test('a rule that can lack a fact runs for its notes and for its errors', () => {
  expect(timesAsked({ canBeUnverified: true }, () => programOf(8).synth())).toBe(2);
});

test('a rule that was not declared to lack facts can not say that it does', () => {
  const rule: ProgramRule = {
    id: 'probe',
    title: 'A probe',
    source: '',
    check: (model, report) => report.unverified(model.resources[0], 'something'),
  };
  programRules.push(rule);
  try {
    expect(errorOf(() => programOf(1).synth())).toContain('The rule probe must be declared as canBeUnverified.');
  } finally {
    programRules.pop();
  }
});

test('a stack that is synthesized alone is judged again, with what was changed since', () => {
  const app = testApp();
  network('first', app);
  const second = network('second', app);
  Testing.synth(second.stack, true);
  expect(timesAsked({}, () => Testing.synth(second.stack, true))).toBe(1);
  new VirtualNetwork(second.stack, 'Twin', { ...place, networkName: 'second', addressSpace: ['10.1.0.0/16'] });
  expect(errorOf(() => Testing.synth(second.stack, true))).toContain('name must be unique in the resource group');
});

test('a rule for resources sees what aspects of a later stack changed', () => {
  const app = testApp();
  network('first', app);
  const { stack } = network('second', app);
  const seen: unknown[] = [];
  const probe: ResourceRule = {
    id: 'probe',
    title: 'A probe',
    source: '',
    checkResource: (resource) => {
      seen.push((resource as unknown as { tagsInput?: unknown }).tagsInput);
    },
  };
  Aspects.of(stack).add({
    visit: (node) => {
      if ('tagsInput' in node) Object.assign(node, { tags: { late: 'yes' } });
    },
  });
  programRules.push(probe);
  try {
    app.synth();
  } finally {
    programRules.pop();
  }
  expect(seen.at(-1)).toEqual({ late: 'yes' });
});
