import { readFileSync } from 'node:fs';
import { describeWith } from '../support/tools';
import { Workplace } from './program';
import { needs, type TerraformFolder } from './terraform';

describeWith(needs, 'a platform that is rebuilt in another region', () => {
  const workplace = new Workplace();
  afterAll(() => workplace.remove());

  test('by its own stacks and states, with the trust anchor of the first', async () => {
    const stacks = workplace.synthesize('examples/another-region/main.ts');
    const [platformWest, meshWest, platformNorth, meshNorth] = [
      'platform-west',
      'mesh-west',
      'platform-north',
      'mesh-north',
    ].map((name) => stacks.find(({ stateFile }) => stateFile.endsWith(`.${name}.tfstate`)) as TerraformFolder);
    await deploy(platformWest, meshWest);
    const lost = [platformWest, meshWest].map(({ stateFile }) => readFileSync(stateFile, 'utf8'));

    await deploy(platformNorth, meshNorth);
    expect([platformWest, meshWest].map(({ stateFile }) => readFileSync(stateFile, 'utf8'))).toEqual(lost);
    for (const stack of [platformNorth, meshNorth]) {
      expect((await stack.addresses()).length).toBeGreaterThan(2);
      expect(readFileSync(stack.stateFile, 'utf8')).not.toMatch(/shop-west|westeurope|10\.20\./);
    }
    expect(anchorOf(meshNorth)).toBe('${jsonencode(var.trust_anchor)}');
    expect(anchorOf(meshNorth)).toBe(anchorOf(meshWest));
  }, 240_000);
});

async function deploy(...stacks: TerraformFolder[]): Promise<void> {
  for (const stack of stacks) {
    await stack.init();
    const planned = await stack.plan();
    expect(planned.filter(({ change }) => !['create', 'read'].includes(change.actions.join()))).toEqual([]);
    await stack.apply();
    expect(await stack.plan()).toEqual([]);
  }
}

function anchorOf({ json }: TerraformFolder): string | undefined {
  const releases = Object.values<{ values?: string[] }>(json.resource.helm_release);
  const [, anchor] =
    /identityTrustAnchorsPEM: (.*)/.exec(releases.flatMap(({ values = [] }) => values).join('\n')) ?? [];
  return anchor;
}
