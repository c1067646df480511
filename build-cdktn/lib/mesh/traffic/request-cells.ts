import type { MeshPeer } from './mesh-peer';
import { PathMatch } from './path-match';

/** Requests with one path and optionally one method. */
export interface RequestCell {
  readonly path: PathMatch;
  readonly method: string | undefined;
}

/** The peers that may send such requests. */
export interface Cell extends RequestCell {
  readonly peers: MeshPeer[];
}

/**
 * All combinations of the peers' paths and methods: for a request, the most specific matching path applies, and a peer may send
 * it if one of its paths includes that path.
 */
export function cellsOf(peers: MeshPeer[]): Cell[] {
  const everywhere = PathMatch.prefix('/');
  const named = peers.flatMap(({ _scope: { paths } }) => paths ?? [everywhere]);
  const paths = [...new Map(named.map((path) => [path._key, path])).values()];
  const methods = [...new Set(peers.flatMap(({ _scope: { methods: own } }) => own ?? [undefined]))];
  return paths
    .flatMap((path) =>
      methods.map((method) => ({ path, method, peers: peers.filter((peer) => allows(peer, path, method)) })),
    )
    .filter((cell) => cell.peers.length > 0);
}

function allows({ _scope: { paths, methods } }: MeshPeer, path: PathMatch, method: string | undefined): boolean {
  const fitsPath = paths === undefined || paths.some((own) => own._covers(path));
  return fitsPath && (methods === undefined || (method !== undefined && methods.includes(method)));
}
