import { AzureMonitorWorkspace, ManagedGrafana, Principal } from '../../../lib';
import { grouped } from '../../../lib/core/grouped';
import { shopCluster } from '../../support/clusters';
import { azureStack, Planned } from '../../support/planned';
import { eachResource, type PlannedResource } from '../support/changes';
import { readFacts } from '../support/facts';
import { type Reviewed, reviewedArguments, reviewedBlocks } from '../support/left-out';
import { allPlans } from '../support/variants';

const facts = readFacts<{ readonly [type: string]: { arguments: string[]; blocks: string[] } }>('left-out.json');

type Values = { readonly [name: string]: unknown };

/** What an argument or block is in, in each resource of all plans. */
interface Place {
  readonly plan: string;
  readonly resource: PlannedResource;
  readonly parent: Values;
  readonly isLeftOut: boolean;
}

/** What no sample makes. */
function scenes(): { name: string; resources: PlannedResource[] }[] {
  const stack = azureStack();
  const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };
  const gpu = { vmSize: 'Standard_NC4as_T4_v3' };
  shopCluster(stack, { systemPool: gpu, userPool: gpu }).addNodePool('Spot', { ...gpu, poolName: 'spot', spot: {} });
  const workspace = new AzureMonitorWorkspace(stack, 'Metrics', {
    ...place,
    workspaceName: 'shop',
    publicQuery: false,
  });
  new ManagedGrafana(stack, 'Grafana', {
    ...place,
    grafanaName: 'shop4711',
    workspaces: [workspace],
    administrators: [Principal.deployer()],
  });
  return [
    { name: 'GPU pools, and Grafana for a private workspace', resources: eachResource({ '': Planned.of(stack).json }) },
  ];
}

const resources = [
  ...scenes(),
  ...allPlans().map(({ name, plan }) => ({ name, resources: eachResource(plan) })),
].flatMap(({ name, resources: planned }) => planned.map((resource) => ({ plan: name, resource })));

const byType = new Map(
  grouped(resources, ({ resource }) => resource.type).map((same) => [same[0].resource.type, same]),
);

function placesOf(type: string, path: string): Place[] {
  const names = path.split('.');
  const last = names.pop() as string;
  return (byType.get(type) ?? []).flatMap(({ plan, resource }) =>
    blocksAt(resource.attributes, names).map((parent) => ({
      plan,
      resource,
      parent,
      isLeftOut: isAbsent(parent[last]),
    })),
  );
}

function blocksAt(values: Values, names: string[]): Values[] {
  const [name, ...rest] = names;
  if (name === undefined) return [values];
  const blocks = [values[name] ?? []].flat() as Values[];
  return blocks.flatMap((block) => blocksAt(block, rest));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isIgnored({ resource }: Place, path: string): boolean {
  const { ignore_changes: ignored = [] } = (resource.attributes.lifecycle ?? {}) as {
    ignore_changes?: string[] | 'all';
  };
  return ignored === 'all' || ignored.some((name) => path === name || path.startsWith(`${name}.`));
}

describe.each([
  ['arguments', reviewedArguments],
  ['blocks', reviewedBlocks],
] as const)('left-out %s', (kind, reviewed) => {
  const listed = new Map(reviewed.flatMap((review) => review.names.map((name) => [name, review as Reviewed] as const)));
  const all = Object.entries(facts).flatMap(([type, { [kind]: paths }]) => paths.map((path) => [type, path] as const));

  test.each(all.map(([type, path]) => [`${type} ${path}`, type, path] as const))(
    '%s is written, ignored, or reviewed',
    (name, type, path) => {
      const open = placesOf(type, path).filter((place) => place.isLeftOut && !isIgnored(place, path));
      const review = listed.get(name);
      const wrong = open.filter(({ parent }) => review === undefined || review.unless?.(parent));
      expect(wrong.map(({ plan, resource }) => `${plan}: ${resource.name}`).slice(0, 3)).toEqual([]);
    },
  );

  test('each review is needed: of something that a plan leaves out and does not ignore, once, with a source', () => {
    const stale = [...listed].filter(([name]) => {
      const [type, path] = name.split(' ');
      const isNeeded = placesOf(type, path).some((place) => place.isLeftOut && !isIgnored(place, path));
      return !isNeeded || !facts[type]?.[kind].includes(path);
    });
    const names = reviewed.flatMap((review) => review.names);
    expect(stale.map(([name]) => name)).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(reviewed.filter(({ because, source }) => because === '' || !/^https:/.test(source))).toEqual([]);
  });
});

test('each type with such an argument is in a plan', () => {
  const unseen = Object.entries(facts).filter(([type, known]) => known.arguments.length > 0 && !byType.has(type));
  expect(unseen.map(([type]) => type)).toEqual([]);
});
