import { rooms } from '../support/all-samples';
import { releasesOf } from '../support/helm-values';
import { chartFacts, illegalPaths, isLegal } from '../support/legal-values';
import { synthesizedPrograms } from '../support/programs';
import { allPlans, baseOf } from '../support/variants';

const plans = [...allPlans(), ...synthesizedPrograms()];
const releases = plans.flatMap(({ name, plan }) => releasesOf(plan).map((release) => ({ name, release })));

describe('every value that is set is one that the chart reads', () => {
  const charts = [...new Set(releases.map(({ release }) => release.chart))].filter((chart) => chart in chartFacts);
  for (const chart of charts.sort()) {
    test(chart, () => {
      const illegal = releases
        .filter(({ release }) => release.chart === chart)
        .flatMap(({ name, release }) => [
          ...release.values.flatMap((values) => illegalPaths(chart, values)).map((place) => `${name}: ${place}`),
          ...release.set.filter((path) => !isLegal(chart, path)).map((path) => `${name}: set ${path.join('.')}`),
        ]);
      // A value that defaults and schema don't name goes to facts/extra-values.json, with the template's line.
      expect([...new Set(illegal)]).toEqual([]);
    });
  }
});

/** What examples install as a user's own application; nothing is known of its values. */
const chartsOfApplications = ['checkout'];

test('every chart that a room other than helm installs is in scripts/contracts/charts.ts', () => {
  const structsOfHelm = Object.keys(rooms.helm ?? {});
  const unknown = releases
    .filter(({ name }) => !structsOfHelm.includes(name.split('.')[0]))
    .filter(({ release }) => !release.isLocal)
    .map(({ release }) => release.chart)
    .filter((chart) => !(chart in chartFacts) && !chartsOfApplications.includes(chart));
  expect([...new Set(unknown)]).toEqual([]);
});

test('the default versions are those that the values were read from', () => {
  const wrong = Object.values(rooms)
    .flatMap((structs) => Object.entries(structs))
    .flatMap(([name, struct]) => releasesOf(baseOf(name, struct).plan ?? {}).map((release) => ({ name, release })))
    .filter(({ release }) => release.chart in chartFacts)
    .filter(({ release }) => release.version?.replace(/^v/, '') !== chartFacts[release.chart].version)
    .map(({ name, release }) => `${name} installs ${release.chart} ${release.version}`);
  expect([...new Set(wrong)]).toEqual([]);
});

describe('what is legal', () => {
  test.each([
    ['a default', 'istiod', 'global.proxy.image', true],
    ['a key that no template reads', 'istiod', 'global.analysis.enabled', false],
    ['a key under a prefix that the chart takes away', 'istiod', 'pilot.autoscaleMin', true],
    ['a key below an empty map', 'istiod', 'env.PILOT_TRACE', true],
    ['a key below a scalar', 'istiod', 'autoscaleMin.max', false],
    ['the key that is lifted', 'istiod', '_internal_defaults_do_not_set.hub', false],
    ['a key of the schema alone', 'gateway', 'enabled', true],
    ['a key with a source', 'istiod', 'meshConfig.accessLogFile', true],
    ['an inherited name', 'istiod', 'constructor', false],
  ])('%s', (_what, chart, path, legal) => {
    expect(isLegal(chart, path.split('.'))).toBe(legal);
  });
});
