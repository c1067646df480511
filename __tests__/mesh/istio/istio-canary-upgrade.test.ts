import { isDeepStrictEqual } from 'node:util';
import type { TerraformStack } from 'cdktf';
import { IstioFoundation, IstioMesh, IstioRevisionTag, IstioVersion, MeshNamespace } from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { type Attributes, Planned } from '../../support/planned';

/** Where an upgrade by revision is. */
interface Step {
  readonly foundation: IstioVersion;
  readonly validatedBy: string;
  readonly revisions: { [revision: string]: IstioVersion };
  readonly stable: string;
  readonly shop: string;
}

const old = { '1-29-6': IstioVersion.V1_29_6 };
const next = { '1-30-3': IstioVersion.V1_30_3 };
const start: Step = {
  foundation: IstioVersion.V1_29_6,
  validatedBy: '1-29-6',
  revisions: old,
  stable: '1-29-6',
  shop: '1-29-6',
};
const prepared: Step = { ...start, foundation: IstioVersion.V1_30_3 };
const added: Step = { ...prepared, revisions: { ...old, ...next } };
const moved: Step = { ...added, shop: '1-30-3' };
const allMoved: Step = { ...moved, stable: '1-30-3', validatedBy: '1-30-3' };
const removed: Step = { ...allMoved, revisions: next };

function program(stack: TerraformStack, step: Step): void {
  const cluster = new FakeAksCluster(stack);
  const foundation = new IstioFoundation(stack, 'Istio', {
    cluster,
    version: step.foundation,
    defaultRevision: step.validatedBy,
  });
  const meshes = Object.fromEntries(
    Object.entries(step.revisions).map(([revision, version]) => [
      revision,
      new IstioMesh(stack, `Istio-${revision}`, { cluster, foundation, version, revision }),
    ]),
  );
  const stable = new IstioRevisionTag(stack, 'Stable', { mesh: meshes[step.stable], tagName: 'stable' });
  new MeshNamespace(stack, 'Shop', { mesh: meshes[step.shop], name: 'shop' });
  new MeshNamespace(stack, 'Returns', { mesh: stable, name: 'returns' });
}

function releasesAt(step: Step): { [name: string]: Attributes } {
  return Planned.by((stack) => program(stack, step)).all('helm_release');
}

/** What Terraform would do, by the releases' names in Helm; an order alone is no change to it. */
function plan(before: Step, after: Step): string[] {
  const [earlier, later] = [releasesAt(before), releasesAt(after)];
  const changes = [...new Set([...Object.keys(earlier), ...Object.keys(later)])].map((address) => {
    const [was, is] = [earlier[address], later[address]];
    if (!was) return `create ${is.name}`;
    if (!is) return `destroy ${was.name}`;
    const [{ depends_on: _, ...from }, { depends_on: __, ...to }] = [was, is];
    if (isDeepStrictEqual(from, to)) return undefined;
    const replaced = was.name !== is.name || was.namespace !== is.namespace;
    return `${replaced ? 'replace' : 'update'} ${is.name}`;
  });
  return changes.filter((change) => change !== undefined).sort();
}

test('before: the newer definitions serve both control planes', () => {
  expect(plan(start, prepared)).toEqual(['update istio-base']);
});

test('1. the newer control plane is an addition', () => {
  expect(plan(prepared, added)).toEqual(['create istiod-1-30-3']);
});

test('2. a namespace moves by one change in place, and back the same way', () => {
  expect(plan(added, moved)).toEqual(['update shop-namespace']);
  expect(plan(moved, added)).toEqual(['update shop-namespace']);
});

test('a tag moves with all of its namespaces by one change in place', () => {
  expect(plan(moved, { ...moved, stable: '1-30-3' })).toEqual(['update istio-revision-tag-stable']);
  expect(plan(moved, allMoved)).toEqual(['update istio-base', 'update istio-revision-tag-stable']);
});

test('3. the older control plane goes, and nothing else changes', () => {
  expect(plan(allMoved, removed)).toEqual(['destroy istiod-1-29-6']);
});
