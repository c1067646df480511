import { checkInteger, checkName, checkOrder, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { startOf, sumOf } from '../core/token-values';
import { checkAdvancedPool, renderAdvancedPool, ScaleDownMode } from './advanced-pool-options';
import type { NodePoolOptions } from './node-pool-options';
import { checkKernel, checkKubelet, renderKernel, renderKubelet } from './node-tuning';
import { OsDiskType } from './os-disk-type';
import { checkPoolMachine } from './pool-machine-rules';
import { defaultGpuDriver, VmSize } from './vm-size';

/** Source: https://learn.microsoft.com/azure/aks/quotas-skus-regions */
const mostNodes = 1000;
const defaultZones = ['1', '2', '3'];

/** A pool's options with defaults applied, for the system pool and all others. */
export class PoolShape {
  public readonly minCount: number;
  public readonly maxCount: number;
  public readonly maxPods: number | undefined;
  private readonly maxSurge: string;

  /** @param isSpot spot machines are not upgraded by adding others. */
  public constructor(
    public readonly poolName: string,
    private readonly options: NodePoolOptions,
    defaults: { minCount: number; maxPods: number | undefined },
    private readonly isSpot = false,
  ) {
    this.minCount = options.minCount ?? defaults.minCount;
    this.maxCount = options.maxCount ?? defaultMaxCount(this.minCount);
    this.maxPods = options.maxPods ?? defaults.maxPods;
    this.maxSurge = options.maxSurge ?? '10%';
  }

  public get isWindows(): boolean {
    return this.options.os?.isWindows ?? false;
  }

  /** How many nodes an upgrade can add to so many; 0 where that isn't known. */
  public surgeOf(count: number): number {
    if (
      this.isSpot ||
      this.options.advanced?.maxUnavailable !== undefined ||
      !isKnown(this.maxSurge) ||
      !isKnown(count)
    )
      return 0;
    const share = Number.parseInt(this.maxSurge, 10);
    return this.maxSurge.endsWith('%') ? Math.ceil((count * share) / 100) : share;
  }

  /** The pool that holds the pods while this one is renewed. */
  public get temporaryName(): string {
    const { maxLength } = this.nameRule;
    return `${startOf(this.poolName, maxLength - 3)}tmp`;
  }

  /** @param kubernetesVersion the version of the nodes, if the code names one. */
  public check(faults: Faults, prefix: string, fewest: number, kubernetesVersion: string | undefined): void {
    const { options } = this;
    checkName(faults, `${prefix}poolName`, this.poolName, this.nameRule);
    checkInteger(faults, `${prefix}minCount`, options.minCount, fewest, mostNodes, 'nodes');
    checkInteger(faults, `${prefix}maxCount`, options.maxCount, 1, mostNodes, 'nodes');
    checkOrder(faults, `${prefix}minCount`, this.minCount, `${prefix}maxCount`, this.maxCount);
    checkInteger(faults, `${prefix}maxPods`, options.maxPods, 10, 250, 'pods');
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
    const { isSpot } = this;
    // Only the system pool's options have a prefix.
    const { os, osDiskType, maxSurge, zones: givenZones = defaultZones } = options;
    const context = { isSystem: prefix !== '', isSpot, os, osDiskType, maxSurge, zones: givenZones };
    if (options.advanced) checkAdvancedPool(faults, prefix, options.advanced, context);
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
      autoScalingEnabled: true,
      minCount: this.minCount,
      maxCount: this.maxCount,
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
