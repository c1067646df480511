import { Construct } from 'constructs';
import * as library from '../../../lib';
import { structs } from '../../../lib/core/declarations';
import type { DeclaredKind } from '../../../lib/core/declared-kind';

/** Values of a kind each, by a name for test titles. */
const values: { readonly [name: string]: unknown } = {
  null: null,
  string: 'text',
  empty: '',
  digits: '2',
  number: 7,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  true: true,
  function: () => undefined,
  class: library.ClusterNetwork,
  list: [{}],
  'list of nothing': [undefined],
  object: { nonsense: 1 },
  'value class': library.AzureRole.of('Reader'),
};

/** The values that are not of a declared kind. */
export function wrongValues(declared: DeclaredKind): [name: string, value: unknown][] {
  return Object.entries(values).filter(([name]) => !isRight(name, declared.replace('?', '')));
}

function isRight(value: string, kind: DeclaredKind): boolean {
  if (kind === 'any') return true;
  if (kind === 'any[]') return value === 'list';
  if (kind === 'any{}') return value === 'object';
  if (value === 'list') return kind.endsWith('[]') && hasOptionalPropsOnly(kind.slice(0, -2));
  if (kind === 'string') return ['string', 'empty', 'digits'].includes(value);
  return (
    (kind === 'number' && value === 'number') ||
    (kind === 'boolean' && value === 'true') ||
    (kind === 'AzureRole' && value === 'value class')
  );
}

function hasOptionalPropsOnly(kind: string): boolean {
  return kind in structs && propsOf(kind).every(([, declared]) => declared.endsWith('?'));
}

/** A struct's props and those of the structs that it extends. */
export function propsOf(struct: string): [prop: string, declared: DeclaredKind][] {
  const { extends: parents = [], props } = structs[struct];
  return [...parents.flatMap(propsOf), ...Object.entries(props)];
}

type Constructor = new (scope: Construct, id: string, props?: unknown) => Construct;

/** The public constructs that users make by `new`. */
export function publicConstructs(): [name: string, type: Constructor][] {
  return Object.entries(library as unknown as { [name: string]: Constructor }).filter(
    ([, type]) => typeof type === 'function' && type.prototype instanceof Construct,
  );
}
