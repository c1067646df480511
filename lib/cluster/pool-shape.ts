import { checkInteger, checkName, checkOrder, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { startOf, sumOf } from '../core/token-values';
import { checkAdvancedPool, renderAdvancedPool, ScaleDownMode } from './advanced-pool-options';
import type { NodePoolOptions } from './node-pool-options';
import type { NodeProvisioning } from './node-provisioning';
import { checkKernel, checkKubelet, renderKernel, renderKubelet } from './node-tuning';
import { OsDiskType } from './os-disk-type';
import { checkPoolMachine } from './pool-machine-rules';
import { defaultGpuDriver, VmSize } from './vm-size';

/** Source: https://learn.microsoft.com/azure/aks/quotas-skus-regions */
const mostNodes = 1000;

/** Source: https://learn.microsoft.com/azure/aks/use-system-pools#system-and-user-node-pools */
const fewestSystemPods = 30;

const defaultZones = ['1', '2', '3'];

/** The pool's traits. */
interface PoolTraits {
  /** Whether it is created with the cluster. */
  readonly isDefault?: boolean;
  /** Whether it runs the cluster's own components. */
  readonly isSystem?: boolean;
  /** Spot machines are not upgraded by adding others. */
  readonly isSpot?: boolean;
}

/** A pool's options with defaults applied, for the system pool and all others. */
export class PoolShape {
  public readonly minCount: number;
  public readonly maxCount: number;
  public readonly maxPods: number | undefined;
  /** Whether the pool's size is fixed: the cluster autoscaler doesn't change it. */
  public readonly isFixed: boolean;
  private readonly maxSurge: string;

  public constructor(
    public readonly poolName: string,
    private readonly options: NodePoolOptions,
    private readonly context: {
      minCount: number;
      maxPods: number | undefined;
      provisioning: NodeProvisioning | undefined;
    },
    private readonly traits: PoolTraits,
  ) {
    this.isFixed = options.nodeCount !== undefined || this.autoscalerIsExcluded;
    this.minCount = options.nodeCount ?? options.minCount ?? context.minCount;
    this.maxCount = this.isFixed ? this.minCount : (options.maxCount ?? defaultMaxCount(this.minCount));
    this.maxPods = options.maxPods ?? context.maxPods;
    this.maxSurge = options.maxSurge ?? '10%';
  }

  public get isWindows(): boolean {
    return this.options.os?.isWindows ?? false;
  }

  public get isArm(): boolean {
    return VmSize.parse(this.options.vmSize)?.isArm ?? false;
  }

  /** The number of nodes that an upgrade can add to `count` nodes; 0 if unknown. */
  public surgeOf(count: number): number {
    if (
      this.traits.isSpot ||
      this.options.advanced?.maxUnavailable !== undefined ||
      !isKnown(this.maxSurge) ||
      !isKnown(count)
    )
      return 0;
    const share = Number.parseInt(this.maxSurge, 10);
    return this.maxSurge.endsWith('%') ? Math.ceil((count * share) / 100) : share;
  }

  /** The temporary pool that runs the pods during a rotation; undefined if Terraform replaces the pool instead. */
  public get temporaryName(): string | undefined {
    const { rotation } = this.options.advanced ?? {};
    if (rotation) return rotation._temporaryName;
    const { maxLength } = this.nameRule;
    return `${startOf(this.poolName, maxLength - 3)}tmp`;
  }

  /** @param kubernetesVersion the version of the nodes, if the code names one. */
  public check(faults: Faults, prefix: string, kubernetesVersion: string | undefined): void {
    const { options } = this;
    const { isDefault = false, isSystem = false, isSpot = false } = this.traits;
    const fewest = isSystem ? 1 : 0;
    checkName(faults, `${prefix}poolName`, this.poolName, this.nameRule);
    checkInteger(faults, `${prefix}nodeCount`, options.nodeCount, fewest, mostNodes, 'nodes');
    this.checkFixed(faults, prefix);
    checkInteger(faults, `${prefix}minCount`, options.minCount, fewest, mostNodes, 'nodes');
    checkInteger(faults, `${prefix}maxCount`, options.maxCount, 1, mostNodes, 'nodes');
    checkOrder(faults, `${prefix}minCount`, this.minCount, `${prefix}maxCount`, this.maxCount);
    checkInteger(faults, `${prefix}maxPods`, options.maxPods, isSystem ? fewestSystemPods : 10, 250, 'pods');
    checkInteger(faults, `${prefix}osDiskSizeGib`, options.osDiskSizeGib, 30, 2048, 'GiB');
    const must = 'must be a number of nodes or a percentage of the pool';
    checkPattern(faults, `${prefix}maxSurge`, options.maxSurge, /^([1-9]\d*|[1-9]\d?%|100%)$/, must, '10%');
    const zones = isKnown(options.zones) ? options.zones : [];
    if (zones.some((zone) => isKnown(zone) && !/^[123]$/.test(zone)) || new Set(zones).size < zones.length) {
      faults.add(`${prefix}zones`, 'must be distinct values of 1, 2, 3', zones, "For example, use ['1', '2', '3'].");
    }
    checkInteger(faults, `${prefix}drainTimeoutMinutes`, options.drainTimeoutMinutes, 1, 1440, 'minutes');
    checkInteger(faults, `${prefix}nodeSoakMinutes`, options.nodeSoakMinutes, 0, 30, 'minutes');
    checkPoolMachine(faults, prefix, options, kubernetesVersion);
    const { os, osDiskType, maxSurge, zones: givenZones = defaultZones } = options;
    const context = { isSystem, isDefault, isSpot, os, osDiskType, maxSurge, zones: givenZones };
    if (options.advanced) checkAdvancedPool(faults, prefix, options.advanced, context);
    options.advanced?.rotation?._check(faults, `${prefix}advanced.rotation`, this.poolName, this.nameRule);
    if (options.kubelet) checkKubelet(faults, prefix, options.kubelet);
    if (options.kernel) checkKernel(faults, prefix, options.kernel);
    checkLabels(faults, `${prefix}nodeLabels`, options.nodeLabels ?? {});
  }

  public render() {
    const { options } = this;
    const zones = options.zones ?? defaultZones;
    const { gpu, advanced = {} } = options;
    const isKept = advanced.scaleDownMode === ScaleDownMode.DEALLOCATE;
    const ephemeral = !isKept && (VmSize.parse(options.vmSize)?.holdsEphemeralDisk(options.osDiskSizeGib) ?? false);
    return {
      name: this.poolName,
      vmSize: options.vmSize,
      ...this.renderCounts(),
      zones: zones.length > 0 ? zones : undefined,
      maxPods: this.maxPods,
      osDiskType: options.osDiskType ?? (ephemeral ? OsDiskType.EPHEMERAL : OsDiskType.MANAGED),
      osDiskSizeGb: options.osDiskSizeGib,
      osSku: options.os?.osSku,
      gpuDriver:
        gpu?.installDriver === undefined ? defaultGpuDriver(options.vmSize) : gpu.installDriver ? 'Install' : 'None',
      gpuInstance: gpu?.instance,
      hostEncryptionEnabled: options.hostEncryption,
      fipsEnabled: options.fips,
      kubeletConfig: options.kubelet && renderKubelet(options.kubelet),
      linuxOsConfig: options.kernel && renderKernel(options.kernel),
      nodeLabels: options.nodeLabels,
      ...renderAdvancedPool(advanced),
      temporaryNameForRotation: this.temporaryName,
      upgradeSettings: {
        maxSurge: this.maxSurge,
        undrainableNodeBehavior: advanced.undrainableNodes,
        drainTimeoutInMinutes: options.drainTimeoutMinutes,
        nodeSoakDurationInMinutes: options.nodeSoakMinutes,
      },
    };
  }

  private renderCounts() {
    return this.isFixed
      ? { autoScalingEnabled: false, nodeCount: this.minCount }
      : { autoScalingEnabled: true, minCount: this.minCount, maxCount: this.maxCount };
  }

  private get autoscalerIsExcluded(): boolean {
    return this.context.provisioning?._excludesAutoscaler ?? false;
  }

  /** Source: https://learn.microsoft.com/azure/aks/migrate-from-autoscaler-to-node-auto-provisioning */
  private checkFixed(faults: Faults, prefix: string): void {
    const { nodeCount } = this.options;
    for (const prop of ['minCount', 'maxCount'] as const) {
      const { [prop]: value } = this.options;
      if (value === undefined) continue;
      if (nodeCount !== undefined) {
        const fix = 'Remove one of the two: nodeCount sets a fixed number of nodes.';
        faults.add(`${prefix}${prop}`, 'must not be set together with nodeCount', value, fix);
      } else if (this.autoscalerIsExcluded) {
        const must = 'must not be set in a cluster with node auto-provisioning, which excludes the cluster autoscaler';
        const fix = `Use nodeCount: ${value}, or NodeProvisioning.automatic({ besideClusterAutoscaler: true }) during a migration.`;
        faults.add(`${prefix}${prop}`, must, value, fix);
      }
    }
  }

  private get nameRule() {
    return this.isWindows ? nameRules.windowsNodePool : nameRules.nodePool;
  }
}

function defaultMaxCount(minCount: number): number {
  return isKnown(minCount) ? Math.max(minCount, Math.min(minCount + 3, mostNodes)) : sumOf(minCount, 3);
}

/** Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
const labelKey = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;

function checkLabels(faults: Faults, prop: string, labels: { [key: string]: string }): void {
  for (const [key, value] of Object.entries(labels)) {
    checkPattern(faults, prop, key, labelKey, 'must have keys of the form PREFIX/NAME or NAME', 'team');
    if (/^kubernetes\.azure\.com\//.test(key)) {
      faults.add(
        prop,
        'must not have keys with the prefix kubernetes.azure.com, which AKS reserves',
        key,
        'Use your own prefix.',
      );
    }
    const must = 'must have values of up to 63 letters, digits, -, _ and .';
    checkPattern(faults, prop, value, labelValue, must, 'web');
  }
}
