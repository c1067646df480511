import { Problem } from '../problem';
import {
  at,
  isMap,
  type Json,
  type JsonMap,
  listAt,
  type Resource,
  type Stack,
  textAt,
  withoutIndex,
} from '../terraform/resource';
import { isRecord, readJson, type StackEntry } from './folder';

/** The Terraform JSON of a stack, as resources by address. */
export function readStack(entry: StackEntry): Stack {
  return stackOf(entry.name, readStackJson(entry));
}

export function readStackJson({ file }: StackEntry): JsonMap {
  const content = readJson(file);
  if (!isRecord(content)) throw new Problem(`${file} holds no Terraform JSON.`);
  return content as JsonMap;
}

export function stackOf(name: string, root: JsonMap): Stack {
  const resources = new Map<string, Resource>();
  for (const isData of [false, true]) {
    for (const [type, named] of entries(root[isData ? 'data' : 'resource'])) {
      for (const [id, args] of entries(named)) {
        const resource = resourceOf(name, type, id, isData, args);
        resources.set(resource.address, resource);
      }
    }
  }
  return {
    name,
    resources,
    settings: new Map([
      ...entries(root.variable).map(([id, variable]) => [`var.${id}`, variable] as const),
      ...entries(root.locals).map(([id, value]) => [`local.${id}`, value] as const),
    ]),
    modules: entries(root.module).map(([id, { source }]) => `${id} (${typeof source === 'string' ? source : '?'})`),
    moved: new Map(listAt(root, 'moved').map((block) => [textAt(block, 'from') ?? '', textAt(block, 'to') ?? ''])),
    imported: new Set(listAt(root, 'import').map((block) => withoutIndex(textAt(block, 'to') ?? ''))),
    released: new Set(
      listAt(root, 'removed')
        .filter((block) => at(block, 'lifecycle.destroy') === false)
        .map((block) => textAt(block, 'from') ?? ''),
    ),
  };
}

function resourceOf(stack: string, type: string, id: string, isData: boolean, given: JsonMap): Resource {
  const { '//': comment, ...args } = given;
  const path = textAt(comment, 'metadata.path') ?? '';
  const construct = (path.startsWith(`${stack}/`) ? path.slice(stack.length + 1) : path).replace(/\/Resource$/, '');
  return { address: `${isData ? 'data.' : ''}${type}.${id}`, type, isData, construct, args };
}

/** Terraform JSON lets a map stand as a list of maps. */
function entries(value: Json | undefined): [string, JsonMap][] {
  const maps = Array.isArray(value) ? value.filter(isMap) : isMap(value) ? [value] : [];
  return maps
    .flatMap((map) => Object.entries(map))
    .filter(([key]) => key !== '//')
    .map(([key, inner]) => [key, isMap(inner) ? inner : { value: inner }]);
}
