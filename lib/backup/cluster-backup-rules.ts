import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import {
  checkElementsKnown,
  checkInteger,
  checkLiteral,
  checkPattern,
  checkResourceId,
  checkSameStack,
  isKnown,
} from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { areDifferentLocations } from '../core/locations';
import { noteUnchecked } from '../core/warnings';
import type { ClusterBackupProps } from './cluster-backup-props';

/** The backup of each cluster. */
export const backups = new Claim();

const intervals = [4, 6, 8, 12, 24];
const skipped = ['kube-system', 'kube-node-lease', 'kube-public'];
const mostNamespaces = 800;

/** Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations */
export function checkClusterBackup(faults: Faults, backup: IConstruct, props: ClusterBackupProps): void {
  const { cluster, vault } = props;
  checkSameStack(faults, 'cluster', cluster, backup, 'AksCluster.fromCluster');
  checkSameStack(faults, 'vault', vault, backup, 'a BackupVault in this stack');
  const other = backups.ownerOn(cluster);
  if (other) {
    const must = `must have one backup, but ${other.node.path} backs it up already`;
    faults.add('cluster', must, cluster.node.path, 'Remove one of the two.');
  }
  if (areDifferentLocations(vault.location, cluster.location)) {
    const fix = `Create the vault in ${cluster.location}.`;
    faults.add('vault', `must be in the cluster's region (${cluster.location})`, vault.location, fix);
  }
  checkResourceId(faults, 'storageAccountId', props.storageAccountId, 'Microsoft.Storage/storageAccounts');
  const groupId = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/;
  const example = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-snapshots';
  checkPattern(
    faults,
    'snapshotGroupId',
    props.snapshotGroupId,
    groupId,
    'must be the id of a resource group',
    example,
  );
  const container = /^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/;
  const mustBe = 'must have 3 to 63 lowercase letters, digits and -, with a letter or digit at both ends and no --';
  checkPattern(faults, 'containerName', props.containerName, container, mustBe, 'shop');
  const must = 'must have 3 to 150 letters, digits and -';
  checkPattern(faults, 'backupName', props.backupName, /^[-a-zA-Z0-9]{3,150}$/, must, 'shop-backup');
  checkSchedule(faults, props);
  checkNamespaces(faults, props);
  if (cluster._facts.network?._outbound._isIsolated) {
    const fix = 'Use another ClusterOutbound, or back up the application itself.';
    faults.add('cluster', 'must not be network isolated (outbound type none)', cluster.node.path, fix);
  }
  if (props.volumes !== false && cluster._facts.hasDiskSnapshots === false) {
    const must = 'must have the disk and snapshot drivers, which volumes are backed up with';
    const fix = "Remove disk: false and snapshots: false from the cluster's storageDrivers, or set volumes: false.";
    faults.add('cluster', must, cluster.node.path, fix);
  }
}

function checkSchedule(faults: Faults, { startTime, intervalHours, retentionDays }: ClusterBackupProps): void {
  checkPattern(faults, 'startTime', startTime, /^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm', '02:00');
  if (checkLiteral(faults, 'intervalHours', intervalHours, 'it is part of the schedule')) {
    if (intervalHours !== undefined && !intervals.includes(intervalHours)) {
      faults.add('intervalHours', `must be one of ${intervals.join(', ')}`, intervalHours, 'For example, use 24.');
    }
  }
  checkLiteral(faults, 'retentionDays', retentionDays, 'it is part of a duration');
  checkInteger(faults, 'retentionDays', retentionDays, 1, 360, 'days');
}

function checkNamespaces(faults: Faults, { includedNamespaces, excludedNamespaces }: ClusterBackupProps): void {
  const included = isKnown(includedNamespaces) ? includedNamespaces : [];
  const excluded = isKnown(excludedNamespaces) ? excludedNamespaces : [];
  for (const [prop, list] of Object.entries({ includedNamespaces, excludedNamespaces })) {
    if (!checkElementsKnown(faults, prop, list) || list === undefined) continue;
    if (list.length === 0) faults.add(prop, 'must not be empty', undefined, 'Leave it out.');
    if (list.length > mostNamespaces) {
      faults.add(prop, `must be at most ${mostNamespaces} namespaces`, list.length, 'Leave it out for all namespaces.');
    }
  }
  for (const name of included.filter((one) => skipped.includes(one))) {
    faults.add('includedNamespaces', 'must not be a namespace that Azure never backs up', name, 'Remove it.');
  }
  for (const name of included.filter((one) => isKnown(one) && excluded.includes(one))) {
    faults.add('excludedNamespaces', 'must not be in includedNamespaces too', name, 'Remove it from one of the two.');
  }
}

/** Azure rejects the extension on clusters with Windows or Arm nodes. */
export function checkNodes(faults: Faults, cluster: IAksCluster): void {
  const { pools, systemPool } = cluster._facts;
  if (!pools || !systemPool) {
    noteUnchecked(cluster, 'that the cluster has no Windows and no Arm nodes, on which AKS backup cannot be installed');
    return;
  }
  for (const shape of [systemPool, ...pools.map((pool) => pool._shape)]) {
    if (!shape.isWindows && !shape.isArm) continue;
    const what = shape.isWindows ? 'Windows' : 'Arm';
    const fix = `Remove the pool ${shape.poolName}, or back up the application itself.`;
    faults.add('cluster', `must have no ${what} nodes: Azure rejects the backup extension there`, shape.poolName, fix);
  }
}
