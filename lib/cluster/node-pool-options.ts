import type { AdvancedPoolOptions } from './advanced-pool-options';
import type { NodeOs } from './node-os';
import type { KubeletOptions, LinuxKernelOptions } from './node-tuning';
import type { OsDiskType } from './os-disk-type';

/** A part of a GPU (multi-instance GPU). */
export enum GpuInstance {
  /** A seventh. */
  MIG_1G = 'MIG1g',
  /** Two sevenths. */
  MIG_2G = 'MIG2g',
  /** Three sevenths. */
  MIG_3G = 'MIG3g',
  /** Four sevenths. */
  MIG_4G = 'MIG4g',
  /** All of it. */
  MIG_7G = 'MIG7g',
}

/**
 * How the GPUs of machines of the N series are used.
 *
 * @see https://learn.microsoft.com/azure/aks/use-nvidia-gpu
 */
export interface GpuOptions {
  /**
   * Whether AKS installs the driver; false where an operator does, such as NVIDIA's. AKS installs none on AMD's GPUs.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @default - true, and false for sizes with AMD's GPUs
   */
  readonly installDriver?: boolean;

  /**
   * The GPU partition (MIG profile) that each pod gets, on A100 machines and newer.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @default - whole GPUs
   */
  readonly instance?: GpuInstance;
}

/** Options of every node pool. */
export interface NodePoolOptions {
  /**
   * The size of the virtual machines, e.g. `Standard_D4ds_v5`, rendered unchanged; Azure ignores case, the provider doesn't. List
   * a region's sizes: `az vm list-skus -l REGION`.
   *
   * Changing this replaces the pool's nodes.
   */
  readonly vmSize: string;

  /**
   * A fixed number of nodes, without the cluster autoscaler: 1 to 1000 in a system pool, 0 to 1000 in others. Not together with
   * `minCount` and `maxCount`. Each apply restores it, so don't scale the pool by other means.
   *
   * @see https://learn.microsoft.com/azure/aks/scale-cluster
   * @default - the autoscaler sets the number, between `minCount` and `maxCount`; with node auto-provisioning 3 in the default pool, 2 in
   * others
   */
  readonly nodeCount?: number;

  /**
   * The minimum number of nodes; 1 to 1000 in the system pool, 0 to 1000 in others. Only with the cluster autoscaler.
   *
   * @default 3 in the system pool, 2 in others
   */
  readonly minCount?: number;

  /**
   * The maximum number of nodes for the cluster autoscaler: 1 to 1000.
   *
   * @default - three more than `minCount`
   */
  readonly maxCount?: number;

  /**
   * The region's availability zones for the nodes; an empty list for a region without zones.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default ['1', '2', '3']
   */
  readonly zones?: string[];

  /**
   * The maximum number of pods per node: 10 to 250.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - 250 in an overlay network, 110 with a pod subnet or a CNI plugin of your own, 50 with pods in the node subnet;
   * AKS's own where the network is not known
   */
  readonly maxPods?: number;

  /**
   * The location of the operating system disk. `EPHEMERAL` on a size that is known to have too little space for it is rejected.
   *
   * Changing this replaces the pool's nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/concepts-storage
   * @default - ephemeral where the size is known to hold a disk of `osDiskSizeGib`, or of 128 GiB without it; managed elsewhere
   */
  readonly osDiskType?: OsDiskType;

  /**
   * The size of the operating system disk in GiB, 30 to 2048; an ephemeral one must fit on the size's local disk.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - Azure chooses: 128 GiB, or the whole local disk
   */
  readonly osDiskSizeGib?: number;

  /**
   * Encrypts the machines' temporary disks and caches on the host. Register the feature `Microsoft.Compute/EncryptionAtHost` in
   * the subscription first, or the cluster can't be created.
   *
   * Changing this replaces the pool's nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/enable-host-encryption
   * @default false
   */
  readonly hostEncryption?: boolean;

  /**
   * Kubernetes labels of the nodes.
   *
   * @default - none of your own
   */
  readonly nodeLabels?: { [key: string]: string };

  /**
   * Azure tags of the pool's machines.
   *
   * @default - those of the cluster; of a cluster in another stack, those whose values are literal
   */
  readonly tags?: { [key: string]: string };

  /**
   * The operating system; a Linux in the system pool.
   *
   * Changing this replaces the pool's nodes; from Linux to Windows or back it replaces the pool.
   *
   * @default - Ubuntu
   */
  readonly os?: NodeOs;

  /**
   * FIPS 140 validated cryptography. On Arm it requires Azure Linux.
   *
   * Changing this replaces the pool's nodes.
   *
   * @see https://learn.microsoft.com/azure/aks/enable-fips-nodes
   * @default false
   */
  readonly fips?: boolean;

  /**
   * GPU settings for VM sizes of the N series. Add a taint to exclude other pods, e.g. `sku=gpu:NoSchedule`.
   *
   * Changing this replaces the pool, and in the system pool the cluster.
   *
   * @default - AKS installs the driver (none for AMD's GPUs), and pods get whole GPUs
   */
  readonly gpu?: GpuOptions;

  /**
   * Settings of the kubelet.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - AKS's
   */
  readonly kubelet?: KubeletOptions;

  /**
   * Kernel settings of Linux nodes.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - AKS's
   */
  readonly kernel?: LinuxKernelOptions;

  /**
   * The nodes that an upgrade adds at a time (max surge): a number (`1`) or a percentage of the pool (`10%`).
   *
   * @default '10%'
   */
  readonly maxSurge?: string;

  /**
   * The drain timeout of an upgrade in minutes, 1 to 1440. Removing it replaces the pool, and in the system pool the cluster: set
   * it to 30 instead.
   *
   * @default 30
   */
  readonly drainTimeoutMinutes?: number;

  /**
   * The pause of an upgrade after each node in minutes, 0 to 30.
   *
   * @default 0
   */
  readonly nodeSoakMinutes?: number;

  /**
   * Rarely used settings: node public addresses, placement and reservation groups, snapshots, ultra disks, Kata containers and
   * more.
   *
   * @default - Azure's
   */
  readonly advanced?: AdvancedPoolOptions;
}

/** The pool for the cluster's own components. */
export interface SystemPoolOptions extends NodePoolOptions {
  /**
   * The pool's name: 1 to 12 lowercase letters and digits, a letter first.
   *
   * Changing this replaces the cluster.
   *
   * @default 'system'
   */
  readonly poolName?: string;

  /**
   * Allows only the cluster's own components, by the taint `CriticalAddonsOnly=true:NoSchedule`. The cluster then needs a user
   * pool for workloads.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default true
   */
  readonly criticalAddonsOnly?: boolean;
}

/**
 * The mode of a node pool.
 *
 * @see https://learn.microsoft.com/azure/aks/use-system-pools
 */
export enum NodePoolMode {
  /** Workloads. */
  USER = 'User',

  /** The cluster's own components, and workloads unless a taint keeps them away. */
  SYSTEM = 'System',
}

/** The action for a spot VM that Azure evicts. */
export enum SpotEvictionPolicy {
  /** It is deleted. */
  DELETE = 'Delete',

  /** It is stopped; its disks still cost money, and its cores count against the quota. */
  DEALLOCATE = 'Deallocate',
}

/**
 * Spot VMs: spare capacity that Azure can evict at any time.
 *
 * @see https://learn.microsoft.com/azure/aks/spot-node-pool
 */
export interface SpotOptions {
  /**
   * The most that an hour of a machine may cost, in US dollars with up to five decimals.
   *
   * Changing this replaces the pool.
   *
   * @default - the price of an ordinary machine
   */
  readonly maxPriceUsd?: number;

  /**
   * The action for a VM that Azure evicts.
   *
   * Changing this replaces the pool.
   *
   * @default SpotEvictionPolicy.DELETE
   */
  readonly evictionPolicy?: SpotEvictionPolicy;
}

/** A pool for workloads. */
export interface UserPoolOptions extends NodePoolOptions {
  /**
   * The pool's name: 1 to 12 lowercase letters and digits, a letter first; 1 to 6 for Windows.
   *
   * Changing this replaces the pool.
   *
   * @default 'user'
   */
  readonly poolName?: string;

  /**
   * The pool's mode. `SYSTEM` makes it a system pool in addition to the cluster's own: Linux, no spot machines, at least one
   * node. Keep workloads off it with the taint `CriticalAddonsOnly=true:NoSchedule`.
   *
   * @default NodePoolMode.USER
   */
  readonly mode?: NodePoolMode;

  /**
   * Kubernetes taints of the nodes, as `KEY=VALUE:EFFECT`, e.g. `team=batch:NoSchedule`.
   *
   * @default - none
   */
  readonly nodeTaints?: string[];

  /**
   * Makes it a spot pool, with the label and the taint `kubernetes.azure.com/scalesetpriority=spot` that AKS
   * sets: only pods that tolerate it are scheduled.
   *
   * Changing this replaces the pool.
   *
   * @default - ordinary machines
   */
  readonly spot?: SpotOptions;
}
