import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import type { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { Claim } from '../../core/ledger';
import { manifestsOf } from '../../helm/kubernetes-manifests';

/** The fields of an object that the limits check. */
interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly labels?: { readonly [key: string]: unknown } };
}

/** Source: https://learn.microsoft.com/azure/aks/istio-about#limitations */
const blockedKinds = ['ProxyConfig', 'WorkloadEntry', 'WorkloadGroup', 'IstioOperator', 'WasmPlugin'];
const limits = new Claim();

/** Rejects objects of the program that AKS rejects or the add-on ignores; once per cluster. */
export function checkLimits(mesh: Construct, cluster: IAksCluster): void {
  if (limits.ownerOn(cluster)) return;
  limits.take(cluster, mesh);
  checkLate(mesh, (faults) => {
    for (const { node, _manifests: manifests } of manifestsOf.on(cluster)) {
      for (const manifest of manifests as Manifest[]) checkManifest(faults, node.path, manifest);
    }
  });
}

function checkManifest(faults: Faults, path: string, { apiVersion = '', kind = '', metadata }: Manifest): void {
  const object = `'${path}' applies ${kind} ${metadata?.name}`;
  if (blockedKinds.includes(kind) && /istio\.io\//.test(apiVersion)) {
    const must = `must have no ${kind}, which AKS rejects with its add-on, but ${object}`;
    faults.add('cluster', must, undefined, 'Remove it, or install Istio by IstioMesh.');
  }
  if (kind !== 'Namespace') return;
  const labels = metadata?.labels ?? {};
  if ('istio-injection' in labels) {
    const must = `must have no label istio-injection, which the add-on ignores, but ${object} with it`;
    faults.add('cluster', must, labels['istio-injection'], 'Use a MeshNamespace, which sets istio.io/rev.');
  }
  if (labels['istio.io/dataplane-mode'] === 'ambient') {
    const must = `must have no ambient namespace, which the add-on doesn't support, but ${object} as one`;
    faults.add('cluster', must, undefined, 'Use a MeshNamespace, whose pods have sidecars.');
  }
}
