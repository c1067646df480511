import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { AksNodeClass } from './aks-node-class';
import type { DisruptionOptions } from './disruption';
import type { NodeRequirement } from './node-requirement';

/** A processor architecture of nodes. */
export enum CpuArchitecture {
  /** 64-bit x86. */
  AMD64 = 'amd64',

  /** 64-bit Arm. */
  ARM64 = 'arm64',
}

/** How Azure bills machines, and whether it may take them back. */
export enum CapacityType {
  /** Ordinary machines. */
  ON_DEMAND = 'on-demand',

  /** Spare machines, which Azure takes back when it needs them. */
  SPOT = 'spot',
}

/** A vendor of GPUs. */
export enum GpuManufacturer {
  /** NVIDIA. */
  NVIDIA = 'nvidia',

  /** AMD. */
  AMD = 'amd',
}

/** The GPUs of provisioned nodes. */
export interface ProvisionedGpuOptions {
  /**
   * The vendor.
   *
   * @default GpuManufacturer.NVIDIA
   */
  readonly manufacturer?: GpuManufacturer;

  /**
   * The names of the accelerators, e.g. `A100`, as in the names of the VM sizes.
   *
   * @default - any
   */
  readonly names?: string[];

  /**
   * The fewest GPUs of a node: 1 to 16.
   *
   * @default 1
   */
  readonly minCount?: number;
}

/** Props of a Karpenter NodePool. */
export interface KarpenterNodePoolProps {
  /** The cluster, of the same stack, with `NodeProvisioning.automatic`. */
  readonly cluster: IAksCluster;

  /**
   * The name of the NodePool object: 1 to 63 lowercase letters, digits and `-`; not `default` or `system-surge`, which AKS creates. Nodes
   * have it as label `karpenter.sh/nodepool`.
   *
   * Changing this replaces the object and its nodes.
   */
  readonly poolName: string;

  /**
   * The Azure settings of the nodes. Required if the cluster's `defaultPools` is false.
   *
   * @default - the AKSNodeClass `default`, which AKS creates
   */
  readonly nodeClass?: AksNodeClass;

  /**
   * The families of VM sizes, by letter, e.g. `D`, `E`, `F`. Not together with `vmSizes`.
   *
   * @default - `D`; `N` with `gpu`; any with `vmSizes`
   */
  readonly vmFamilies?: string[];

  /**
   * The VM sizes, e.g. `Standard_D4s_v5`. Several let Karpenter choose another one if Azure has no capacity. Not together with
   * `vmFamilies`.
   *
   * @default - those of `vmFamilies`
   */
  readonly vmSizes?: string[];

  /**
   * The processor architectures. With both, all images must be built for both.
   *
   * @default [CpuArchitecture.AMD64]
   */
  readonly architectures?: CpuArchitecture[];

  /**
   * The capacity types. With both, Karpenter tries spot machines first and falls back to on-demand machines.
   *
   * @default [CapacityType.ON_DEMAND]
   */
  readonly capacityTypes?: CapacityType[];

  /**
   * The availability zones, of `1`, `2` and `3`.
   *
   * @default - any zone, and machines without a zone
   */
  readonly zones?: string[];

  /**
   * The fewest vCPUs of a node: 1 to 1024.
   *
   * @default - no lower limit
   */
  readonly minCpus?: number;

  /**
   * The most vCPUs of a node: 1 to 1024.
   *
   * @default - no upper limit
   */
  readonly maxCpus?: number;

  /**
   * The least memory of a node in GiB: 1 to 32768.
   *
   * @default - no lower limit
   */
  readonly minMemoryGib?: number;

  /**
   * The most memory of a node in GiB: 1 to 32768.
   *
   * @default - no upper limit
   */
  readonly maxMemoryGib?: number;

  /**
   * Nodes with GPUs. Keep other pods away by a taint, e.g. `sku=gpu:NoSchedule`.
   *
   * @default - GPUs are not required
   */
  readonly gpu?: ProvisionedGpuOptions;

  /**
   * Further conditions on the nodes' labels.
   *
   * @default - none
   */
  readonly requirements?: NodeRequirement[];

  /**
   * Kubernetes labels of the nodes.
   *
   * @default - none of your own
   */
  readonly nodeLabels?: { [key: string]: string };

  /**
   * Kubernetes taints of the nodes, as `KEY=VALUE:EFFECT`, e.g. `team=batch:NoSchedule`.
   *
   * @default - none
   */
  readonly nodeTaints?: string[];

  /**
   * Taints that a DaemonSet removes once it has prepared the node, as `KEY=VALUE:EFFECT`. Pods need not tolerate them.
   *
   * @default - none
   */
  readonly startupTaints?: string[];

  /**
   * The most vCPUs of all nodes of the pool: 0 to 100000. With 0 no node is created.
   *
   * @default - the subscription's quota
   */
  readonly cpuLimit?: number;

  /**
   * The most memory of all nodes of the pool in GiB: 0 to 1000000.
   *
   * @default - the subscription's quota
   */
  readonly memoryLimitGib?: number;

  /**
   * The pool's priority where several pools fit a pod: 1 to 100. The greatest wins; pools without one come last.
   *
   * @default - none
   */
  readonly weight?: number;

  /**
   * When Karpenter removes or replaces nodes.
   *
   * @default - empty and underused nodes are consolidated immediately, at most 10 % at once; nodes don't expire
   */
  readonly disruption?: DisruptionOptions;
}
