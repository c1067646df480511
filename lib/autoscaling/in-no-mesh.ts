import type { Faults } from '../core/faults';
import type { IMeshNamespace } from '../mesh/mesh-namespace';
import { type INamespace, Namespace } from '../workload/namespace';

/** What makes pods of a namespace join a mesh, among labels and annotations that a user gave it himself. */
const enrolments: { readonly [key: string]: (value: string) => boolean } = {
  'istio-injection': (value) => value === 'enabled',
  'istio.io/rev': () => true,
  'istio.io/dataplane-mode': (value) => value !== 'none',
  'linkerd.io/inject': (value) => value !== 'disabled',
  'openservicemesh.io/monitored-by': () => true,
};

const fix = 'Give a Namespace without a mesh, or leave it out.';

/**
 * The API server calls KEDA's metrics server (port 6443) and its webhook (9443), and is in no mesh: a sidecar that takes mutual
 * TLS only refuses it, and then no HorizontalPodAutoscaler of KEDA gets a number.
 */
export function checkInNoMesh(faults: Faults, prop: string, namespace: INamespace): void {
  const must = 'must be in no mesh: the API server calls KEDA, and is in none';
  if ((namespace as Partial<IMeshNamespace>).mesh) faults.add(prop, must, namespace.namespaceName, fix);
  if (!(namespace instanceof Namespace)) return;
  for (const { metadata = {} } of namespace.manifests._manifests) {
    const given: [string, string][] = Object.entries({ ...metadata.labels, ...metadata.annotations });
    for (const [key, value] of given.filter(([name, text]) => enrolments[name]?.(text))) {
      faults.add(prop, must, `${key}: ${value}`, fix);
    }
  }
}
