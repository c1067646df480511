import type { StateResource } from './state';

/** Constructs by the charts that they install. */
const constructs: { readonly [chart: string]: string } = {
  'alb-controller': 'AlbController',
  base: 'IstioMesh',
  cni: 'IstioMesh',
  consul: 'ConsulMesh',
  gateway: 'IstioGateway',
  'ingress-azure': 'ApplicationGatewayIngress',
  istiod: 'IstioMesh',
  keda: 'Keda',
  'kiali-server': 'Kiali',
  'kube-prometheus-stack': 'PrometheusStack',
  'linkerd-control-plane': 'LinkerdMesh',
  'linkerd-crds': 'LinkerdMesh',
  'linkerd-viz': 'LinkerdViz',
  osm: 'OpenServiceMesh',
  'secrets-store-csi-driver': 'SecretsStoreDriver',
  'csi-secrets-store-provider-azure': 'SecretsStoreDriver',
  ztunnel: 'IstioMesh',
};

/** What to do about each resource inside of the cluster, which belongs to a second stack. */
export function inClusterNotes(resources: readonly StateResource[]): string[] {
  return resources.flatMap((resource) => noteOf(resource) ?? []);
}

function noteOf({ type, address, values }: StateResource): string | undefined {
  if (type === 'helm_release') {
    const { name, namespace = 'default', chart, version } = values;
    const known = String(chart).split('/').at(-1) ?? '';
    const construct = Object.hasOwn(constructs, known) ? constructs[known] : 'HelmChart';
    return (
      `${address} is release ${name} of chart ${known} ${version ?? ''} in namespace ${namespace}. In a stack of its own ` +
      `(AksCluster.fromCluster), write a ${construct} with this release name and version, and import it: terraform import ` +
      `ADDRESS ${namespace}/${name}; cdktf-aks imports prints the address.`
    );
  }
  if (type === 'kubernetes_namespace' || type === 'kubernetes_namespace_v1') {
    return `${address} is a namespace: a Namespace or MeshNamespace with its name, in the stack of the releases, takes it over.`;
  }
  if (/^(kubernetes|kubectl)_/.test(type)) {
    return `${address} is an object in the cluster: KubernetesManifests with takeOwnership: true, in the stack of the releases, takes it over.`;
  }
  return undefined;
}
