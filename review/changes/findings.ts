import type { Resource, Stack } from '../../command/terraform/resource';
import { type Access, accessOf } from '../inventory/access';
import { type Exposure, exposuresOf } from '../inventory/exposure';
import { type Posture, postureOf, rootNamespaces, widening } from '../inventory/posture';
import { nameOf } from '../terraform/expression';
import type { Finding } from './finding';
import { isCovered } from './ranges';
import type { ResourceChange } from './resource-changes';
import { destruction, rest, unsent, versions } from './resource-findings';
import { isRewritten, rewritten } from './rewritten';
import { isSwapped, swapped } from './swapped';

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
export interface Found extends Omit<Finding, 'stack' | 'isPlanned'> {
  /** Arguments that it describes in full, which lower levels don't repeat; `*` for the whole resource. */
  readonly covers?: readonly string[];
}

export function findingsOf(change: StackChange): Finding[] {
  const { name, changes, isPlanned, dependents } = change;
  const worse = [
    ...takenOver(change),
    ...released(change),
    ...opened(change),
    ...widened(change),
    ...swapped(change),
    ...rewritten(changes, change),
    ...weakened(change),
    ...changes.flatMap(versions),
    ...changes.flatMap(unsent),
  ];
  const covered = new Map<string, string[]>();
  for (const { address, covers = [] } of worse) covered.set(address, [...(covered.get(address) ?? []), ...covers]);
  const coveredOf = ({ after, before }: ResourceChange) => covered.get((after ?? before)?.address ?? '') ?? [];
  const found: Found[] = [
    ...changes.flatMap((one) => destruction(one, dependents, coveredOf(one), change)),
    ...worse,
    ...changes.flatMap((one) => rest(one, coveredOf(one), change)),
  ];
  return found.map(({ covers: _covers, ...finding }) => ({ ...finding, stack: name, isPlanned }));
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

/** Types of providers whose values only the state holds. */
const isStateOnly = /^(tls|random|time)_/;

/** Resources that leave the state and stay as they are. */
function released({ before, after }: StackChange): Found[] {
  return [...after.released].flatMap((address): Found[] => {
    const old = before.resources.get(address);
    if (!old) return [];
    const isLost = isStateOnly.test(old.type);
    const rest = isLost ? '; its values are lost: save them before the apply' : ' and stays as it is';
    const text = `${nameOf(old)} leaves the state${rest}`;
    return [{ level: isLost ? 'adopt' : 'other', address, text, isPossible: false, weight: 2 }];
  });
}

/** Changed resources, on the given side; unchanged resources open nothing. */
function touched({ changes }: StackChange, side: 'before' | 'after'): Resource[] {
  return changes.flatMap((change) => change[side] ?? []);
}

/** Resources that are nothing but an opening, or a grant: that they are created needs no further line. */
const onlyOpens = /^azurerm_(network_security_rule|\w+_firewall_rule)$/;
const onlyGrants = /^azurerm_(role_assignment|federated_identity_credential|key_vault_access_policy)$/;

function opened(change: StackChange): Found[] {
  const before = new Map<string, Exposure>();
  for (const resource of change.before.resources.values()) {
    for (const exposure of exposuresOf(resource, change.before)) before.set(exposure.key, exposure);
  }
  return touched(change, 'after').flatMap((resource) =>
    exposuresOf(resource, change.after).flatMap(({ key, subject, from, note, paths = [] }) => {
      const known = before.get(key);
      const added = from.filter((source) => !isCovered(source, known?.from ?? []));
      if (added.length === 0) return [];
      const was = known ? ` (was: ${known.from.length > 0 ? known.from.join(', ') : 'private'})` : '';
      const text = `${subject} can be reached from ${added.join(', ')}${note ? `, ${note}` : ''}${was}`;
      const weight = added.includes('anyone') ? 0 : 1;
      // Sources that are removed by the same change are listed with the arguments.
      const isWhole = (known?.from ?? []).every((source) => isCovered(source, from));
      const covers = onlyOpens.test(resource.type) ? ['*', ...paths] : paths;
      const found = { level: 'network' as const, address: resource.address, text, isPossible: false, weight };
      return [isWhole ? { ...found, covers } : found];
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
        const covers = onlyGrants.test(resource.type) ? ['*'] : access.path === undefined ? [] : [access.path];
        return { level: 'role' as const, address: resource.address, text, isPossible: false, weight, covers };
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
  const report = ({ address }: Resource, posture: Posture, was: string, is: string, covers = posture.paths): void => {
    const { key, subject, isMeshWide } = posture;
    const text = `${subject}: ${is} (was: ${was})`;
    found.set(key, { level: 'mtls', address, text, isPossible: false, weight: isMeshWide ? 0 : 1, covers });
  };
  const isOtherMesh = isSwapped(change);
  for (const one of change.changes) {
    if (!one.before) continue;
    for (const posture of postureOf(one.before, rootsBefore)) {
      const { key, text, strength, absent, origin } = posture;
      // The findings about another mesh say these.
      if ((isOtherMesh && origin === 'mesh') || (origin === 'policy' && isRewritten(one))) continue;
      // Helm leaves what has this annotation in the cluster.
      if (one.action === 'delete' && posture.isKept) continue;
      if (!after.has(key) && absent < strength) report(one.before, posture, text, 'removed');
    }
  }
  for (const one of change.changes) {
    const { after: resource } = one;
    if (!resource) continue;
    for (const posture of postureOf(resource, rootsAfter)) {
      const { key, text, strength, absent, origin } = posture;
      if (origin === 'policy' && isRewritten(one)) continue;
      const old = before.get(key);
      if (strength < (old?.strength ?? absent)) report(resource, posture, old?.text ?? 'not set', text);
      else if (old) {
        const more = widening(old, posture);
        // What is allowed no more, or denied in addition, is listed with the arguments.
        const isWhole = old.admits?.every((leaf) => posture.admits?.includes(leaf)) ?? false;
        if (more.length > 0) report(resource, posture, old.text, more.join('; '), isWhole ? posture.paths : []);
      }
    }
  }
  return [...found.values()];
}

function postures({ resources }: Stack, roots: ReadonlySet<string>): Map<string, Posture> {
  const all = [...resources.values()].flatMap((resource) => postureOf(resource, roots));
  return new Map(all.map((posture) => [posture.key, posture]));
}
