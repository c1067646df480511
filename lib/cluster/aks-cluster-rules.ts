import type { Construct } from 'constructs';
import { checkElementsKnown, checkInteger, checkName, checkPlace, checkResourceId, checkUuid } from '../core/checks';
import { checkCidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { checkAdvancedCluster } from './advanced-cluster-options';
import { type AksClusterProps, ClusterTier } from './aks-cluster-props';
import type { ClusterAccess } from './cluster-access';
import { checkAutoscaler } from './cluster-autoscaler';
import { checkIdentities } from './cluster-identities';
import { checkMaintenance } from './cluster-maintenance';
import { type ClusterUpgrades, NodeOsUpgradeChannel } from './cluster-upgrades';
import { checkKeyManagement } from './key-management';
import type { NodePool } from './node-pool';
import { checkPolicySettings } from './policy-setting';
import { checkPoolOfCluster } from './pool-machine-rules';
import type { PoolShape } from './pool-shape';
import { checkSystemVmSize } from './vm-size';

/** A cluster's props with their defaults. */
interface PlannedCluster {
  readonly props: AksClusterProps;
  readonly access: ClusterAccess;
  readonly upgrades: ClusterUpgrades;
  /** The system pool. */
  readonly pool: PoolShape;
}

/** Reports props that Azure or the provider would reject, or that would make the cluster unusable. */
export function checkAksCluster(faults: Faults, cluster: Construct, planned: PlannedCluster): void {
  const { props, access, upgrades, pool } = planned;
  checkPlace(faults, props);
  checkName(faults, 'clusterName', props.clusterName, nameRules.cluster);
  if (props.dnsPrefix !== undefined) checkName(faults, 'dnsPrefix', props.dnsPrefix, nameRules.dnsPrefix);
  checkInteger(faults, 'imageCleanerIntervalHours', props.imageCleanerIntervalHours, 24, 2160, 'hours');
  if (props.imageCleaner === false && props.imageCleanerIntervalHours !== undefined) {
    const must = 'must not be set together with imageCleaner: false';
    faults.add('imageCleanerIntervalHours', must, props.imageCleanerIntervalHours, 'Remove one of the two.');
  }
  if (props.advanced) checkAdvancedCluster(faults, props.advanced);
  if (props.nodeResourceGroupName !== undefined) {
    checkName(faults, 'nodeResourceGroupName', props.nodeResourceGroupName, nameRules.resourceGroup);
  }
  checkResourceId(faults, 'diskEncryptionSetId', props.diskEncryptionSetId, 'Microsoft.Compute/diskEncryptionSets');
  checkUuid(faults, 'tenantId', props.tenantId, "the tenant's id");
  checkAdministrators(faults, cluster, props, access);
  checkSystemPool(faults, props, pool, upgrades);
  props.network._check(faults, cluster);
  props.nodeProvisioning?._check(faults, cluster, props.network, props.autoscaler);
  props.apiServer._check(faults, cluster, props.network._nodeSubnet);
  checkIsolation(faults, props, upgrades);
  checkEgressRanges(faults, props);
  upgrades._check(faults);
  checkTier(faults, props, upgrades);
  props.monitoring?._check(faults, cluster);
  checkPolicySettings(faults, props.policySettings, props.monitoring);
  access._check(faults);
  if (props.identities) checkIdentities(faults, cluster, props.identities, props);
  if (props.maintenance) checkMaintenance(faults, props.maintenance, upgrades);
  if (props.autoscaler) checkAutoscaler(faults, props.autoscaler);
  if (props.keyManagement) checkKeyManagement(faults, cluster, props.keyManagement, props.apiServer);
}

/** Needs all pools, and they come after the cluster. */
export function checkPools(faults: Faults, system: PoolShape, pools: NodePool[]): void {
  const shapes = [system, ...pools.map((pool) => pool._shape)];
  const names = shapes.map((shape) => shape.poolName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    faults.add('poolName', 'must be different for each pool of the cluster', twice, 'Rename one of the pools.');
  }
  const rotated = shapes.find(({ temporaryName }) => temporaryName !== undefined && names.includes(temporaryName));
  if (rotated) {
    const must = `must not be the name of the temporary pool for the rotation of pool ${rotated.poolName}`;
    faults.add('poolName', must, rotated.temporaryName, 'Rename one of the two pools.');
  }
}

function checkAdministrators(faults: Faults, cluster: Construct, props: AksClusterProps, access: ClusterAccess): void {
  const { administrators, localAccounts, entraId = true, advanced } = props;
  const fix = 'Use a group, e.g. [Principal.group(OBJECT_ID)], or [Principal.deployer()].';
  if (!entraId) checkWithoutEntraId(faults, props, access);
  else if (!administrators?.length) {
    faults.add('administrators', 'must name at least one principal', administrators, fix);
  }
  if (advanced?.adminGroupObjectIds !== undefined && (props.azureRbac === false || !entraId)) {
    const must = 'must be left out without Azure RBAC';
    const fixOfGroups = entraId ? 'Name the groups in administrators.' : 'Leave it out.';
    faults.add('advanced.adminGroupObjectIds', must, advanced.adminGroupObjectIds, fixOfGroups);
  }
  for (const principal of administrators ?? []) {
    principal._check(faults, 'administrators');
    const { type = 'the deployer' } = principal._inStackOf(cluster);
    if (props.azureRbac !== false || type === 'Group') continue;
    faults.add('administrators', 'must be groups with azureRbac: false', type, 'Use Principal.group(OBJECT_ID).');
  }
  if (access._needsLocalAccounts && !localAccounts) {
    const must = 'must have localAccounts: true for ClusterAccess.adminCertificate()';
    faults.add('access', must, undefined, 'Use ClusterAccess.kubelogin(), or enable local accounts.');
  }
}

/** Without Entra ID there are no users, only the cluster's own certificates. */
function checkWithoutEntraId(faults: Faults, props: AksClusterProps, access: ClusterAccess): void {
  const { administrators, localAccounts, azureRbac, tenantId, grantAdministrators } = props;
  if (administrators?.length > 0) {
    const fix = 'Use [], or leave entraId out.';
    faults.add('administrators', 'must be empty with entraId: false', `${administrators.length} principals`, fix);
  }
  if (!localAccounts) {
    const fix = 'Set localAccounts: true: without it, no user could sign in.';
    faults.add('localAccounts', 'must be true with entraId: false', localAccounts, fix);
  }
  for (const [prop, value] of Object.entries({ azureRbac, tenantId, grantAdministrators })) {
    if (value === undefined) continue;
    faults.add(prop, 'must be left out with entraId: false', value, 'Remove one of the two.');
  }
  if (access._needsEntraId) {
    const fix = 'Use ClusterAccess.adminCertificate() or ClusterAccess.kubeconfig(PATH, CONTEXT).';
    faults.add('access', 'must not be kubelogin with entraId: false', undefined, fix);
  }
}

function checkTier(faults: Faults, { tier, costAnalysis }: AksClusterProps, upgrades: ClusterUpgrades): void {
  if (upgrades._isLongTerm && tier !== ClusterTier.PREMIUM) {
    const fix = 'Use ClusterTier.PREMIUM, or ClusterUpgrades.patchesWithin.';
    faults.add('tier', 'must be Premium for long term support', tier, fix);
  }
  if (costAnalysis && tier === ClusterTier.FREE) {
    faults.add(
      'costAnalysis',
      'can only be used with the Standard or Premium tier',
      costAnalysis,
      'Use ClusterTier.STANDARD.',
    );
  }
}

/** Source: https://learn.microsoft.com/azure/aks/concepts-network-isolated */
function checkEgressRanges(faults: Faults, { network, apiServer }: AksClusterProps): void {
  const { _egressRanges: ranges } = network._outbound;
  if (ranges === undefined) return;
  const prop = 'outbound.egressRanges';
  if (!apiServer._ranges) {
    const fix = 'Leave it out: nodes reach this API server within the network.';
    faults.add(prop, 'can only be used with ApiServerAccess.publicFrom', ranges, fix);
  }
  if (!checkElementsKnown(faults, prop, ranges)) return;
  if (ranges.length === 0) faults.add(prop, 'must have a range', ranges, "For example, use ['203.0.113.20/32'].");
  for (const range of ranges) {
    if (checkCidr(faults, prop, range, { example: '203.0.113.20/32' })?.isIpv6) {
      faults.add(prop, 'must be IPv4 ranges', range, "For example, use ['203.0.113.20/32'].");
    }
  }
}

function checkIsolation(faults: Faults, { network, apiServer }: AksClusterProps, upgrades: ClusterUpgrades): void {
  if (!network._outbound._isIsolated) return;
  if (upgrades._nodeOsChannel === NodeOsUpgradeChannel.UNMANAGED) {
    const must = 'must not be Unmanaged with outbound type none: the nodes reach no package repository';
    faults.add('upgrades.nodeOs', must, upgrades._nodeOsChannel, 'Use NodeOsUpgradeChannel.NODE_IMAGE.');
  }
  if (apiServer._isPrivate) return;
  const fix = 'Use ApiServerAccess.privateLink or vnetIntegration.';
  faults.add('apiServer', 'must be private in a cluster with outbound type none', undefined, fix);
}

function checkSystemPool(
  faults: Faults,
  { systemPool, apiServer, network }: AksClusterProps,
  pool: PoolShape,
  upgrades: ClusterUpgrades,
): void {
  pool.check(faults, 'systemPool.', upgrades._version);
  const hasAuthorizedRanges = apiServer?._ranges !== undefined;
  const isOverlay = network?._isOverlay ?? false;
  checkPoolOfCluster(faults, 'systemPool.', systemPool ?? {}, { isOverlay, hasAuthorizedRanges });
  checkSystemVmSize(faults, 'systemPool.vmSize', systemPool?.vmSize);
  if (systemPool?.os?.isWindows) {
    faults.add('systemPool.os', 'must be Linux', systemPool.os.osSku, 'Use NodeOs.UBUNTU or NodeOs.AZURE_LINUX.');
  }
}
