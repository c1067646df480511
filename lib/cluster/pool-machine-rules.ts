import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import type { NodePoolOptions } from './node-pool-options';
import { OsDiskType } from './os-disk-type';
import { checkVmSize, type VmSize } from './vm-size';

/**
 * Checks that a pool's VM size, disks, GPUs, operating system and Kubernetes version fit together.
 *
 * @param kubernetesVersion the version of the nodes, if the code names one.
 */
export function checkPoolMachine(
  faults: Faults,
  prefix: string,
  options: NodePoolOptions,
  kubernetesVersion: string | undefined,
): void {
  const size = checkVmSize(faults, `${prefix}vmSize`, options.vmSize);
  options.os?._check(faults, `${prefix}os`, kubernetesVersion);
  if (!size) return;
  checkDisk(faults, prefix, options, size);
  checkGpu(faults, prefix, options, size);
  if (options.os?.isWindows) checkWindowsSize(faults, prefix, options, size);
  const osSku = options.os?.osSku ?? 'Ubuntu';
  if (options.fips && size.isArm && isKnown(osSku) && !osSku.startsWith('AzureLinux')) {
    // Source: https://learn.microsoft.com/azure/aks/use-arm64-vms
    const must = 'must be Azure Linux for fips on Arm VM sizes';
    faults.add(`${prefix}os`, must, osSku, 'Use NodeOs.AZURE_LINUX, or a size without p in its features.');
  }
}

/** Checks a pool against its cluster. */
export function checkPoolOfCluster(
  faults: Faults,
  prefix: string,
  { vmSize, os, advanced }: NodePoolOptions,
  cluster: { readonly isOverlay: boolean; readonly hasAuthorizedRanges: boolean; readonly linuxOnlyProp?: string },
): void {
  if (cluster.isOverlay && isKnown(vmSize) && /^Standard_DC\d+s_v2$/i.test(vmSize)) {
    // Source: https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#limitations-with-azure-cni-overlay
    const must = 'must not be of the DCsv2 series in an overlay network';
    faults.add(`${prefix}vmSize`, must, vmSize, 'For example, use Standard_DC4ads_v5.');
  }
  if (cluster.hasAuthorizedRanges && advanced?.nodePublicIps && advanced.nodePublicIpPrefixId === undefined) {
    // Source: https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges#limitations-and-considerations
    const must = 'must go with nodePublicIpPrefixId: the API server answers given ranges only';
    const fix = 'Set nodePublicIpPrefixId, and pass the range of the prefix to ApiServerAccess.publicFrom.';
    faults.add(`${prefix}advanced.nodePublicIps`, must, true, fix);
  }
  if (os?.isWindows && cluster.linuxOnlyProp !== undefined) {
    const must = `must be Linux in a cluster with ${cluster.linuxOnlyProp}`;
    faults.add(`${prefix}os`, must, os.osSku, `Use NodeOs.UBUNTU, or leave ${cluster.linuxOnlyProp} out.`);
  }
}

/** Source: https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks */
function checkDisk(faults: Faults, prefix: string, options: NodePoolOptions, size: VmSize): void {
  const { osDiskType, osDiskSizeGib, vmSize } = options;
  const { ephemeralGib } = size;
  if (osDiskType !== OsDiskType.EPHEMERAL || ephemeralGib === undefined) return;
  if (size.holdsEphemeralDisk(osDiskSizeGib)) return;
  if (ephemeralGib === 0) {
    const must = `must be Managed on ${vmSize}, which supports no ephemeral OS disk`;
    faults.add(`${prefix}osDiskType`, must, osDiskType, 'Use OsDiskType.MANAGED.');
  } else {
    const must = `must be at most ${ephemeralGib} GiB for an ephemeral disk on ${vmSize}`;
    const fix = `Use ${ephemeralGib}, or OsDiskType.MANAGED.`;
    faults.add(`${prefix}osDiskSizeGib`, must, osDiskSizeGib ?? "AKS's default of 128 GiB", fix);
  }
}

function checkGpu(faults: Faults, prefix: string, { gpu, vmSize }: NodePoolOptions, size: VmSize): void {
  if (gpu && !size.hasGpu) {
    const fix = 'For example, use Standard_NC24ads_A100_v4.';
    faults.add(`${prefix}gpu`, 'can only be used with a VM size of the N series', vmSize, fix);
  }
  if (gpu?.installDriver && size.hasAmdGpu) {
    // Source: https://learn.microsoft.com/azure/aks/use-amd-gpus
    const must = 'must be false for AMD GPUs, for which AKS installs no driver';
    faults.add(`${prefix}gpu.installDriver`, must, true, "Leave it out, and install AMD's GPU operator.");
  }
}

/**
 * AKS boots Windows Server 2022 from an image of Generation 1, unless a request carries a header that the provider can't send.
 *
 * Source: https://learn.microsoft.com/azure/aks/generation-2-vms
 */
function checkWindowsSize(faults: Faults, prefix: string, { os, vmSize }: NodePoolOptions, size: VmSize): void {
  if (size.isArm) {
    const fix = 'Use a size without p in its features.';
    faults.add(`${prefix}os`, 'must be Linux on an Arm VM size', os?.osSku, fix);
  } else if (size.isGeneration2Only) {
    const must = `must boot ${os?.osSku}, whose image is of Generation 1; this size boots Generation 2 only`;
    faults.add(`${prefix}vmSize`, must, vmSize, 'For example, use Standard_D4ds_v5.');
  }
}
