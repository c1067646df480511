import { checkInteger, checkName, checkOrder, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { VmSize } from './vm-size';

/** Where the nodes' operating system disk is. */
export enum OsDiskType {
  /** On the local disk of the machine: faster, free, and lost with the machine, as nodes are anyway. */
  EPHEMERAL = 'Ephemeral',

  /** A managed disk. */
  MANAGED = 'Managed',
}

/** What every node pool has. */
export interface NodePoolOptions {
  /**
   * The size of the virtual machines, e.g. `Standard_D4ds_v5`. Which sizes a region has: `az vm list-skus -l REGION`.
   *
   * Changing this replaces the pool's nodes.
   */
  readonly vmSize: string;

  /**
   * How many nodes there are at least; 1 to 1000 in the system pool, 0 to 1000 in others.
   *
   * @default 3 in the system pool, 2 in others
   */
  readonly minCount?: number;

  /**
   * How many nodes the cluster autoscaler may make at most; 1 to 1000.
   *
   * @default - three more than `minCount`
   */
  readonly maxCount?: number;

  /**
   * The availability zones of the region that nodes spread over; an empty list for a region without zones.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default ['1', '2', '3']
   */
  readonly zones?: string[];

  /**
   * How many pods fit on a node, 10 to 250.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default 250
   */
  readonly maxPods?: number;

  /**
   * Where the operating system disk is.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default - ephemeral where the size's name carries a local disk (`d`) and 4 vCPUs or more, managed elsewhere
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
   * Encrypts the machines' temporary disks and caches on the host. The subscription must have registered the feature
   * `Microsoft.Compute/EncryptionAtHost` before, or the cluster is not made.
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
   * How many nodes an upgrade adds at a time: a number (`1`) or a share of the pool (`10%`).
   *
   * @default '10%'
   */
  readonly maxSurge?: string;
}

/** The pool of the cluster's own components. */
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
   * Keeps all pods but the cluster's own components away, by the taint `CriticalAddonsOnly=true:NoSchedule`. With it the
   * cluster needs a user pool for everything else.
   *
   * Changing this replaces the pool's nodes.
   *
   * @default true
   */
  readonly criticalAddonsOnly?: boolean;
}

/** A pool for everything that isn't the cluster's own. */
export interface UserPoolOptions extends NodePoolOptions {
  /**
   * The pool's name: 1 to 12 lowercase letters and digits, a letter first.
   *
   * Changing this replaces the pool.
   *
   * @default 'user'
   */
  readonly poolName?: string;

  /**
   * Kubernetes taints of the nodes, as `KEY=VALUE:EFFECT`, e.g. `team=batch:NoSchedule`.
   *
   * @default - none
   */
  readonly nodeTaints?: string[];
}

/** What a pool's options mean, defaults filled in. */
export class PoolShape {
  public readonly minCount: number;
  public readonly maxCount: number;
  private readonly maxSurge: string;

  public constructor(
    public readonly poolName: string,
    private readonly options: NodePoolOptions,
    defaultMinCount: number,
  ) {
    this.minCount = options.minCount ?? defaultMinCount;
    this.maxCount = options.maxCount ?? this.minCount + 3;
    this.maxSurge = options.maxSurge ?? '10%';
  }

  /** How many nodes an upgrade can add. */
  public get surge(): number {
    const share = Number.parseInt(this.maxSurge, 10);
    return this.maxSurge.endsWith('%') ? Math.ceil((this.maxCount * share) / 100) : share;
  }

  public check(faults: Faults, prefix: string, fewest: number): void {
    const { options } = this;
    checkName(faults, `${prefix}poolName`, this.poolName, nameRules.nodePool);
    checkInteger(faults, `${prefix}minCount`, options.minCount, fewest, 1000, 'nodes');
    checkInteger(faults, `${prefix}maxCount`, options.maxCount, 1, 1000, 'nodes');
    checkOrder(faults, `${prefix}minCount`, this.minCount, `${prefix}maxCount`, this.maxCount);
    checkInteger(faults, `${prefix}maxPods`, options.maxPods, 10, 250, 'pods');
    checkInteger(faults, `${prefix}osDiskSizeGib`, options.osDiskSizeGib, 30, 2048, 'GiB');
    const must = 'must be a number of nodes or a share of the pool';
    checkPattern(faults, `${prefix}maxSurge`, options.maxSurge, /^([1-9]\d*|[1-9]\d?%|100%)$/, must, '10%');
    const zones = isKnown(options.zones) ? options.zones : [];
    if (zones.some((zone) => isKnown(zone) && !/^[123]$/.test(zone)) || new Set(zones).size < zones.length) {
      faults.add(`${prefix}zones`, 'must be different ones of 1, 2, 3', zones, "Use for example ['1', '2', '3'].");
    }
  }

  /** The arguments that the cluster's first pool and all other pools have in common. */
  public render() {
    const { options } = this;
    const zones = options.zones ?? ['1', '2', '3'];
    const ephemeral = VmSize.parse(options.vmSize)?.holdsEphemeralDisk ?? false;
    return {
      name: this.poolName,
      vmSize: options.vmSize,
      autoScalingEnabled: true,
      minCount: this.minCount,
      maxCount: this.maxCount,
      zones: zones.length > 0 ? zones : undefined,
      maxPods: options.maxPods ?? 250,
      osDiskType: options.osDiskType ?? (ephemeral ? OsDiskType.EPHEMERAL : OsDiskType.MANAGED),
      osDiskSizeGb: options.osDiskSizeGib,
      hostEncryptionEnabled: options.hostEncryption,
      nodeLabels: options.nodeLabels,
      temporaryNameForRotation: `${this.poolName.slice(0, 9)}tmp`,
      upgradeSettings: { maxSurge: this.maxSurge },
    };
  }
}
