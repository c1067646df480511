import { Fn, Token } from 'cdktf';
import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { vmSizes } from './vm-size-table';

/**
 * The parts of a virtual machine size's name, e.g. `Standard_D4ds_v5`: family D, 4 vCPUs, features d and s. Azure compares names
 * regardless of case.
 */
const sizeName = /^standard_([a-z]+)(\d+)(?:-\d+)?([a-z]*)((?:_[a-z0-9]+)*)$/i;

/** AKS's default OS disk size is 128 GiB or more. */
const smallestDefaultDiskGib = 128;

const amdAccelerators = /_(mi300x|v620|v710)(_|$)/i;

/** @see https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions */
export class VmSize {
  /** Undefined where the name is a token or is not of the form that Azure uses. */
  public static parse(name: string): VmSize | undefined {
    const match = isKnown(name) ? sizeName.exec(name) : null;
    return match ? new VmSize(match[1].toUpperCase(), match[2], match[3].toLowerCase(), match[4]) : undefined;
  }

  public readonly vcpus: number;

  private constructor(
    public readonly family: string,
    private readonly number: string,
    private readonly features: string,
    private readonly suffix: string,
  ) {
    this.vcpus = Number(number);
  }

  public get isArm(): boolean {
    return this.features.includes('p');
  }

  /** All of the N series but NP, which has programmable gate arrays. */
  public get hasGpu(): boolean {
    return this.family.startsWith('N') && this.family !== 'NP';
  }

  /** Azure's NVv4 series shares AMD GPUs; others have the accelerator in their name. */
  public get hasAmdGpu(): boolean {
    return amdAccelerators.test(this.suffix) || (this.family === 'NV' && /^_v4$/i.test(this.suffix));
  }

  /** The largest ephemeral OS disk in GiB, 0 if none is supported; undefined if unknown. */
  public get ephemeralGib(): number | undefined {
    return this.facts?.ephemeralGib;
  }

  /** Whether it is known that the size boots images of Generation 2 only. Confidential and Arm machines always do on AKS. */
  public get isGeneration2Only(): boolean {
    const { generations } = this.facts ?? {};
    return this.isArm || /^[DE]C$/.test(this.family) || (generations !== undefined && !generations.includes(1));
  }

  /** Whether it is known that an OS disk of this size, or of AKS's default, can be ephemeral. */
  public holdsEphemeralDisk(osDiskSizeGib = smallestDefaultDiskGib): boolean {
    return (this.ephemeralGib ?? 0) >= osDiskSizeGib;
  }

  private get facts() {
    const key = `${this.family}${this.number}${this.features}${this.suffix}`.toLowerCase();
    return Object.hasOwn(vmSizes, key) ? vmSizes[key] : undefined;
  }
}

/**
 * `Install` or `None` for GPU sizes, undefined for all others. If the argument is omitted, Azure returns its own default, and the
 * provider replaces the pool because of it: https://github.com/hashicorp/terraform-provider-azurerm/issues/30990
 *
 * @param name a token leaves the choice to Terraform.
 */
export function defaultGpuDriver(name: string): string | undefined {
  if (Token.isUnresolved(name)) {
    const matches = (pattern: string) => Fn.can(Fn.regex(pattern, name));
    const nvidia = Fn.conditional(matches('(?i)^standard_n[^p]'), 'Install', null);
    const isAmd = matches('(?i)_(mi300x|v620|v710)(_|$)|^standard_nv[0-9]+[a-z]*_v4$');
    return Token.asString(Fn.conditional(isAmd, 'None', nvidia));
  }
  const size = VmSize.parse(name);
  if (!size?.hasGpu) return undefined;
  return size.hasAmdGpu ? 'None' : 'Install';
}

export function checkVmSize(faults: Faults, prop: string, name: string): VmSize | undefined {
  const size = VmSize.parse(name);
  if (isKnown(name) && !size) {
    faults.add(
      prop,
      "must be the name of one of Azure's virtual machine sizes",
      name,
      'For example, use Standard_D4ds_v5.',
    );
  }
  return size;
}

/** AKS rejects system pools on burstable sizes and on sizes with fewer than 2 vCPUs. */
export function checkSystemVmSize(faults: Faults, prop: string, name: string): void {
  const size = VmSize.parse(name);
  if (size && (size.family === 'B' || size.vcpus < 2)) {
    faults.add(
      prop,
      'must have 2 vCPUs or more and not be of the burstable B series',
      name,
      'For example, use Standard_D4ds_v5.',
    );
  }
}
