import { parse } from 'yaml';
import { describeWith } from '../support/tools';
import { meantBy } from './meant';
import { limited, programs, Workplace } from './program';
import { needs, type TerraformFolder } from './terraform';

const minutes = 60_000;
/** One Terraform and its provider keep a core busy; two are what a small machine has. */
const oneOfTwo = limited(2);

describeWith(needs, 'Terraform', () => {
  test.concurrent(
    'replaces nothing where the tags of main.ts change',
    () => oneOfTwo(() => inWorkplace(changeTags)),
    10 * minutes,
  );

  test.concurrent.each(programs())(
    'walks %s',
    (program) => oneOfTwo(() => inWorkplace((workplace) => walk(workplace, program))),
    10 * minutes,
  );
});

async function inWorkplace(action: (workplace: Workplace) => Promise<void>): Promise<void> {
  const workplace = new Workplace();
  try {
    await action(workplace);
  } finally {
    workplace.remove();
  }
}

/**
 * Plans all stacks of a program. Where one makes something that no program before has made, they are created too, each when
 * those are there that it depends on, and destroyed the other way round.
 */
async function walk(workplace: Workplace, program: string): Promise<void> {
  const stacks = await workplace.synthesize(program);
  const isNews = (await newsOf(program)).length > 0;
  for (const stack of stacks) {
    await stack.init();
    await stack.validate();
    const planned = await stack.plan();
    expect(planned.filter(({ change }) => change.actions.join() !== 'create')).toEqual([]);
    if (isNews) await create(stack);
  }
  if (isNews) for (const stack of stacks.reverse()) await destroy(stack);
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

async function changeTags(workplace: Workplace): Promise<void> {
  for (const stack of await workplace.synthesize('main.ts')) {
    await stack.init();
    await stack.plan();
    await stack.apply();
  }
  const [platform, ...others] = await workplace.synthesize('main.ts', (source) => {
    const changed = source.replace("tags: { app: 'shop' }", "tags: { app: 'shop', team: 'web' }");
    if (changed === source) throw new Error('main.ts has other tags than this test.');
    return changed;
  });
  const changes = await platform.plan();
  expect(changes.map(({ type }) => type)).toContain('azurerm_kubernetes_cluster');
  expect(changes.filter(({ change }) => change.actions.join() !== 'update')).toEqual([]);
  for (const stack of others) expect(await stack.plan()).toEqual([]);
}

/** What a program makes that none before it in the list does; each program is synthesized once for it. */
async function newsOf(program: string): Promise<string[]> {
  news ??= findNews();
  return (await news).get(program) ?? [];
}

let news: Promise<Map<string, string[]>> | undefined;

async function findNews(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const known = new Set<string>();
  await inWorkplace(async (workplace) => {
    for (const program of programs()) {
      const kinds = (await workplace.synthesize(program)).flatMap(({ kinds }) => kinds);
      found.set(
        program,
        kinds.filter((kind) => !known.has(kind)),
      );
      for (const kind of kinds) known.add(kind);
    }
  });
  return found;
}
