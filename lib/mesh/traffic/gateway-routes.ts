import type { PathMatch } from './path-match';

/** A path as HTTPRoutes of the Gateway API have it, whose prefixes end at a slash as ours do. */
export function pathMatch(path: PathMatch): object {
  const type = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' }[path._kind];
  return { type, value: path._kind === 'prefix' ? path._stem || '/' : path._path };
}
