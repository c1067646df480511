import type { Resource, Stack } from '../../command/terraform/resource';
import { objectsOf } from '../../command/values/objects';
import { topics } from '../mesh/intent';
import { meshOfObjects, type Statements, serviceOf, statementsOf } from '../mesh/intents';
import { nameOf } from '../terraform/expression';
import type { Found } from './findings';
import type { ResourceChange } from './resource-changes';

/** Whether a release's objects are for another mesh than before: compared object by object, everything would differ. */
export function isRewritten({ before, after }: Pick<ResourceChange, 'before' | 'after'>): boolean {
  const [old, now] = [before, after].map((resource) => resource && meshOfObjects(objectsOf(resource)));
  return old !== undefined && now !== undefined && old !== now;
}

/** For each release that is rewritten for another mesh: which intents are kept, changed, lost and new. */
export function rewritten(changes: readonly ResourceChange[], stacks: { before: Stack; after: Stack }): Found[] {
  const own = changes.filter(isRewritten);
  if (own.length === 0) return [];
  const [before, after] = [statementsOf(stacks.before), statementsOf(stacks.after)];
  return own.map(({ before: from, after: to }) => {
    const [old, now] = [from, to] as [Resource, Resource];
    const [was, is] = [before.get(serviceOf(old)) ?? new Map(), after.get(serviceOf(now)) ?? new Map()];
    const meshes = [old, now].map((resource) => meshOfObjects(objectsOf(resource)));
    const text = `${nameOf(now)} is rewritten from ${meshes[0]} to ${meshes[1]}. ${summary(was, is)}`;
    const admitted = newCallers(was, is);
    return {
      level: admitted ? 'mtls' : 'other',
      address: now.address,
      text,
      isPossible: false,
      weight: admitted ? 1 : 0,
    };
  });
}

/** Whether a new caller is allowed. Without a statement, every caller in the mesh is. */
function newCallers(was: Statements, is: Statements): boolean {
  const [old, now] = [was.get('callers'), is.get('callers')];
  const denied = (was.get('denied calls') ?? []).some((one) => !is.get('denied calls')?.includes(one));
  return denied || (old !== undefined && (now === undefined || now.some((caller) => !old.includes(caller))));
}

function summary(was: Statements, is: Statements): string {
  const found: { [verb in 'Kept' | 'Changed' | 'Lost' | 'New']: string[] } = {
    Kept: [],
    Changed: [],
    Lost: [],
    New: [],
  };
  for (const topic of topics) {
    const [old, now] = [was.get(topic)?.join(', '), is.get(topic)?.join(', ')];
    if (old === undefined && now === undefined) continue;
    if (old === now) found.Kept.push(`${topic} ${short(now)}`);
    else if (now === undefined) found.Lost.push(`${topic} (was: ${short(old)})`);
    else if (old === undefined) found.New.push(`${topic} ${short(now)}`);
    else found.Changed.push(`${topic} ${short(now)} (was: ${short(old)})`);
  }
  const parts = Object.entries(found).filter(([, all]) => all.length > 0);
  return parts.map(([verb, all]) => `${verb}: ${all.join('; ')}`).join('. ');
}

function short(text = ''): string {
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}
