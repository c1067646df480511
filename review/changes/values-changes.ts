import type { Json, JsonMap, Resource } from '../../command/terraform/resource';
import { type KubernetesObject, objectsOf, titleOf } from '../../command/values/objects';
import { valuesOf } from '../../command/values/release-values';
import { type ArgumentChange, argumentChanges, outermost } from './arguments';

const applied = 'applied';

/** Whether a change is an object that a release applies in addition. */
export function isAdded({ before, after }: ArgumentChange): boolean {
  return before === undefined && after === applied;
}

/** Whether a change is an object that a release applies no more. */
export function isRemoved({ before, after }: ArgumentChange): boolean {
  return before === applied && after === undefined;
}

/** Differences in a release's values: keys of a chart, or objects with their differences. */
export function valuesChanges(before: Resource, after: Resource): ArgumentChange[] {
  const chart = outermost(argumentChanges(withoutObjects(before), withoutObjects(after)));
  const [old, now] = [byIdentity(before), byIdentity(after)];
  const objects = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): ArgumentChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const title = titleIn((was ?? is) as KubernetesObject, [...old.values(), ...now.values()]);
    if (!was || !is) return [{ path: title, before: was ? applied : undefined, after: is ? applied : undefined }];
    const inside = outermost(argumentChanges(was.content, is.content));
    return inside.map((change) => ({ ...change, path: `${title}: ${change.path}` }));
  });
  const found = [...chart, ...objects];
  return found.length > 0 ? found : [{ path: 'values', before: rawValues(before), after: rawValues(after) }];
}

function withoutObjects(release: Resource): JsonMap {
  // Which keys of a namespace are the library's follows from the object.
  const { manifests: _objects, ownedKeys: _keys, ...values } = valuesOf(release).values;
  return values;
}

function byIdentity(release: Resource): Map<string, KubernetesObject> {
  return new Map(objectsOf(release).map((object) => [JSON.stringify([object.group, titleOf(object)]), object]));
}

/** With the API group where the kind alone is ambiguous. */
function titleIn(object: KubernetesObject, all: readonly KubernetesObject[]): string {
  const isAmbiguous = all.some(({ kind, group }) => kind === object.kind && group !== object.group);
  return titleOf(isAmbiguous ? { ...object, kind: `${object.kind}.${object.group || 'core'}` } : object);
}

function rawValues({ args }: Resource): Json | undefined {
  return args.values;
}
