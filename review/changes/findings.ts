import type { Resource, Stack } from '../../command/terraform/resource';
import { type Access, accessOf } from '../inventory/access';
import { type Exposure, exposuresOf } from '../inventory/exposure';
import { type Posture, postureOf, rootNamespaces } from '../inventory/posture';
import { nameOf } from '../terraform/expression';
import type { Finding } from './finding';
import { isCovered } from './ranges';
import type { ResourceChange } from './resource-changes';
import { destruction, rest, unsent, versions } from './resource-findings';

/** A stack before and after, and the changes between the two. */
export interface StackChange {
  readonly name: string;
  readonly before: Stack;
  readonly after: Stack;
  readonly changes: readonly ResourceChange[];
  /** Stacks that are applied after this one. */
  readonly dependents: readonly string[];
  readonly isPlanned: boolean;
}

/** A finding before its stack is written to it. */
export type Found = Omit<Finding, 'stack' | 'isPlanned'>;

export function findingsOf(change: StackChange): Finding[] {
  const { name, changes, isPlanned, dependents } = change;
  const found: Found[] = [
    ...changes.flatMap((one) => destruction(one, dependents)),
    ...takenOver(change),
    ...opened(change),
    ...widened(change),
    ...weakened(change),
    ...changes.flatMap(versions),
    ...changes.flatMap(unsent),
    ...changes.flatMap(rest),
  ];
  return found.map((finding) => ({ ...finding, stack: name, isPlanned }));
}

/** Imports and moved addresses: their owner expects that an apply changes nothing. */
function takenOver({ changes, before, after, isPlanned }: StackChange): Found[] {
  const moved = new Set(after.moved.values());
  const changed = changes.flatMap(({ action, after: now, changes: all }): Found[] => {
    if (action !== 'update' || !now || (!moved.has(now.address) && !after.imported.has(now.address))) return [];
    const verb = after.imported.has(now.address) ? 'is imported' : 'moves to a new address';
    const paths = all
      .map(({ path }) => path)
      .filter((path, _, every) => !every.some((one) => path.startsWith(`${one}.`)));
    const text = `${nameOf(now)} ${verb}, and the apply changes it: ${paths.join(', ')}`;
    return [{ level: 'adopt', address: now.address, text, isPossible: false, weight: 0 }];
  });
  const others = [...after.imported].flatMap((address): Found[] => {
    const now = after.resources.get(address);
    const isKnown = before.imported.has(address) || changed.some((one) => one.address === address);
    if (!now || (isKnown && !isPlanned) || changes.some((one) => one.after === now)) return [];
    const found = { address, weight: 1, isPossible: !isPlanned };
    return isPlanned
      ? [{ ...found, level: 'other', text: `${nameOf(now)} is imported, without changes` }]
      : [{ ...found, level: 'adopt', text: `${nameOf(now)} is imported, and the apply may change it` }];
  });
  return [...changed, ...others];
}

/** Changed resources, on the given side; unchanged resources open nothing. */
function touched({ changes }: StackChange, side: 'before' | 'after'): Resource[] {
  return changes.flatMap((change) => change[side] ?? []);
}

function opened(change: StackChange): Found[] {
  const before = new Map<string, Exposure>();
  for (const resource of change.before.resources.values()) {
    for (const exposure of exposuresOf(resource, change.before)) before.set(exposure.key, exposure);
  }
  return touched(change, 'after').flatMap((resource) =>
    exposuresOf(resource, change.after).flatMap(({ key, subject, from, note }) => {
      const known = before.get(key);
      const added = from.filter((source) => !isCovered(source, known?.from ?? []));
      if (added.length === 0) return [];
      const was = known ? ` (was: ${known.from.length > 0 ? known.from.join(', ') : 'private'})` : '';
      const text = `${subject} can be reached from ${added.join(', ')}${note ? `, ${note}` : ''}${was}`;
      const weight = added.includes('anyone') ? 0 : 1;
      return [{ level: 'network' as const, address: resource.address, text, isPossible: false, weight }];
    }),
  );
}

const farReaching = /owner|contributor|administrator|admin|cluster-admin|full access/i;

function widened(change: StackChange): Found[] {
  const keyOf = ({ who, what, where }: Access): string => JSON.stringify([who, what, where]);
  const before = new Set(
    [...change.before.resources.values()].flatMap((resource) => accessOf(resource, change.before)).map(keyOf),
  );
  return touched(change, 'after').flatMap((resource) =>
    accessOf(resource, change.after)
      .filter((access) => !before.has(keyOf(access)))
      .map((access) => {
        const old = change.changes.find(({ after }) => after === resource)?.before;
        const was =
          old && resource.type === 'azurerm_role_assignment' ? ` (was: ${assignmentText(old, change.before)})` : '';
        const text = `${access.who}: ${access.what} ${preposition(access)}${access.where}${was}`;
        const weight = farReaching.test(access.what) ? 0 : 1;
        return { level: 'role' as const, address: resource.address, text, isPossible: false, weight };
      }),
  );
}

function preposition({ what }: Access): string {
  return /^(signs in as|has |runs |is |pushes )/.test(what) ? (/(as|to|in)$/.test(what) ? '' : 'of ') : 'on ';
}

function assignmentText(resource: Resource, stack: Stack): string {
  return accessOf(resource, stack)
    .map(({ what, where }) => `${what} on ${where}`)
    .join('; ');
}

function weakened(change: StackChange): Found[] {
  const [rootsBefore, rootsAfter] = [change.before, change.after].map(({ resources }) =>
    rootNamespaces(resources.values()),
  );
  const [before, after] = [postures(change.before, rootsBefore), postures(change.after, rootsAfter)];
  const found = new Map<string, Found>();
  const report = ({ address }: Resource, { key, subject, isMeshWide }: Posture, was: string, is: string): void => {
    const text = `${subject}: ${is} (was: ${was})`;
    found.set(key, { level: 'mtls', address, text, isPossible: false, weight: isMeshWide ? 0 : 1 });
  };
  for (const resource of touched(change, 'before')) {
    for (const posture of postureOf(resource, rootsBefore)) {
      const { key, text, strength, absent } = posture;
      if (!after.has(key) && absent < strength) report(resource, posture, text, 'removed');
    }
  }
  for (const resource of touched(change, 'after')) {
    for (const posture of postureOf(resource, rootsAfter)) {
      const { key, text, strength, absent, admits = [] } = posture;
      const old = before.get(key);
      if (strength < (old?.strength ?? absent)) report(resource, posture, old?.text ?? 'not set', text);
      else if (old?.admits) {
        const more = admits.filter((leaf) => !old.admits?.includes(leaf));
        if (more.length > 0) report(resource, posture, old.text, `now also allows: ${more.join('; ')}`);
      }
    }
  }
  return [...found.values()];
}

function postures({ resources }: Stack, roots: ReadonlySet<string>): Map<string, Posture> {
  const all = [...resources.values()].flatMap((resource) => postureOf(resource, roots));
  return new Map(all.map((posture) => [posture.key, posture]));
}
