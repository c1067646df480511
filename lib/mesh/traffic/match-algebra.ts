import type { HeaderMatch } from './header-match';
import { PathMatch } from './path-match';
import type { QueryMatch } from './query-match';
import type { RouteMatch } from './route-match';

type Condition = HeaderMatch | QueryMatch;

/** The requests that meet two matches, or whether that is none or can't be written as one match. */
export type Intersection = RouteMatch | 'none' | 'open';

const everywhere = PathMatch.prefix('/');

export function isEverywhere(path: PathMatch | undefined): boolean {
  return path === undefined || (path._kind === 'prefix' && path._stem === '');
}

/** Whether a match is for all requests. */
export function matchesAll({ path, methods, headers = [], query = [] }: RouteMatch = {}): boolean {
  return isEverywhere(path) && methods === undefined && headers.length === 0 && query.length === 0;
}

/** Whether every request that meets the second match meets the first. */
export function covers(one: RouteMatch = {}, other: RouteMatch = {}): boolean {
  if (!isEverywhere(one.path) && !one.path?._covers(other.path ?? everywhere)) return false;
  const { methods } = one;
  if (methods && !other.methods?.every((method) => methods.includes(method))) return false;
  const isImplied = (condition: Condition, all: readonly Condition[] = []) =>
    all.some((given) => implies(given, condition));
  return (
    (one.headers ?? []).every((header) => isImplied(header, other.headers)) &&
    (one.query ?? []).every((parameter) => isImplied(parameter, other.query))
  );
}

export function intersection(one: RouteMatch = {}, other: RouteMatch = {}): Intersection {
  const path = commonPath(one.path, other.path);
  const headers = commonConditions(one.headers, other.headers);
  const query = commonConditions(one.query, other.query);
  const methods =
    one.methods && other.methods ? one.methods.filter((method) => other.methods?.includes(method)) : undefined;
  if ([path, headers, query].includes('none') || methods?.length === 0) return 'none';
  if (path === 'open' || headers === 'open' || query === 'open') return 'open';
  const both = { path, methods: methods ?? one.methods ?? other.methods, headers, query };
  return Object.fromEntries(Object.entries(both).filter(([, value]) => value !== undefined)) as RouteMatch;
}

function commonPath(one?: PathMatch, other?: PathMatch): PathMatch | undefined | 'none' | 'open' {
  if (one === undefined || other === undefined) return one ?? other;
  if (one._covers(other)) return other;
  if (other._covers(one)) return one;
  const hasExpression = [one, other].some(({ _kind }) => _kind === 'regex');
  return hasExpression && mayMeet(beginningOf(one), beginningOf(other)) ? 'open' : 'none';
}

/** The text that each path of a match begins with. */
export function beginningOf({ _kind, _path, _stem }: PathMatch): string {
  if (_kind !== 'regex') return _stem;
  if (_path.includes('|')) return '';
  const [literal = ''] = /^([\w/.~-]|\\[^\w\s])*/.exec(_path.replace(/^\^/, '').replaceAll(/(?<!\\)\./g, '(')) ?? [];
  const rest = _path.replace(/^\^/, '').slice(literal.length);
  const certain = /^[?*{]/.test(rest) ? literal.replace(/\\?.$/, '') : literal;
  return certain.replaceAll('\\', '');
}

function mayMeet(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Each header or parameter has at most one condition, and each header one additional inverse condition. */
function commonConditions<T extends Condition>(
  one: readonly T[] = [],
  other: readonly T[] = [],
): T[] | undefined | 'none' | 'open' {
  const all = [...one];
  for (const condition of other) {
    if (all.some((known) => contradict(known, condition))) return 'none';
    if (all.some((known) => implies(known, condition))) continue;
    const weaker = all.findIndex((known) => implies(condition, known));
    if (weaker >= 0) all[weaker] = condition;
    else if (all.some((known) => nameOf(known) === nameOf(condition))) return 'open';
    else all.push(condition);
  }
  return all.length > 0 ? all : undefined;
}

function isInverse(condition: Condition): boolean {
  return '_isInverse' in condition && condition._isInverse;
}

function nameOf(condition: Condition): string {
  return `${isInverse(condition) ? 'not ' : ''}${condition._name}`;
}

function implies(one: Condition, other: Condition): boolean {
  if (nameOf(one) !== nameOf(other)) return false;
  if (one._comparison === other._comparison && one._value === other._value) return true;
  const [narrow, wide] = isInverse(one) ? [other, one] : [one, other];
  return includes(wide, narrow);
}

/** Whether each value of the second condition is one of the first. */
function includes(wide: Condition, narrow: Condition): boolean {
  if (wide._comparison === 'present') return true;
  if (wide._comparison !== 'prefix' || !['exact', 'prefix'].includes(narrow._comparison)) return false;
  return narrow._value.startsWith(wide._value);
}

function contradict(one: Condition, other: Condition): boolean {
  if (one._name !== other._name) return false;
  if (isInverse(one) !== isInverse(other)) {
    const [given, refused] = isInverse(one) ? [other, one] : [one, other];
    const isSame = given._comparison === refused._comparison && given._value === refused._value;
    return isSame || includes(refused, given);
  }
  if (isInverse(one)) return false;
  const [exact, second] = one._comparison === 'exact' ? [one, other] : [other, one];
  if (exact._comparison !== 'exact') return false;
  if (second._comparison === 'exact') return exact._value !== second._value;
  return second._comparison === 'prefix' && !exact._value.startsWith(second._value);
}
