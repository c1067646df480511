import type { KubernetesClusterNodePoolConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import { Token } from 'cdktf';
import { checkInteger, checkPattern, checkResourceId, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkNodeNetwork, type NodeNetworkOptions, renderNodeNetwork } from './node-network';
import type { NodeOs } from './node-os';
import type { NodeRotation } from './node-rotation';
import { OsDiskType } from './os-disk-type';

/** The disk of the kubelet's data: containers, images and `emptyDir` volumes. */
export enum KubeletDisk {
  /** The operating system disk. */
  OS = 'OS',

  /** The local disk of the machine. */
  TEMPORARY = 'Temporary',
}

/** The container runtime of a pool's nodes. */
export enum WorkloadRuntime {
  /** Ordinary containers. */
  OCI_CONTAINER = 'OCIContainer',

  /** A virtual machine for each pod of the runtime class `kata-vm-isolation`; requires Azure Linux. */
  KATA_VM_ISOLATION = 'KataVmIsolation',
}

/** The cluster autoscaler's action for machines that it removes. */
export enum ScaleDownMode {
  /** Deletes them. */
  DELETE = 'Delete',

  /** Stops them: they start faster with the images they have. Their disks are billed, and their cores count against the quota. */
  DEALLOCATE = 'Deallocate',
}

/** The upgrade's action for a node that cannot be drained. */
export enum UndrainableNodeBehavior {
  /** Stops; the node stays schedulable. */
  SCHEDULE = 'Schedule',

  /** Cordons the node, labels it `kubernetes.azure.com/upgrade-status=Quarantined`, and upgrades the others. */
  CORDON = 'Cordon',
}

/**
 * Rarely used settings of a node pool, for existing pools that have them and for special machines.
 *
 * @see https://learn.microsoft.com/azure/aks/create-node-pools
 */
export interface AdvancedPoolOptions {
  /**
   * A public IPv4 address for each node.
   *
   * Changing this replaces the pool's nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/use-node-public-ips
   * @default false
   */
  readonly nodePublicIps?: boolean;

  /**
   * The resource id of the public IP prefix that the nodes' public addresses are taken from. Requires `nodePublicIps: true`.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @default - addresses of Azure
   */
  readonly nodePublicIpPrefixId?: string;

  /**
   * The resource id of a proximity placement group, which keeps machines close to each other. It is in one zone at most.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/reduce-latency-ppg
   * @default - none
   */
  readonly proximityPlacementGroupId?: string;

  /**
   * The resource id of a capacity reservation group. The control plane's identity requires the role *Contributor* on it.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/use-capacity-reservation-groups
   * @default - none
   */
  readonly capacityReservationGroupId?: string;

  /**
   * The resource id of a group of dedicated hosts. The control plane's identity requires the role *Contributor* on it.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/use-azure-dedicated-hosts
   * @default - shared hosts
   */
  readonly hostGroupId?: string;

  /**
   * The resource id of the node pool snapshot that the nodes' image and Kubernetes version are taken from.
   *
   * Changing this replaces the pool's nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/node-pool-snapshot
   * @default - none
   */
  readonly snapshotId?: string;

  /**
   * Allows ultra disks on the nodes.
   *
   * Changing this replaces the pool's nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/use-ultra-disks
   * @default false
   */
  readonly ultraDisks?: boolean;

  /**
   * The disk of the kubelet's data.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - Azure's: the operating system disk
   */
  readonly kubeletDisk?: KubeletDisk;

  /**
   * The container runtime. `KATA_VM_ISOLATION` requires Azure Linux and a size with nested virtualization.
   *
   * @see https://learn.microsoft.com/azure/aks/use-pod-sandboxing
   * @default - Azure's: ordinary containers
   */
  readonly workloadRuntime?: WorkloadRuntime;

  /**
   * The cluster autoscaler's action for machines that it removes.
   *
   * @see https://learn.microsoft.com/azure/aks/scale-down-mode
   * @default ScaleDownMode.DELETE
   */
  readonly scaleDownMode?: ScaleDownMode;

  /**
   * The number of nodes that an upgrade takes out of service at a time instead of adding surge nodes (max unavailable): a number
   * (`1`) or a percentage of the pool (`10%`). Not in the system pool, not in spot pools, and not together with `maxSurge`.
   *
   * @see https://learn.microsoft.com/azure/aks/upgrade-options
   * @default - upgrades add nodes, see `maxSurge`
   */
  readonly maxUnavailable?: string;

  /**
   * The upgrade's action for a node that cannot be drained. Removing it from a pool that had it replaces the pool, and in the
   * system pool the cluster: set it to `SCHEDULE` instead.
   *
   * @see https://learn.microsoft.com/azure/aks/upgrade-options
   * @default - Azure's: the upgrade stops, and the node stays schedulable
   */
  readonly undrainableNodes?: UndrainableNodeBehavior;

  /**
   * Whether Windows nodes translate the addresses of pods (outbound NAT); false with a NAT gateway or a firewall. For Windows pools.
   *
   * Changing this replaces the pool.
   *
   * @see https://learn.microsoft.com/azure/aks/nat-gateway#disable-outboundnat-for-windows
   * @default - Azure's: true
   */
  readonly windowsOutboundNat?: boolean;

  /**
   * How Terraform replaces the pool's nodes when a change requires new ones. Changed in place, without an effect on running nodes.
   *
   * @default - by a temporary pool, whose name is the pool's, truncated, with the suffix `tmp`
   */
  readonly rotation?: NodeRotation;

  /**
   * Ports, application security groups and public IP tags of the nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/use-node-public-ips
   * @default - none
   */
  readonly network?: NodeNetworkOptions;

  /**
   * How long Terraform waits for Azure to create, change or delete the pool, in minutes: 5 to 1440. Not in the system pool, which is
   * created with the cluster.
   *
   * @default 60
   */
  readonly operationTimeoutMinutes?: number;
}

/** The pool's settings that the rules of its advanced options read. */
interface PoolContext {
  /** Whether it is created with the cluster. */
  readonly isDefault: boolean;
  readonly isSystem: boolean;
  readonly isSpot: boolean;
  readonly os?: NodeOs;
  readonly osDiskType?: OsDiskType;
  readonly maxSurge?: string;
  readonly zones: string[];
}

export function checkAdvancedPool(
  faults: Faults,
  prefix: string,
  options: AdvancedPoolOptions,
  { isDefault, isSystem, isSpot, os, osDiskType, maxSurge, zones }: PoolContext,
): void {
  const at = (prop: string) => `${prefix}advanced.${prop}`;
  const { nodePublicIps, nodePublicIpPrefixId, workloadRuntime, maxUnavailable, windowsOutboundNat } = options;
  checkResourceId(faults, at('nodePublicIpPrefixId'), nodePublicIpPrefixId, 'Microsoft.Network/publicIPPrefixes');
  const { proximityPlacementGroupId: proximity, capacityReservationGroupId: capacity } = options;
  checkResourceId(faults, at('proximityPlacementGroupId'), proximity, 'Microsoft.Compute/proximityPlacementGroups');
  checkResourceId(faults, at('capacityReservationGroupId'), capacity, 'Microsoft.Compute/capacityReservationGroups');
  checkResourceId(faults, at('hostGroupId'), options.hostGroupId, 'Microsoft.Compute/hostGroups');
  checkResourceId(faults, at('snapshotId'), options.snapshotId, 'Microsoft.ContainerService/snapshots');
  checkInteger(faults, at('operationTimeoutMinutes'), options.operationTimeoutMinutes, 5, 1440, 'minutes');
  if (options.network) checkNodeNetwork(faults, at('network'), options.network, nodePublicIps ?? false);
  const amount = /^([1-9]\d*|[1-9]\d?%|100%)$/;
  const mustBe = 'must be a number of nodes or a percentage of the pool';
  checkPattern(faults, at('maxUnavailable'), maxUnavailable, amount, mustBe, '10%');
  if (nodePublicIpPrefixId !== undefined && !nodePublicIps) {
    const must = 'can only be used with nodePublicIps: true';
    faults.add(at('nodePublicIpPrefixId'), must, undefined, 'Set nodePublicIps: true, or leave it out.');
  }
  if (proximity !== undefined && zones.length > 1) {
    // Source: https://learn.microsoft.com/azure/aks/reduce-latency-ppg#limitations
    const fix = "Set zones: ['1'], or zones: [].";
    faults.add(at('proximityPlacementGroupId'), 'must go with one zone at most', `${zones.length} zones`, fix);
  }
  if (options.ultraDisks && isKnown(zones) && zones.length === 0) {
    // Source: https://learn.microsoft.com/azure/aks/use-ultra-disks#limitations
    faults.add(at('ultraDisks'), 'must go with a zone', true, "For example, set zones: ['1'].");
  }
  if (options.scaleDownMode === ScaleDownMode.DEALLOCATE && osDiskType === OsDiskType.EPHEMERAL) {
    // Source: https://learn.microsoft.com/azure/aks/scale-down-mode#limitations
    const fix = 'Use OsDiskType.MANAGED.';
    faults.add(at('scaleDownMode'), 'must be Delete with an ephemeral disk', options.scaleDownMode, fix);
  }
  if (workloadRuntime === WorkloadRuntime.KATA_VM_ISOLATION && !os?.osSku.startsWith('AzureLinux')) {
    faults.add(
      at('workloadRuntime'),
      'can only be used with Azure Linux',
      workloadRuntime,
      'Set os: NodeOs.AZURE_LINUX.',
    );
  }
  if (windowsOutboundNat !== undefined && !os?.isWindows) {
    faults.add(at('windowsOutboundNat'), 'can only be used with Windows', windowsOutboundNat, 'Leave it out.');
  }
  if (maxUnavailable !== undefined && (maxSurge !== undefined || isSpot)) {
    const other = isSpot ? 'spot' : 'maxSurge';
    faults.add(at('maxUnavailable'), `must not be set together with ${other}`, maxUnavailable, 'Leave it out.');
  }
  if (isSystem && maxUnavailable !== undefined) {
    faults.add(at('maxUnavailable'), 'must be left out in the system pool', maxUnavailable, 'Leave it out.');
  }
  if (isDefault && options.operationTimeoutMinutes !== undefined) {
    const minutes = options.operationTimeoutMinutes;
    faults.add(at('operationTimeoutMinutes'), 'must be left out in the system pool', minutes, 'Leave it out.');
  }
}

/** The arguments that all pools have. */
export function renderAdvancedPool(options: AdvancedPoolOptions) {
  return {
    nodePublicIpEnabled: options.nodePublicIps,
    nodePublicIpPrefixId: options.nodePublicIpPrefixId,
    proximityPlacementGroupId: options.proximityPlacementGroupId,
    capacityReservationGroupId: options.capacityReservationGroupId,
    hostGroupId: options.hostGroupId,
    snapshotId: options.snapshotId,
    ultraSsdEnabled: options.ultraDisks,
    kubeletDiskType: options.kubeletDisk,
    workloadRuntime: options.workloadRuntime,
    scaleDownMode: options.scaleDownMode,
    nodeNetworkProfile: options.network && renderNodeNetwork(options.network),
  };
}

/** The arguments that only user pools have. */
export function renderAdvancedUserPool(
  options: AdvancedPoolOptions,
): Pick<KubernetesClusterNodePoolConfig, 'timeouts' | 'windowsProfile'> {
  const { windowsOutboundNat: outboundNatEnabled, operationTimeoutMinutes: minutes } = options;
  const timeout = minutes === undefined ? undefined : `${isKnown(minutes) ? minutes : Token.asString(minutes)}m`;
  return {
    windowsProfile: outboundNatEnabled === undefined ? undefined : { outboundNatEnabled },
    timeouts: timeout === undefined ? undefined : { create: timeout, update: timeout, delete: timeout },
  };
}
