import type { Json, JsonMap, Resource } from '../terraform/resource';
import { type KubernetesObject, objectsOf, titleOf } from '../values/objects';
import { valuesOf } from '../values/release-values';
import { type ArgumentChange, argumentChanges } from './arguments';

/** Differences in a release's values: keys of a chart, or objects with their differences. */
export function valuesChanges(before: Resource, after: Resource): ArgumentChange[] {
  const chart = argumentChanges(withoutObjects(before), withoutObjects(after));
  const [old, now] = [byTitle(before), byTitle(after)];
  const objects = [...new Set([...old.keys(), ...now.keys()])].flatMap((title): ArgumentChange[] => {
    const [was, is] = [old.get(title), now.get(title)];
    if (!was || !is) return [{ path: title, before: was ? 'applied' : undefined, after: is ? 'applied' : undefined }];
    return argumentChanges(was, is).map((change) => ({ ...change, path: `${title}: ${change.path}` }));
  });
  const found = [...chart, ...objects];
  return found.length > 0 ? found : [{ path: 'values', before: rawValues(before), after: rawValues(after) }];
}

function withoutObjects(release: Resource): JsonMap {
  const { manifests: _objects, ...values } = valuesOf(release).values;
  return values;
}

function byTitle(release: Resource): Map<string, JsonMap> {
  return new Map(objectsOf(release).map((object: KubernetesObject) => [titleOf(object), object.content]));
}

function rawValues({ args }: Resource): Json | undefined {
  return args.values;
}
