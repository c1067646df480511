import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkGiven, checkName, checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { isOlder } from '../../core/versions';
import { checkSingleMesh } from '../meshes-of-cluster';
import { MeshKind } from '../service-mesh';
import { checkSidecarOptions } from '../sidecars/sidecar-checks';
import { checkAmbient } from './istio-ambient';
import { checkFoundation, foundationOn, type IstioFoundation } from './istio-foundation';
import type { IstioMeshProps } from './istio-mesh-props';
import type { IIstioMesh } from './istio-mesh-ref';
import { checkValues, revisionRule } from './istio-values';
import type { IstioVersion } from './istio-version';

/** Checks a mesh before any resource is created. */
export function checkIstioMesh(faults: Faults, props: IstioMeshProps, version: IstioVersion, revision: string): void {
  const { cluster, foundation } = props;
  checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
  version._check(faults, 'version');
  checkName(faults, 'revision', revision, revisionRule);
  checkOneOf(faults, 'outboundTraffic', props.outboundTraffic, ['ALLOW_ANY', 'REGISTRY_ONLY']);
  checkOneOf(faults, 'minimumTlsVersion', props.minimumTlsVersion, ['TLSV1_2', 'TLSV1_3']);
  checkValues(faults, 'values', props.values, {
    revision: 'the prop revision',
    profile: 'the prop dataPlane, or to single values',
    'env.PILOT_ENABLE_AMBIENT': 'the prop dataPlane',
    'global.istioNamespace': 'the library, which installs into istio-system',
    'cni.enabled': 'trafficRedirection',
    revisionTags: 'an IstioRevisionTag, which can move to another control plane',
    'meshConfig.defaultConfig.holdApplicationUntilProxyStarts': 'holdApplicationUntilProxyStarts',
    'env.ENABLE_NATIVE_SIDECARS': 'nativeSidecars',
    'global.proxy.resources': 'sidecarResources',
    'global.proxy.excludeInboundPorts': 'excludedInboundPorts',
    'global.proxy.excludeOutboundPorts': 'excludedOutboundPorts',
    'global.proxy.excludeIPRanges': 'excludedOutboundRanges',
  });
  props.routes?._check(faults, 'routes', cluster);
  checkSidecarOptions(faults, props);
  checkNativeSidecars(faults, props);
  props.dataPlane?._check(faults, 'dataPlane');
  const isAmbient = props.dataPlane?._ambient !== undefined;
  if (isAmbient) checkAmbient(faults, props);
  checkSingleMesh(faults, cluster, isAmbient ? MeshKind.ISTIO_AMBIENT : MeshKind.ISTIO);
  if (!checkRevisionIsNew(faults, cluster, revision)) return;
  if (foundation && isAmbient) return;
  if (foundation) checkSharedFoundation(faults, props, foundation, version);
  else checkOwnFoundation(faults, props);
}

/** Registers the revision: a second control plane or tag with the same name on the cluster is then rejected. */
export function claimRevision(mesh: IIstioMesh): void {
  revisions.take(mesh.cluster, mesh, mesh.revision);
}

/** The owner of a revision or tag with this name on a cluster; both are selected by the same label. */
export function ownerOfRevision(cluster: IAksCluster, revision: string): IConstruct | undefined {
  return revisions.ownerOn(cluster, revision);
}

function checkRevisionIsNew(faults: Faults, cluster: IAksCluster | undefined, revision: string): boolean {
  const other = cluster && ownerOfRevision(cluster, revision);
  if (other) {
    const fix = 'Use that mesh, or set a different revision on this one, e.g. 1-30-3.';
    faults.add('revision', `must differ from that of '${other.node.path}' on the same cluster`, revision, fix);
  }
  return !other;
}

function checkNativeSidecars(faults: Faults, { cluster, nativeSidecars }: IstioMeshProps): void {
  const version = cluster?._facts.kubernetesVersion;
  if (nativeSidecars !== true || !isOlder(version, '1.29')) return;
  const must = `must not be true on a cluster of Kubernetes ${version}`;
  faults.add('nativeSidecars', must, undefined, 'Kubernetes has native sidecars from 1.29 on.');
}

function checkOwnFoundation(faults: Faults, props: IstioMeshProps): void {
  const other = props.cluster && foundationOn(props.cluster);
  if (!other) {
    checkFoundation(faults, props.cluster, props);
    return;
  }
  const must = `must be set, because the cluster has '${other.node.path}'`;
  faults.add(
    'foundation',
    must,
    undefined,
    'Pass that foundation, or the foundation property of the mesh that has it.',
  );
}

function checkSharedFoundation(
  faults: Faults,
  props: IstioMeshProps,
  foundation: IstioFoundation,
  version: IstioVersion,
): void {
  const name = `the foundation '${foundation.node.path}'`;
  if (props.cluster && foundation.cluster !== props.cluster) {
    const must = `must be on the cluster of the mesh (${props.cluster.node.path})`;
    faults.add('foundation', must, foundation.cluster.node.path, 'Use the same cluster for both.');
  }
  for (const prop of ['mutualTls', 'trafficRedirection', 'baseValues'] as const) {
    if (props[prop] === undefined) continue;
    faults.add(prop, `must be left to ${name}, which the mesh shares`, props[prop], 'Set it there.');
  }
  if (version._isNewerMinorThan(foundation.version)) {
    const must = `must not be newer than ${name} (${foundation.version.version})`;
    faults.add('version', must, version.version, 'Set the newer version on the foundation first.');
  }
}

/** By revision. */
const revisions = new Claim<IIstioMesh>();
