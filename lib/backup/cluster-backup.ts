import { DataProtectionBackupInstanceKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-protection-backup-instance-kubernetes-cluster';
import { DataProtectionBackupPolicyKubernetesCluster } from '@cdktf/provider-azurerm/lib/data-protection-backup-policy-kubernetes-cluster';
import { KubernetesClusterExtension } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-extension';
import { KubernetesClusterTrustedAccessRoleBinding } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-trusted-access-role-binding';
import { type ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { isKnown } from '../core/checks';
import { checkLate } from '../core/late-checks';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { resourceIdPart } from '../core/resource-ids';
import { noteUnchecked } from '../core/warnings';
import { AzureRole } from '../identity/azure-role';
import { deployerConfig } from '../identity/deployer-config';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import { resourceIdentity } from '../identity/resource-identity';
import { AzureCloud } from '../network/azure-cloud';
import { cloudEndpoints, stateCloud } from '../network/cloud-endpoints';
import type { ClusterBackupProps } from './cluster-backup-props';
import { backups, checkClusterBackup, checkNodes } from './cluster-backup-rules';

/** A day in the past: the schedule repeats from it. */
const firstDay = '2026-01-01';

/**
 * Scheduled backups of a cluster's objects and volumes: the backup extension, the vault's access to the cluster, a policy, a backup
 * instance, and the roles of all three identities.
 *
 * Azure needs some minutes to apply new roles: if the first apply fails with missing permissions, apply again.
 *
 * @see https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept
 */
export class ClusterBackup extends Construct {
  /** The resources that dependents wait for: the backup instance. */
  public readonly ready: ITerraformDependable[];

  /** The extension in the cluster, for arguments that this class does not offer. */
  public readonly extension: KubernetesClusterExtension;

  /** The policy, for arguments that this class does not offer, e.g. retention rules. */
  public readonly policy: DataProtectionBackupPolicyKubernetesCluster;

  /** The backup instance itself, for arguments that this class does not offer. */
  public readonly resource: DataProtectionBackupInstanceKubernetesCluster;

  public constructor(scope: Construct, id: string, props: ClusterBackupProps) {
    super(scope, id);
    checkProps(this, 'ClusterBackupProps', props, (faults) => checkClusterBackup(faults, this, props));
    const { cluster, vault, storageAccountId, snapshotGroupId } = props;
    const name = props.backupName ?? Token.asString(`${cluster.clusterName}-backup`);
    this.extension = this.makeExtension(props);
    const access = new KubernetesClusterTrustedAccessRoleBinding(this, 'TrustedAccess', {
      name: 'backup-vault',
      kubernetesClusterId: cluster.clusterId,
      roles: ['Microsoft.DataProtection/backupVaults/backup-operator'],
      sourceResourceId: vault.vaultId,
    });
    access.node.addDependency(cluster);
    this.policy = new DataProtectionBackupPolicyKubernetesCluster(this, 'Policy', {
      name,
      resourceGroupName: vault.resourceGroupName,
      vaultName: vault.resource.name,
      backupRepeatingTimeIntervals: [scheduleOf(props)],
      defaultRetentionRule: {
        lifeCycle: [{ dataStoreType: 'OperationalStore', duration: `P${props.retentionDays ?? 14}D` }],
      },
    });
    const { principalId } = this.extension.aksAssignedIdentity.get(0);
    const extensionIdentity = resourceIdentity(this, principalId, 'Extension');
    const { controlPlane } = cluster._facts;
    const grants = [
      this.grant('ExtensionOnStorage', AzureRole.STORAGE_BLOB_DATA_CONTRIBUTOR, extensionIdentity, storageAccountId),
      this.grant('VaultOnCluster', AzureRole.READER, vault.identity, cluster.clusterId),
      this.grant('VaultOnSnapshots', AzureRole.READER, vault.identity, snapshotGroupId),
      ...(controlPlane ? [this.grant('ClusterOnSnapshots', AzureRole.CONTRIBUTOR, controlPlane, snapshotGroupId)] : []),
    ];
    if (!controlPlane) {
      noteUnchecked(this, "that the control plane's identity has the role Contributor on snapshotGroupId");
    }
    this.resource = new DataProtectionBackupInstanceKubernetesCluster(this, 'Resource', {
      name,
      location: vault.location,
      vaultId: vault.vaultId,
      kubernetesClusterId: cluster.clusterId,
      snapshotResourceGroupName: resourceIdPart(snapshotGroupId, 4),
      backupPolicyId: this.policy.id,
      backupDatasourceParameters: {
        includedNamespaces: props.includedNamespaces,
        excludedNamespaces: props.excludedNamespaces,
        clusterScopedResourcesEnabled: props.clusterScopedResources ?? true,
        volumeSnapshotEnabled: props.volumes ?? true,
      },
      dependsOn: [access, this.extension, ...grants.flatMap(({ ready }) => ready)],
    });
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    backups.take(cluster, this);
    stateCloud(this, 'cloud', props.cloud);
    checkLate(this, (faults) => checkNodes(faults, cluster));
  }

  private makeExtension(props: ClusterBackupProps): KubernetesClusterExtension {
    const { cluster, storageAccountId, containerName, cloud = AzureCloud.PUBLIC } = props;
    const location = 'configuration.backupStorageLocation';
    const account = resourceIdPart(storageAccountId, 8);
    const extension = new KubernetesClusterExtension(this, 'Extension', {
      name: 'azure-aks-backup',
      clusterId: cluster.clusterId,
      extensionType: 'microsoft.dataprotection.kubernetes',
      releaseTrain: 'stable',
      releaseNamespace: 'dataprotection-microsoft',
      configurationSettings: {
        [`${location}.bucket`]: containerName,
        [`${location}.config.storageAccount`]: account,
        [`${location}.config.resourceGroup`]: resourceIdPart(storageAccountId, 4),
        [`${location}.config.subscriptionId`]: resourceIdPart(storageAccountId, 2),
        [`${location}.config.storageAccountURI`]: `https://${account}.${cloudEndpoints[cloud].blobStorage}/`,
        [`${location}.config.useAAD`]: 'true',
        'credentials.tenantId': deployerConfig(this).tenantId,
      },
    });
    extension.node.addDependency(cluster);
    return extension;
  }

  private grant(part: string, role: AzureRole, principal: IPrincipal, resourceId: string): Grant {
    return Grant._on(this, { role, principal, resourceId }, part);
  }
}

function scheduleOf({ startTime = '02:00', intervalHours = 24 }: ClusterBackupProps): string {
  const interval = isKnown(intervalHours) && intervalHours === 24 ? 'P1D' : `PT${intervalHours}H`;
  return `R/${firstDay}T${startTime}:00+00:00/${interval}`;
}

publicClass('ClusterBackup', ClusterBackup);
