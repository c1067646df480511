import { existsSync } from 'node:fs';
import { contractPlace } from '../../../scripts/contracts/folders';
import { describeWith } from '../../support/tools';
import { checkEach, type Manifest, needsOfCheck } from '../support/crd-check';
import { expressionMark, releasesOf } from '../support/helm-values';
import { synthesizedPrograms } from '../support/programs';
import { allPlans } from '../support/variants';

/** Groups whose definitions come with a chart that is not public; the tests of their constructs say what the objects are. */
const unpublished = ['alb.networking.azure.io'];

/** Groups whose definitions this contracts folder may lack. */
const optional = { karpenter: ['karpenter.sh', 'karpenter.azure.com'] };
const unavailable = Object.entries(optional).flatMap(([folder, groups]) =>
  existsSync(contractPlace(`crds/${folder}`)) ? [] : groups,
);

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

/**
 * The problems of objects, in one run of the check. The value of an expression isn't known here: an object that holds one is
 * fine if it is with texts, numbers or ranges.
 */
function problemsOf(manifests: Manifest[]): string[] {
  const judged = manifests.filter(
    ({ apiVersion }) => ![...unpublished, ...unavailable].includes(apiVersion.split('/')[0]),
  );
  const documents = judged.flatMap((manifest, index) =>
    readingsOf(manifest).map((reading, alternative) => ({ id: `${index}/${alternative}`, manifest: reading })),
  );
  const found = checkEach(documents);
  return judged.flatMap((manifest, index) => {
    const { apiVersion, kind, metadata } = manifest;
    const answers = readingsOf(manifest).map((_reading, alternative) => found.get(`${index}/${alternative}`) ?? []);
    if (answers.some((problems) => problems.length === 0)) return [];
    return answers[0].map(
      (problem) => `${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}: ${problem}`,
    );
  });
}

function readingsOf(manifest: Manifest): Manifest[] {
  const text = JSON.stringify(manifest);
  if (!text.includes(expressionMark)) return [manifest];
  return [expressionMark, ...standIns].map((standIn) =>
    JSON.parse(text, (_key, value) => (value === expressionMark ? standIn : value)),
  );
}
