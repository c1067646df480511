import {
  at,
  isMap,
  type Json,
  type Resource,
  type Stack,
  textAt,
  withoutIndex,
} from '../../command/terraform/resource';
import { isExpression, nameOf, referencesIn, unknownValue } from '../terraform/expression';
import type { Plan } from '../terraform/plan';
import { factsOf } from '../terraform/provider-facts';
import { type ArgumentChange, argumentChanges, isEqual } from './arguments';
import { replacingChanges } from './replacement';

export interface ResourceChange {
  readonly action: 'create' | 'update' | 'replace' | 'delete';
  readonly before?: Resource;
  readonly after?: Resource;
  readonly changes: readonly ArgumentChange[];
  /** Why it is replaced, in words. */
  readonly because: readonly string[];
  readonly isPossible: boolean;
}

/** What a plan does. */
export function plannedChanges(before: Stack, after: Stack, plan: Plan): ResourceChange[] {
  const oldAddress = new Map([...after.moved].map(([from, to]) => [to, from]));
  return [...plan.actions].map(([address, { action, because }]) => {
    const old = before.resources.get(address) ?? before.resources.get(oldAddress.get(address) ?? '');
    const now = action === 'delete' ? undefined : after.resources.get(address);
    // A value that only the provider decides is no change of this program.
    const known = differences(old, now).filter(
      ({ path, after: value }) => value !== unknownValue || because.includes(path),
    );
    const reasons = because.filter((path) => !because.some((other) => other.startsWith(`${path}.`)));
    return { action, before: old, after: now, changes: known, because: reasons, isPossible: false };
  });
}

/** The changes that one output's code makes to the resources of another output's code. */
export function codeChanges(before: Stack, after: Stack): ResourceChange[] {
  const found = new Map<string, ResourceChange>();
  const gone: Resource[] = [];
  for (const [address, old] of before.resources) {
    if (old.isData) continue;
    const target = after.moved.get(address) ?? address;
    const now = after.resources.get(target);
    if (!now && after.released.has(address)) continue;
    if (!now) gone.push(old);
    else {
      const changes = differences(old, now);
      if (changes.length > 0) found.set(target, updateOf(old, now, changes));
    }
  }
  const kept = new Set([...before.resources.keys()].map((address) => after.moved.get(address) ?? address));
  const added = [...after.resources.values()].filter(({ address, isData }) => !isData && !kept.has(address));
  for (const old of gone) {
    const twin = added.findIndex((now) => isReaddressed(old, now));
    const now = twin < 0 ? undefined : added.splice(twin, 1)[0];
    const because = now ? [`its address changes from ${old.address}; a moved block (moveFromId, moveTo) keeps it`] : [];
    const action = now ? 'replace' : 'delete';
    found.set(now?.address ?? old.address, {
      action,
      before: old,
      after: now,
      changes: differences(old, now),
      because,
      isPossible: false,
    });
  }
  for (const now of added.filter(({ address }) => !after.imported.has(address))) {
    found.set(now.address, { action: 'create', after: now, changes: [], because: [], isPossible: false });
  }
  spread(before, after, found);
  return [...found.values()];
}

function updateOf(before: Resource, after: Resource, changes: ArgumentChange[]): ResourceChange {
  const replacing = replacingChanges(after.type, changes);
  return {
    action: replacing.length > 0 ? 'replace' : 'update',
    before,
    after,
    changes,
    because: replacing.map(({ change }) => change.path),
    isPossible: replacing.length > 0 && replacing.every(({ isPossible }) => isPossible),
  };
}

function differences(before: Resource | undefined, after: Resource | undefined): ArgumentChange[] {
  if (!before || !after) return [];
  return argumentChanges(before.args, after.args).filter(({ path }) => path !== 'depends_on');
}

/** The same resource under another address: same type and same name argument. */
function isReaddressed(before: Resource, after: Resource): boolean {
  if (before.type !== after.type) return false;
  const name = textAt(before.args, 'name');
  const own = (resource: Resource): string => JSON.stringify({ ...resource.args, depends_on: undefined });
  if (name === undefined) return own(before) === own(after);
  const place = (resource: Resource): string =>
    ['kubernetes_cluster_id', 'virtual_network_name', 'namespace'].map((key) => textAt(resource.args, key)).join('/');
  const isUnknownPlace = isExpression(place(before));
  return name === textAt(after.args, 'name') && (isUnknownPlace || place(before) === place(after));
}

/** A replacement changes attributes that other resources refer to: follow these references to further replacements. */
function spread(before: Stack, after: Stack, found: Map<string, ResourceChange>): void {
  const users = usersOf(after);
  const queue: string[] = [...found.keys()];
  for (const [key, value] of after.settings) {
    if (before.settings.has(key) && !isEqual(before.settings.get(key), value)) queue.push(key);
  }
  for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
    for (const user of users.get(source) ?? []) {
      const change = found.get(user.address);
      if (!before.resources.has(user.address) || (change?.action === 'replace' && !change.isPossible)) continue;
      const paths = replacedBy(user, source, found.get(source), after);
      if (paths.length === 0) continue;
      const isPossible = found.get(source)?.isPossible ?? true;
      if (change?.action === 'replace' && isPossible) continue;
      const because = [
        ...(change?.because ?? []),
        ...paths.map((path) => `${path} (from ${sourceName(source, after)})`),
      ];
      const changes = change?.changes ?? [];
      found.set(user.address, {
        action: 'replace',
        before: before.resources.get(user.address),
        after: user,
        changes,
        because,
        isPossible,
      });
      queue.push(user.address);
    }
  }
}

function sourceName(source: string, { resources }: Stack): string {
  const resource = resources.get(source);
  return resource ? nameOf(resource) : source;
}

/** A resource's arguments that force replacement and refer to a changed attribute of another resource. */
function replacedBy(user: Resource, source: string, change: ResourceChange | undefined, after: Stack): string[] {
  return (factsOf(user.type).replaces ?? []).filter((path) =>
    referencesIn(at(user.args, path)).some(({ address, attribute }) => {
      if (address !== source) return false;
      if (!change) return after.settings.has(source);
      if (change.changes.some((argument) => argument.path === attribute)) return true;
      return change.action === 'replace' && attribute !== undefined && !(attribute in (change.after?.args ?? {}));
    }),
  );
}

function usersOf(stack: Stack): Map<string, Resource[]> {
  const users = new Map<string, Resource[]>();
  for (const resource of stack.resources.values()) {
    if (resource.isData) continue;
    for (const address of new Set(
      referencesIn(withoutOrder(resource)).map((reference) => withoutIndex(reference.address)),
    )) {
      const known = users.get(address);
      if (known) known.push(resource);
      else users.set(address, [resource]);
    }
  }
  return users;
}

function withoutOrder({ args }: Resource): Json {
  return isMap(args) ? { ...args, depends_on: null } : args;
}
