import { describeWith } from '../support/tools';
import { checked, type Manifest, needsOfCheck } from './support/crd-check';
import { expressionMark, releasesOf } from './support/helm-values';
import { synthesizedPrograms } from './support/programs';
import { allPlans } from './support/variants';

/** Groups whose definitions come with a chart that is not public; the tests of their constructs say what the objects are. */
const unpublished = ['alb.networking.azure.io'];

/** What an expression may give, beside text. */
const standIns = [1, '10.0.0.1/32'];

describeWith(needsOfCheck, 'objects in the cluster', () => {
  test('the API server would take every object of every sample and program', () => {
    expect(problemsOf(allManifests())).toEqual([]);
  });

  test('the check finds a field that a kind lacks', () => {
    const apiVersion = 'security.istio.io/v1';
    const wrong = {
      apiVersion,
      kind: 'PeerAuthentication',
      metadata: { name: 'x', namespace: 'x' },
      spec: { tls: {} },
    };
    expect(problemsOf([wrong]).join()).toContain('unknown field "spec.tls"');
  });
});

/** What the local chart `manifests` is given, once each. */
function allManifests(): Manifest[] {
  const found = new Map<string, Manifest>();
  for (const { plan } of [...allPlans(), ...synthesizedPrograms()]) {
    for (const { isLocal, values } of releasesOf(plan)) {
      const manifests = isLocal ? values.flatMap((tree) => (tree as { manifests?: Manifest[] }).manifests ?? []) : [];
      for (const manifest of manifests) found.set(JSON.stringify(manifest), manifest);
    }
  }
  return [...found.values()];
}

/** What an expression gives isn't known here: an object that holds one is fine if it is with texts, numbers or ranges. */
function problemsOf(manifests: Manifest[]): string[] {
  const judged = manifests.filter(({ apiVersion }) => !unpublished.includes(apiVersion.split('/')[0]));
  const open = judged.filter((manifest) => JSON.stringify(manifest).includes(expressionMark));
  const closed = judged.filter((manifest) => !open.includes(manifest));
  return [...checked(closed), ...kindsOf(open).flatMap((group) => problemsOfOpen(group))];
}

/** The check takes seconds to start, so objects of a kind are checked together where that finds nothing. */
function problemsOfOpen(group: Manifest[]): string[] {
  const withTexts = checked(group);
  const isFine =
    withTexts.length === 0 ||
    standIns.some((value) => checked(group.map((manifest) => withMarksAs(value, manifest))).length === 0);
  if (isFine) return [];
  return group.length === 1 ? withTexts : group.flatMap((manifest) => problemsOfOpen([manifest]));
}

function kindsOf(manifests: Manifest[]): Manifest[][] {
  const kinds = new Map<string, Manifest[]>();
  for (const manifest of manifests) kinds.set(manifest.kind, [...(kinds.get(manifest.kind) ?? []), manifest]);
  return [...kinds.values()];
}

function withMarksAs(standIn: unknown, manifest: Manifest): Manifest {
  return JSON.parse(JSON.stringify(manifest), (_key, value) => (value === expressionMark ? standIn : value));
}
