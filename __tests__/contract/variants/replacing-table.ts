import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../support/tools';
import { changesOf } from '../support/changes';
import { readFacts } from '../support/facts';
import { allVariants, type Variant } from '../support/variants';

const cluster = 'azurerm_kubernetes_cluster';
const { [cluster]: replacing } = readFacts<{ readonly [type: string]: string[] }>('replacing-arguments.json');

test('the table of what replaces a cluster names each prop with its arguments, and no other', () => {
  const found: { [prop: string]: Set<string> } = {};
  for (const variant of allVariants()) {
    const { room, prop, refused, needed } = variant;
    if (room !== 'cluster' || refused !== undefined || needed !== undefined) continue;
    for (const argument of replacedBy(variant)) {
      found[prop] = (found[prop] ?? new Set()).add(argument);
    }
  }
  const expected = Object.entries(found).map(([prop, names]) => [prop, [...names].sort()]);
  expect(Object.fromEntries(table())).toEqual(Object.fromEntries(expected));
});

/** Those of the cluster that the sample sets to another value. */
function replacedBy(variant: Variant): string[] {
  const [base, changed] = [variant.base().plan, variant.changed().plan];
  if (!base || !changed) throw new Error(`See props.ts: ${variant.structName}.${variant.prop}`);
  return changesOf(base, changed)
    .filter(({ type, path: names }) => type === cluster && replacing.includes(names.join('.')))
    .map(({ path: names }) => names.join('.'));
}

/** The rows of the table in docs/cluster.md: prop, arguments. */
function table(): [prop: string, args: string[]][] {
  const page = readFileSync(path.join(projectRoot, 'docs/cluster.md'), 'utf8');
  const [, section] = page.split('## What replaces a cluster');
  return section
    .split('\n## ')[0]
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, prop, args] = line.split('|');
      return [codeIn(prop)[0], codeIn(args).sort()];
    });
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}
