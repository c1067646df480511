import { parse } from 'yaml';
import { programs } from '../../../scripts/programs';
import { synthesizedOnce } from '../support/programs';

interface Attributes {
  readonly [name: string]: any;
}

const stacks = programs().flatMap((program) =>
  Object.entries(synthesizedOnce(program)).map(([stack, text]) => ({
    name: `${program.name}/${stack}`,
    ...parts(text),
  })),
);

function parts(text: string): { readonly releases: Attributes[]; readonly checks: Attributes[] } {
  const { resource = {}, data = {} } = JSON.parse(text);
  const all = (types: Attributes, type: string) => Object.values<Attributes>(types[type] ?? {});
  return { releases: all(resource, 'helm_release'), checks: all(data, 'helm_template') };
}

describe('every release of every program', () => {
  test('can be applied again after a failed first install, also where it is not atomic or does not wait', () => {
    const all = stacks.flatMap(({ name, releases }) => releases.map((release) => ({ name, release })));
    const careless = all.filter(({ release: { atomic, wait } }) => atomic === false || wait === false);
    expect(careless.length).toBeGreaterThan(0);
    const stuck = all.filter(({ release }) => release.upgrade_install !== true);
    expect(stuck.map(({ name, release }) => `${name}: ${release.name}`)).toEqual([]);
  });

  test('has a version: without one the provider asks the cluster while it plans, also where the cluster does not exist yet', () => {
    const open = stacks.flatMap(({ name, releases }) =>
      releases.filter(({ version }) => !version).map((release) => `${name}: ${release.name}`),
    );
    expect(open).toEqual([]);
  });

  test('fails the plan where the Secrets of its namespace cannot be read', () => {
    for (const { name, releases, checks } of stacks) {
      const checked = checks.flatMap(({ provider, values }) =>
        parse(values[0]).manifests.map(({ metadata }: any) => `${provider} ${metadata.namespace}`),
      );
      const needed = new Set(releases.map(({ provider, namespace }) => `${provider} ${namespace}`));
      expect([name, checked.sort()]).toEqual([name, [...needed].sort()]);
    }
  });
});
