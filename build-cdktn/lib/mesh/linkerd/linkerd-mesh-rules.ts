import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkGiven, checkName, checkOneOf, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { type NameRule, nameRules } from '../../core/names';
import { checkQuantity } from '../../core/quantity';
import { checkSingleMesh } from '../meshes-of-cluster';
import { type IServiceMesh, MeshKind } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { Values } from './control-plane-values';
import { LinkerdInboundPolicy } from './linkerd-inbound-policy';
import type { LinkerdMeshProps, LinkerdProxyResources } from './linkerd-mesh-props';

const controlPlanes = new Claim();

/** In a common name, which has at most 64 characters (RFC 5280, appendix A.1), it follows `identity.linkerd.`. */
const trustDomainRule: NameRule = {
  ...nameRules.kubernetesObject,
  maxLength: 47,
  allowed: 'a DNS name of lowercase letters, digits, - and ., with a letter or digit at both ends of each part',
  example: 'cluster.local',
};

/** Values that a prop or the certificate source sets. */
const ownedValues: { [path: string]: string } = {
  identityTrustDomain: 'trustDomain',
  cniEnabled: 'trafficRedirection',
  'proxy.defaultInboundPolicy': 'defaultInboundPolicy',
  identityTrustAnchorsPEM: 'identity',
  'identity.externalCA': 'identity',
  'identity.issuer.scheme': 'identity',
  'identity.issuer.tls': 'identity',
  ...Object.fromEntries(
    ['proxyInjector', 'profileValidator', 'policyValidator'].flatMap((webhook) =>
      ['crtPEM', 'keyPEM', 'caBundle', 'externalSecret', 'injectCaFrom', 'injectCaFromSecret'].map((key) => [
        `${webhook}.${key}`,
        'identity',
      ]),
    ),
  ),
};

/**
 * Checks a mesh before any resource is created.
 *
 * @returns whether the version of the Gateway API could be checked.
 */
export function checkLinkerdMesh(faults: Faults, props: LinkerdMeshProps): boolean {
  checkGiven(faults, 'cluster', props.cluster, 'Pass the cluster of this stack.');
  const fix = 'For example, use LinkerdVersion.EDGE_26_8_3, or LinkerdVersion.vendor({ ... }) for a stable release.';
  if (checkGiven(faults, 'version', props.version, fix)) props.version._check(faults, 'version');
  props.identity?._check(faults, 'identity');
  checkOneOf(faults, 'defaultInboundPolicy', props.defaultInboundPolicy, Object.values(LinkerdInboundPolicy));
  checkOneOf(faults, 'trafficRedirection', props.trafficRedirection, Object.values(TrafficRedirection));
  checkTrustDomain(faults, props.trustDomain);
  checkProxyResources(faults, props.proxyResources ?? {});
  checkValues(faults, props.values);
  if (props.cniValues && props.trafficRedirection !== TrafficRedirection.CNI_PLUGIN) {
    const must = 'can only be used with the CNI plugin';
    faults.add('cniValues', must, props.cniValues, 'Set trafficRedirection to CNI_PLUGIN, or leave it out.');
  }
  checkSingleMesh(faults, props.cluster, MeshKind.LINKERD);
  checkOneControlPlane(faults, props.cluster);
  return checkGatewayApi(faults, props);
}

export function checkTrustDomain(faults: Faults, trustDomain: string | undefined): void {
  if (trustDomain !== undefined) checkName(faults, 'trustDomain', trustDomain, trustDomainRule);
}

/** Registers the control plane: a second one on the cluster is then rejected. */
export function claimControlPlane(mesh: IServiceMesh): void {
  controlPlanes.take(mesh.cluster, mesh);
}

function checkOneControlPlane(faults: Faults, cluster: IAksCluster | undefined): void {
  const other = cluster && controlPlanes.ownerOn(cluster);
  if (!cluster || !other) return;
  const must = `must have only one Linkerd control plane, but '${other.node.path}' installs it already`;
  faults.add('cluster', must, cluster.node.path, 'Use that mesh, or import it with LinkerdMesh.fromAttributes.');
}

function checkGatewayApi(faults: Faults, { cluster, gatewayApi, version }: LinkerdMeshProps): boolean {
  const fix = 'Use GatewayApi.managedByAks(...) or GatewayApi.present(...).';
  if (!checkGiven(faults, 'gatewayApi', gatewayApi, fix)) return true;
  if (cluster && gatewayApi.cluster !== cluster) {
    const must = `must be on the cluster of the mesh (${cluster.node.path})`;
    faults.add('gatewayApi', must, gatewayApi.cluster.node.path, 'Use the same cluster for both.');
  }
  const range = version?._gatewayApi;
  if (!range) return false;
  const who = `Linkerd ${version.version}`;
  return gatewayApi._checkBetween(faults, 'gatewayApi', range.lowest, range.highest, who);
}

function checkProxyResources(faults: Faults, resources: LinkerdProxyResources): void {
  checkQuantity(faults, 'proxyResources.cpuRequest', resources.cpuRequest, '100m');
  checkQuantity(faults, 'proxyResources.memoryRequest', resources.memoryRequest, '20Mi');
  checkQuantity(faults, 'proxyResources.memoryLimit', resources.memoryLimit, '250Mi');
}

/** Rejects values that the library sets, without printing them, because error messages must not contain keys. */
function checkValues(faults: Faults, values: Values | undefined): void {
  if (!isKnown(values)) return;
  for (const [path, owner] of Object.entries(ownedValues)) {
    if (valueAt(values, path.split('.')) === undefined) continue;
    faults.add('values', `must leave ${path} to ${owner}`, undefined, `Leave ${path} out, and set ${owner}.`);
  }
}

function valueAt(values: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Values)[key] : undefined),
    values,
  );
}
