import type {
  KubernetesClusterNodePoolKubeletConfig,
  KubernetesClusterNodePoolLinuxOsConfig,
} from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import { containerLogFiles } from '../core/bindings/azurerm';
import { checkInteger, checkOrder } from '../core/checks';
import type { Faults } from '../core/faults';

/** The kubelet's CPU manager policy: whether pods can have exclusive CPUs. */
export enum CpuManagerPolicy {
  /** All pods share all CPUs. */
  NONE = 'none',

  /** Pods of the class Guaranteed that request whole CPUs have them exclusively. */
  STATIC = 'static',
}

/** How CPUs and devices of a pod must be close to one another (NUMA). */
export enum TopologyManagerPolicy {
  /** No matter. */
  NONE = 'none',
  /** Close, if possible. */
  BEST_EFFORT = 'best-effort',
  /** Requires the preferred alignment, else the pod is rejected. */
  RESTRICTED = 'restricted',
  /** Requires a single NUMA node, else the pod is rejected. */
  SINGLE_NUMA_NODE = 'single-numa-node',
}

/**
 * Settings of the kubelet. A changed one renews the pool's nodes.
 *
 * @see https://learn.microsoft.com/azure/aks/custom-node-configuration
 */
export interface KubeletOptions {
  /**
   * The maximum number of processes per pod, -1 for the kernel's limit. A limit prevents one pod from using all process ids.
   *
   * @default -1
   */
  readonly podMaxPids?: number;

  /**
   * The size in MiB at which a container's log file is rotated: 1 to 1024.
   *
   * @default - AKS's: 50, on Windows nodes 10
   */
  readonly containerLogMaxSizeMib?: number;

  /**
   * The maximum number of log files per container: 2 to 100.
   *
   * @default 5
   */
  readonly containerLogMaxFiles?: number;

  /**
   * The disk usage in percent above which unused images are removed: 0 to 100.
   *
   * @default 85
   */
  readonly imageGcHighThresholdPercent?: number;

  /**
   * The disk usage in percent down to which unused images are removed: 0 to 100.
   *
   * @default 80
   */
  readonly imageGcLowThresholdPercent?: number;

  /**
   * The kubelet's CPU manager policy: whether pods can have exclusive CPUs.
   *
   * @default CpuManagerPolicy.NONE
   */
  readonly cpuManagerPolicy?: CpuManagerPolicy;

  /**
   * The kubelet's topology manager policy: how CPUs and devices of a pod are aligned on NUMA nodes.
   *
   * @default TopologyManagerPolicy.NONE
   */
  readonly topologyManagerPolicy?: TopologyManagerPolicy;

  /**
   * Unsafe sysctls that pods may set, e.g. `net.core.somaxconn`, `net.ipv4.*`: they can affect other pods on the node.
   *
   * @default - none
   */
  readonly allowedUnsafeSysctls?: string[];
}

/**
 * Kernel settings (sysctls) of Linux nodes. A change rotates the pool's nodes.
 *
 * @see https://learn.microsoft.com/azure/aks/custom-node-configuration
 */
export interface LinuxKernelOptions {
  /**
   * `vm.max_map_count`: the maximum number of memory maps of a process, 65530 to 262144. Elasticsearch and OpenSearch need 262144.
   * Nodes with Ubuntu 24.04 or Azure Linux 3 have more without it: set it for Ubuntu 22.04 only.
   *
   * @default - AKS's: 65530 with Ubuntu 22.04, 1048576 with Ubuntu 24.04 and Azure Linux 3
   */
  readonly maxMapCount?: number;

  /**
   * `fs.inotify.max_user_watches`: the maximum number of file watches, 781250 to 2097152.
   *
   * @default 1048576
   */
  readonly inotifyMaxUserWatches?: number;

  /**
   * `fs.file-max`: the maximum number of open files, 8192 to 12000500.
   *
   * @default - AKS's
   */
  readonly fileMax?: number;

  /**
   * `net.core.somaxconn`: the maximum number of connections that wait to be accepted, 4096 to 3240000. Gateways may need more.
   *
   * @default 16384
   */
  readonly somaxconn?: number;

  /**
   * `net.netfilter.nf_conntrack_max`: the maximum number of tracked connections, 131072 to 2097152. Sidecars double the number of connections.
   *
   * @default - AKS's default for the VM size
   */
  readonly conntrackMax?: number;

  /**
   * `net.ipv4.ip_local_port_range`, first port: 1024 to 60999. Together with `localPortMax`.
   *
   * @default - AKS's: 32768
   */
  readonly localPortMin?: number;

  /**
   * `net.ipv4.ip_local_port_range`, last port: 32768 to 65000. Together with `localPortMin`.
   *
   * @default - AKS's: 60999
   */
  readonly localPortMax?: number;
}

export function checkKubelet(faults: Faults, prefix: string, kubelet: KubeletOptions): void {
  const { imageGcHighThresholdPercent: high, imageGcLowThresholdPercent: low } = kubelet;
  const at = (prop: string) => `${prefix}kubelet.${prop}`;
  checkInteger(faults, at('podMaxPids'), kubelet.podMaxPids, -1, 4194304, 'processes');
  checkInteger(faults, at('containerLogMaxSizeMib'), kubelet.containerLogMaxSizeMib, 1, 1024, 'MiB');
  checkInteger(faults, at('containerLogMaxFiles'), kubelet.containerLogMaxFiles, 2, 100, 'files');
  checkInteger(faults, at('imageGcHighThresholdPercent'), high, 0, 100, 'percent');
  checkInteger(faults, at('imageGcLowThresholdPercent'), low, 0, 100, 'percent');
  checkOrder(faults, at('imageGcLowThresholdPercent'), low, at('imageGcHighThresholdPercent'), high);
}

export function checkKernel(faults: Faults, prefix: string, kernel: LinuxKernelOptions): void {
  for (const [name, value] of Object.entries(kernel) as [keyof typeof kernelRanges, number | undefined][]) {
    const [min, max] = kernelRanges[name];
    checkInteger(faults, `${prefix}kernel.${name}`, value, min, max);
  }
  const { localPortMin, localPortMax } = kernel;
  if ((localPortMin === undefined) !== (localPortMax === undefined)) {
    const must = 'must be set together with localPortMax';
    faults.add(`${prefix}kernel.localPortMin`, must, localPortMin, 'Set both, e.g. 1024 and 65000.');
  }
  checkOrder(faults, `${prefix}kernel.localPortMin`, localPortMin, `${prefix}kernel.localPortMax`, localPortMax);
}

/** The ranges that the provider accepts. */
const kernelRanges = {
  maxMapCount: [65530, 262144],
  inotifyMaxUserWatches: [781250, 2097152],
  fileMax: [8192, 12000500],
  somaxconn: [4096, 3240000],
  conntrackMax: [131072, 2097152],
  localPortMin: [1024, 60999],
  localPortMax: [32768, 65000],
} as const;

export function renderKubelet(kubelet: KubeletOptions): KubernetesClusterNodePoolKubeletConfig {
  return {
    podMaxPid: kubelet.podMaxPids,
    containerLogMaxSizeMb: kubelet.containerLogMaxSizeMib,
    ...containerLogFiles(kubelet.containerLogMaxFiles),
    imageGcHighThreshold: kubelet.imageGcHighThresholdPercent,
    imageGcLowThreshold: kubelet.imageGcLowThresholdPercent,
    cpuManagerPolicy: kubelet.cpuManagerPolicy,
    topologyManagerPolicy: kubelet.topologyManagerPolicy,
    allowedUnsafeSysctls: kubelet.allowedUnsafeSysctls,
  };
}

export function renderKernel(kernel: LinuxKernelOptions): KubernetesClusterNodePoolLinuxOsConfig {
  return {
    sysctlConfig: {
      vmMaxMapCount: kernel.maxMapCount,
      fsInotifyMaxUserWatches: kernel.inotifyMaxUserWatches,
      fsFileMax: kernel.fileMax,
      netCoreSomaxconn: kernel.somaxconn,
      netNetfilterNfConntrackMax: kernel.conntrackMax,
      netIpv4IpLocalPortRangeMin: kernel.localPortMin,
      netIpv4IpLocalPortRangeMax: kernel.localPortMax,
    },
  };
}
