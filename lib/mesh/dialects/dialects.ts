import { consulDialect } from '../consul/consul-dialect';
import { istioAmbientDialect } from '../istio/istio-ambient-dialect';
import { istioDialect } from '../istio/istio-dialect';
import { managedIstioDialect } from '../istio/managed-istio-dialect';
import { linkerdDialect } from '../linkerd/linkerd-dialect';
import type { MeshDialect } from '../mesh-dialect';
import { managedOsmDialect } from '../osm/managed-osm-dialect';
import { osmDialect } from '../osm/osm-dialect';
import { type IServiceMesh, MeshKind } from '../service-mesh';

/** The dialect of each mesh. */
export const dialects: { readonly [kind in MeshKind]: MeshDialect } = {
  [MeshKind.ISTIO]: istioDialect,
  [MeshKind.ISTIO_AMBIENT]: istioAmbientDialect,
  [MeshKind.MANAGED_ISTIO]: managedIstioDialect,
  [MeshKind.LINKERD]: linkerdDialect,
  [MeshKind.OPEN_SERVICE_MESH]: osmDialect,
  [MeshKind.MANAGED_OPEN_SERVICE_MESH]: managedOsmDialect,
  [MeshKind.CONSUL]: consulDialect,
};

export function dialectOf({ kind }: IServiceMesh): MeshDialect {
  return dialects[kind];
}

/** The meshes whose dialect matches, for the text of an error: `Istio, managed Istio and Linkerd`. */
export function meshesWith(matches: (dialect: MeshDialect) => boolean): string {
  return enumeration(Object.values(MeshKind).filter((kind) => matches(dialects[kind])));
}

/** Whether a namespace's label or annotation adds its new pods to a mesh. */
export function enrols(key: string, value: string): boolean {
  return Object.values(dialects).some(({ enrolmentKeys }) => {
    const { only = value, except } = enrolmentKeys[key] ?? { except: value };
    return value === only && value !== except;
  });
}

/** Joins items as an English list: `A`, `A and B`, `A, B and C`. */
function enumeration(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
