import { describeWith } from '../support/tools';
import { Workplace } from './program';
import { needs, type ResourceChange, type TerraformFolder } from './terraform';

jest.setTimeout(600_000);

describeWith(needs, 'An upgrade of Istio by revision', () => {
  const workplace = new Workplace();
  afterAll(() => workplace.remove());

  const next = /^const next = .*\n/m;
  const stepOne = (source: string) => source.replace(next, '').replace('{ mesh: next,', '{ mesh: stable,');
  const allMoved = (source: string) =>
    source
      .replace("'Stable', { mesh: old,", "'Stable', { mesh: next,")
      .replace("defaultRevision: '1-29-6'", "defaultRevision: '1-30-3'");
  const oldGone = (source: string) => allMoved(source).replace(/^const old = .*\n/m, '');

  async function stackAfter(edit: (source: string) => string): Promise<TerraformFolder> {
    const [stack] = workplace.synthesize('examples/istio-canary-upgrade/main.ts', edit);
    return stack;
  }

  async function planOf(edit: (source: string) => string): Promise<string[]> {
    const stack = await stackAfter(edit);
    const changes = (await stack.plan()).map(actionOf).sort();
    await stack.apply();
    return changes;
  }

  test('adds the newer control plane, moves what follows it, and removes the older one', async () => {
    await (await stackAfter(stepOne)).init();
    expect(await planOf(stepOne)).toHaveLength(9);
    expect(await planOf((source) => source.replace('{ mesh: next,', '{ mesh: stable,'))).toEqual([
      'helm_release.Istio130_Istiod: create',
    ]);
    expect(await planOf((source) => source)).toEqual(['helm_release.Returns_Namespace_Manifests: update']);
    expect(await planOf(allMoved)).toEqual([
      'helm_release.Istio_Base: update',
      'helm_release.Stable_Manifests: update',
    ]);
    expect(await planOf(oldGone)).toEqual(['helm_release.Istio129_Istiod: delete']);
    expect(await planOf(oldGone)).toEqual([]);
  });
});

function actionOf({ address, change }: ResourceChange): string {
  return `${address.replace(/_[0-9A-F]{8}$/, '')}: ${change.actions.join()}`;
}
