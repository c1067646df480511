import path from 'node:path';
import { parse } from 'yaml';
import { programs } from '../../scripts/programs';
import { describeWith, projectRoot } from '../support/tools';
import { meantBy } from './meant';
import { limited, Workplace } from './program';
import { needs, type TerraformFolder } from './terraform';

const minutes = 60_000;
/** One Terraform and its provider keep a core busy; two are what a small machine has. */
const oneOfTwo = limited(2);

interface Walk {
  readonly program: string;
  readonly workplace: Workplace;
  readonly stacks: TerraformFolder[];
  /** Whether it makes something that no program before it does. */
  readonly isNews: boolean;
}

describeWith(needs, 'Terraform', () => {
  const walks = synthesizedWalks();
  afterAll(() => {
    for (const { workplace } of walks) workplace.remove();
  });

  test.concurrent('replaces nothing where the tags of main.ts change', () => oneOfTwo(changeTags), 10 * minutes);

  test.concurrent.each(walks.map((walk) => [walk.program, walk] as const))(
    'walks %s',
    (_program, walk) => oneOfTwo(() => walkThrough(walk)),
    10 * minutes,
  );
});

function synthesizedWalks(): Walk[] {
  const known = new Set<string>();
  return programs().map(({ file }) => {
    const program = path.relative(projectRoot, file);
    const workplace = new Workplace();
    const stacks = workplace.synthesize(program);
    const kinds = stacks.flatMap((stack) => stack.kinds);
    const isNews = kinds.some((kind) => !known.has(kind));
    for (const kind of kinds) known.add(kind);
    return { program, workplace, stacks, isNews };
  });
}

/**
 * Plans all stacks of a program. Where one makes something that no program before has made, they are created too, each when
 * those are there that it depends on, and destroyed the other way round. A plan validates what it plans.
 */
async function walkThrough({ stacks, isNews }: Walk): Promise<void> {
  for (const stack of stacks) {
    await stack.init();
    const planned = await stack.plan();
    expect(planned.filter(({ change }) => change.actions.join() !== 'create')).toEqual([]);
    if (isNews) await create(stack);
  }
  if (isNews) for (const stack of [...stacks].reverse()) await destroy(stack);
}

async function create(stack: TerraformFolder): Promise<void> {
  await stack.apply();
  expect(await stack.plan()).toEqual([]);
  await expectValuesAsMeant(stack);
}

async function expectValuesAsMeant(stack: TerraformFolder): Promise<void> {
  const releases = (await stack.state()).filter(({ type }) => type === 'helm_release');
  const evaluate = (expressions: string[]) => stack.evaluate(expressions);
  for (const { name, address, values } of releases) {
    const meant: string[] = stack.json.resource.helm_release[name].values ?? [];
    const deployed: string[] = values.values ?? [];
    expect({ [address]: deployed.map((text) => parse(text)) }).toEqual({
      [address]: await Promise.all(meant.map((text) => meantBy(text, evaluate))),
    });
  }
}

async function destroy(stack: TerraformFolder): Promise<void> {
  if (stack.keepsSomething) await expect(stack.destroy()).rejects.toThrow('prevent_destroy');
  else {
    await stack.destroy();
    expect(await stack.addresses()).toEqual([]);
  }
}

async function changeTags(): Promise<void> {
  const workplace = new Workplace();
  try {
    for (const stack of workplace.synthesize('main.ts')) {
      await stack.init();
      await stack.plan();
      await stack.apply();
    }
    const [platform, ...others] = workplace.synthesize('main.ts', (source) => {
      const changed = source.replace('tags: { app: name }', "tags: { app: name, team: 'web' }");
      if (changed === source) throw new Error('main.ts has other tags than this test.');
      return changed;
    });
    const changes = await platform.plan();
    expect(changes.map(({ type }) => type)).toContain('azurerm_kubernetes_cluster');
    expect(changes.filter(({ change }) => change.actions.join() !== 'update')).toEqual([]);
    for (const stack of others) expect(await stack.plan()).toEqual([]);
  } finally {
    workplace.remove();
  }
}
