import { parse } from 'yaml';
import { describeWith } from '../support/tools';
import { meantBy } from './meant';
import { limited, programs, Workplace } from './program';
import { needs, type TerraformFolder } from './terraform';

const minutes = 60_000;
/** One Terraform and its provider keep a core busy; two are what a small machine has. */
const oneOfTwo = limited(2);

describeWith(needs, 'Terraform walks', () => {
  test.concurrent.each(programs())('%s', (program) => oneOfTwo(() => walk(program)), 5 * minutes);
});

/** Creates all stacks of a program, each when those are there that it depends on, and destroys them the other way round. */
async function walk(program: string): Promise<void> {
  const workplace = new Workplace();
  try {
    const stacks = await workplace.synthesize(program);
    for (const stack of stacks) await create(stack);
    for (const stack of stacks.reverse()) await destroy(stack);
  } finally {
    workplace.remove();
  }
}

async function create(stack: TerraformFolder): Promise<void> {
  await stack.init();
  await stack.validate();
  const planned = await stack.plan();
  expect(planned.filter(({ change }) => change.actions.join() !== 'create')).toEqual([]);
  await stack.apply();
  expect(await stack.plan()).toEqual([]);
  await expectValuesAsMeant(stack);
}

async function expectValuesAsMeant(stack: TerraformFolder): Promise<void> {
  const releases = (await stack.state()).filter(({ type }) => type === 'helm_release');
  for (const { name, address, values } of releases) {
    const meant: string[] = stack.json.resource.helm_release[name].values ?? [];
    const deployed: string[] = values.values ?? [];
    const evaluate = (expressions: string[]) => stack.evaluate(expressions);
    expect({ [address]: deployed.map((text) => parse(text)) }).toEqual({
      [address]: await Promise.all(meant.map((text) => meantBy(text, evaluate))),
    });
  }
}

async function destroy(stack: TerraformFolder): Promise<void> {
  if (stack.keepsSomething) await expect(stack.destroy()).rejects.toThrow('prevent_destroy');
  else {
    await stack.destroy();
    expect(await stack.state()).toEqual([]);
  }
}
