import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, TerraformOutput, type TerraformStack } from 'cdktf';
import { checkLate } from '../../lib/core/late-checks';
import { honourDependencies } from '../../lib/core/ordering';
import { beforeSynth, reportAtSynth } from '../../lib/core/synth-steps';
import { azureStack, Planned, testApp } from '../support/planned';

function makeOutput(stack: TerraformStack): void {
  if (!stack.node.tryFindChild('made')) new TerraformOutput(stack, 'made', { value: 'here' });
}

test('what a step makes is planned, once, however often the stack is synthesized', () => {
  const stack = azureStack();
  beforeSynth(stack, () => makeOutput(stack));
  for (const planned of [Planned.of(stack), Planned.of(stack)])
    expect(Object.keys(planned.json.output)).toEqual(['made']);
});

test('a step that is added by a step runs too, and reports come after both', () => {
  const stack = azureStack();
  const events: string[] = [];
  reportAtSynth(stack, () => events.push('report'));
  beforeSynth(stack, () => {
    events.push('step');
    if (events.length === 1) beforeSynth(stack, () => events.push('added'));
  });
  Planned.of(stack);
  expect(events).toEqual(['step', 'added', 'report']);
});

test('steps of all stacks run before the rules of the program do', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    const [first, second] = [azureStack(app, 'first'), azureStack(app, 'second')];
    const events: string[] = [];
    beforeSynth(second, () => events.push('step of second'));
    checkLate(first, () => events.push('rule of first'));
    beforeSynth(first, () => events.push('step of first'));
    app.synth();
    expect(events.slice(0, 3).sort()).toEqual(['rule of first', 'step of first', 'step of second']);
    expect(events[2]).toBe('rule of first');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});

test('a stack that is synthesized alone runs the steps of the others too', () => {
  const app = testApp();
  const [first, second] = [azureStack(app, 'first'), azureStack(app, 'second')];
  honourDependencies(first);
  beforeSynth(second, () => makeOutput(first));
  expect(Object.keys(Planned.of(first).json.output)).toEqual(['made']);
});
