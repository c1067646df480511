import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkGiven, checkInteger, checkName, checkOneOf, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import { noteUnchecked } from '../../core/warnings';
import { checkOwnedValues, type OwnedValues, valueAt } from '../../helm/owned-values';
import { maxUntaintedNodes } from '../control-plane-nodes';
import { TlsVersion } from '../gateways/tls-version';
import { checkSingleMesh } from '../meshes-of-cluster';
import { MeshKind } from '../service-mesh';
import { checkResources } from '../sidecars/sidecar-checks';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { ConsulMeshProps, ConsulSecretKey } from './consul-mesh-props';
import type { IConsulMesh } from './consul-mesh-ref';
import { checkTexts } from './consul-text-values';
import { controlPlaneResources } from './consul-values';

const controlPlanes = new Claim();
const byName = 'the library, which identifies services by their names';
const byLabel = 'the library: namespaces join by a label';

/** Values that a prop or the library sets. */
const owned: OwnedValues = {
  'global.name': 'the library',
  'global.datacenter': 'the prop datacenter',
  'global.enableConsulNamespaces': byName,
  'global.adminPartitions': byName,
  'global.tls.enabled': 'the library: servers accept only TLS',
  'global.tls.verify': 'the library: servers accept only TLS',
  'global.tls.httpsOnly': 'the library: servers accept only TLS',
  'global.acls.manageSystemACLs': 'the library: calls are denied by default',
  'global.gossipEncryption': 'the prop gossipKey',
  'global.enterpriseLicense': 'the prop enterpriseLicense',
  'global.metrics.enabled': 'the prop metrics',
  'global.crds.enableTcpRoute': 'the prop gatewayApi',
  'server.enabled': 'the library',
  'server.replicas': 'the prop serverReplicas',
  'server.bootstrapExpect': 'the prop serverReplicas',
  'server.storage': 'the prop serverStorageGib',
  'server.storageClass': 'the prop serverStorageClass',
  'connectInject.enabled': 'the library',
  'connectInject.default': byLabel,
  'connectInject.namespaceSelector': byLabel,
  'connectInject.k8sAllowNamespaces': byLabel,
  'connectInject.k8sDenyNamespaces': byLabel,
  'connectInject.replicas': 'the prop injectorReplicas',
  'connectInject.cni.enabled': 'the prop trafficRedirection',
  'connectInject.transparentProxy.defaultEnabled': 'the library: callers use Services, not local ports',
  'connectInject.aclBindingRuleSelector':
    'the library: a pod belongs to the service with the name of its ServiceAccount',
  'connectInject.apiGateway.manageExternalCRDs': 'the prop gatewayApi',
  'connectInject.apiGateway.manageNonStandardCRDs': 'the prop gatewayApi',
  'connectInject.metrics.defaultEnabled': 'the prop metrics',
  terminatingGateways: 'the prop egressGateway',
};

/** Source: https://developer.hashicorp.com/consul/docs/enterprise */
const enterpriseOnly = ['server.auditLogs.enabled', 'server.snapshotAgent.enabled'];

/**
 * Checks a mesh before any resource is created.
 *
 * @returns whether the version of the Gateway API could be checked.
 */
export function checkConsulMesh(faults: Faults, props: ConsulMeshProps): boolean {
  const { cluster, version, datacenter, serverStorageClass, values } = props;
  checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.');
  version?._check(faults, 'version');
  if (datacenter !== undefined)
    checkName(faults, 'datacenter', datacenter, { ...nameRules.kubernetesLabel, example: 'dc1' });
  checkServers(faults, props);
  if (serverStorageClass !== undefined) {
    const rule = { ...nameRules.kubernetesObject, example: 'managed-csi-premium' };
    checkName(faults, 'serverStorageClass', serverStorageClass, rule);
  }
  checkInteger(faults, 'injectorReplicas', props.injectorReplicas, 1, 10);
  const resources = controlPlaneResources(props);
  for (const prop of ['serverResources', 'injectorResources'] as const) {
    const isEmpty = props[prop] && Object.values(props[prop]).every((value) => value === undefined);
    checkResources(faults, prop, isEmpty ? {} : resources[prop]);
  }
  checkResources(faults, 'sidecarResources', props.sidecarResources);
  checkOneOf(faults, 'trafficRedirection', props.trafficRedirection, Object.values(TrafficRedirection));
  checkOneOf(faults, 'minimumTlsVersion', props.minimumTlsVersion, Object.values(TlsVersion));
  checkSecret(faults, 'gossipKey', props.gossipKey);
  checkSecret(faults, 'enterpriseLicense', props.enterpriseLicense);
  checkOwnedValues(faults, 'values', values, owned);
  checkTexts(faults, 'values', values);
  checkEdition(faults, props);
  checkSingleMesh(faults, cluster, MeshKind.CONSUL);
  checkOneControlPlane(faults, cluster);
  return checkGatewayApi(faults, props);
}

/**
 * The number of servers must be odd: an even number needs a larger majority, and tolerates no more failures than the odd number
 * below it.
 */
function checkServers(faults: Faults, { serverReplicas, serverStorageGib }: ConsulMeshProps): void {
  if (isKnown(serverReplicas) && ![1, 3, 5, 7].includes(serverReplicas)) {
    faults.add('serverReplicas', 'must be 1, 3, 5 or 7: a majority must agree', serverReplicas, 'For example, use 3.');
  }
  checkInteger(faults, 'serverStorageGib', serverStorageGib, 1, 32767, 'GiB');
}

function checkSecret(faults: Faults, prop: string, secret: ConsulSecretKey | undefined): void {
  if (!secret) return;
  const rule = { ...nameRules.kubernetesObject, example: 'consul-license' };
  checkName(faults, `${prop}.secretName`, secret.secretName, rule);
  if (secret.secretKey === '') faults.add(`${prop}.secretKey`, 'must not be empty', undefined, 'Leave it out for key.');
}

function checkEdition(faults: Faults, { enterpriseLicense, values }: ConsulMeshProps): void {
  if (enterpriseLicense) return;
  for (const path of enterpriseOnly.filter((candidate) => valueAt(values, candidate) === true)) {
    const must = `must leave ${path} out without a license: only Consul Enterprise supports it`;
    faults.add('values', must, true, 'Set enterpriseLicense, or leave it out.');
  }
}

function checkOneControlPlane(faults: Faults, cluster: IAksCluster | undefined): void {
  const other = cluster && controlPlanes.ownerOn(cluster);
  if (!cluster || !other) return;
  const must = `must have only one Consul mesh, but '${other.node.path}' installs it already`;
  faults.add('cluster', must, cluster.node.path, 'Use that mesh, or import it with ConsulMesh.fromAttributes.');
}

/** Registers the control plane: a second one on the cluster is then rejected. */
export function claimControlPlane(mesh: IConsulMesh): void {
  controlPlanes.take(mesh.cluster, mesh);
}

/**
 * The control plane watches the kinds as `v1`, and ReferenceGrant as `v1beta1`.
 *
 * Source: control-plane/api-gateway/controllers of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
function checkGatewayApi(faults: Faults, { cluster, gatewayApi }: ConsulMeshProps): boolean {
  const fix = 'Use GatewayApi.managedByAks(...) or GatewayApi.present(...).';
  if (!checkGiven(faults, 'gatewayApi', gatewayApi, fix)) return true;
  if (cluster && gatewayApi.cluster !== cluster) {
    const must = `must be on the cluster of the mesh (${cluster.node.path})`;
    faults.add('gatewayApi', must, gatewayApi.cluster.node.path, 'Use the same cluster for both.');
  }
  return gatewayApi._checkBetween(faults, 'gatewayApi', '1.0.0', '1.5.1', 'Consul');
}

/**
 * The chart requires a separate node for each server: with fewer nodes, a pod stays pending, and the installation doesn't finish.
 */
export function checkServersFit(mesh: IConsulMesh, { serverReplicas = 3, values }: ConsulMeshProps): void {
  const isSaid = ['affinity', 'tolerations'].some((key) => valueAt(values, `server.${key}`) !== undefined);
  if (isSaid || !isKnown(serverReplicas)) return;
  const most = maxUntaintedNodes(mesh.cluster);
  if (!most) {
    noteUnchecked(mesh, `that the cluster has ${serverReplicas} nodes for Consul's servers`);
    return;
  }
  checkLate(mesh, (faults) => {
    const nodes = most();
    if (nodes === undefined || nodes >= serverReplicas) return;
    const must = `must not be greater than the number of untainted nodes (at most ${nodes}): each server needs a separate node`;
    faults.add('serverReplicas', must, serverReplicas, 'Raise maxCount of a pool, or lower serverReplicas.');
  });
}
