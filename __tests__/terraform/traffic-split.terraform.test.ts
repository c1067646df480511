import { describeWith } from '../support/tools';
import { Workplace } from './program';
import { needs, type ResourceChange } from './terraform';

jest.setTimeout(240_000);

const program = 'examples/canary-rollout/main.ts';

describeWith(needs, 'the share of a version', () => {
  const workplace = new Workplace();
  afterEach(() => {
    delete process.env.TF_VAR_canary_percent;
    delete process.env.TF_VAR_step;
  });
  afterAll(() => workplace.remove());

  test('is one update in place, and a step of a rollout is too; a step that does not exist fails', async () => {
    const [before] = workplace.synthesize(program);
    await before.init();
    await before.plan();
    await before.apply();
    expect(await before.plan()).toEqual([]);

    process.env.TF_VAR_canary_percent = '25';
    const [shifted] = workplace.synthesize(program);
    const changes = await shifted.plan();
    expect(changes.map(actionOf)).toEqual(['helm_release.Checkout_Manifests: update']);
    expect(weightsOf(changes)).toEqual(['75', '25']);

    process.env.TF_VAR_step = 'half';
    const [stepped] = workplace.synthesize(program, inSteps);
    const step = await stepped.plan();
    expect(step.map(actionOf)).toEqual(['helm_release.Checkout_Manifests: update']);
    expect(weightsOf(step)).toEqual(['50', '50']);

    process.env.TF_VAR_step = 'nowhere';
    const [lost] = workplace.synthesize(program, inSteps);
    await expect(lost.plan()).rejects.toThrow('no such step');
  });
});

/** The example, with a rollout in steps in place of the canary. */
function inSteps(source: string): string {
  return source
    .replace(
      'TrafficSplit.canary({',
      "PhasedRollout.inSteps({ currentStep: step.stringValue, steps: [{ name: 'tenth', percent: 10 }, { name: 'half', percent: 50 }],",
    )
    .replace('stable: {', 'from: {')
    .replace('canary: {', 'to: {')
    .replace('canaryPercent: percent.numberValue,', '')
    .replace(
      'const percent =',
      "const step = new TerraformVariable(stack, 'step', { type: 'string', default: 'tenth' });\n  const percent =",
    )
    .replaceAll('TrafficSplit', 'PhasedRollout');
}

function actionOf({ address, change }: ResourceChange): string {
  return `${address.replace(/_[0-9A-F]{8}$/, '')}: ${change.actions.join()}`;
}

function weightsOf([{ change }]: ResourceChange[]): string[] {
  const [text] = change.after?.values ?? [];
  return [...String(text).matchAll(/weight: (\S+)/g)].map(([, weight]) => weight);
}
