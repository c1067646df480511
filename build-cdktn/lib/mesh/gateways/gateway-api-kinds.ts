import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { compareVersions } from '../../core/versions';
import { manifestsOf } from '../../helm/kubernetes-manifests';

/** The fields of an object that are checked. */
interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
}

/**
 * The kinds of the standard channel, each with the first bundle version that includes it.
 *
 * Source: config/crd/standard of https://github.com/kubernetes-sigs/gateway-api at v1.2.1, v1.4.1 and v1.5.1
 */
const standardKinds: { readonly [kind: string]: string } = {
  GatewayClass: '1.0.0',
  Gateway: '1.0.0',
  HTTPRoute: '1.0.0',
  ReferenceGrant: '1.0.0',
  GRPCRoute: '1.1.0',
  BackendTLSPolicy: '1.4.0',
  ListenerSet: '1.5.0',
  TLSRoute: '1.5.0',
};

/** Rejects the program's objects whose kind or version is not in the standard channel: the API server would reject them. */
export function checkStandardKinds(faults: Faults, cluster: IAksCluster, version: string | undefined): void {
  for (const { node, _manifests: manifests } of manifestsOf.on(cluster)) {
    for (const manifest of manifests as Manifest[]) checkManifest(faults, node.path, manifest, version);
  }
}

function checkManifest(faults: Faults, path: string, manifest: Manifest, version: string | undefined): void {
  const { apiVersion, kind = '', metadata } = manifest;
  if (!isKnown(apiVersion) || !/^gateway\.networking\.(x-)?k8s\.io\//.test(apiVersion)) return;
  const since = apiVersion.includes('x-k8s.io') || /\/v\d+alpha\d+$/.test(apiVersion) ? undefined : standardKinds[kind];
  if (since !== undefined && (!isKnown(version) || compareVersions(version, since) >= 0)) return;
  const from = since === undefined ? 'only the experimental channel has it' : `available from ${since} on`;
  const must = `must have ${kind} of ${apiVersion} on the cluster (${from}), and '${path}' applies ${metadata?.name}`;
  const fix = 'Remove the object, or install the experimental channel and declare it by GatewayApi.present(...).';
  faults.add('channel', must, 'standard', fix);
}
