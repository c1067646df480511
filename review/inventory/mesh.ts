import { at, lookUp, type Resource, textAt, textsAt } from '../../command/terraform/resource';
import { valuesOf } from '../../command/values/release-values';
import { postureOf, rootNamespaces } from './posture';

export interface Mesh {
  /** E.g. `Istio 1.30.3`. */
  readonly meshes: readonly string[];
  readonly settings: readonly { readonly subject: string; readonly text: string }[];
  /** Facts about a mesh that the stack's code does not specify. */
  readonly silent: readonly string[];
}

const meshCharts: { readonly [chart: string]: string } = {
  istiod: 'Istio',
  'linkerd-control-plane': 'Linkerd',
  osm: 'Open Service Mesh',
  consul: 'Consul',
};

export function meshOf(resources: readonly Resource[]): Mesh {
  const releases = resources.filter(({ type, isData }) => type === 'helm_release' && !isData);
  const meshes = [
    ...releases.flatMap(({ args }) => {
      const name = lookUp(meshCharts, (textAt(args, 'chart') ?? '').split('/').pop() ?? '');
      return name ? [`${name} ${textAt(args, 'version') ?? '(version not pinned)'}`] : [];
    }),
    ...resources.filter(({ isData }) => !isData).flatMap(managedMesh),
  ];
  const roots = rootNamespaces(resources);
  const postures = resources.flatMap((resource) => postureOf(resource, roots));
  const settings = postures.map(({ subject, text }) => ({ subject, text }));
  const hasIstio = meshes.some((mesh) => mesh.startsWith('Istio'));
  const isEnforced = postures.some(
    ({ subject, isMeshWide }) => isMeshWide && subject.startsWith('PeerAuthentication '),
  );
  const silent = [
    ...(hasIstio && !isEnforced
      ? ['mTLS: no mesh-wide PeerAuthentication in this stack; without one, Istio accepts plain text too']
      : []),
    ...releases.flatMap((release) =>
      valuesOf(release).unread.map(
        (why) => `the values of release ${textAt(release.args, 'name')} were not read: ${why}`,
      ),
    ),
  ];
  return { meshes, settings, silent };
}

function managedMesh({ type, args }: Resource): string[] {
  if (type !== 'azurerm_kubernetes_cluster') return [];
  const revisions = textsAt(args, 'service_mesh_profile.revisions');
  const istio = revisions.length > 0 ? [`Istio of AKS (${revisions.join(', ')})`] : [];
  return at(args, 'open_service_mesh_enabled') === true ? [...istio, 'Open Service Mesh of AKS'] : istio;
}
