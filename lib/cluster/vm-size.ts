import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/** What the name of a virtual machine size says, e.g. `Standard_D4ds_v5`: family D, 4 vCPUs, features d and s. */
const sizeName = /^Standard_([A-Z]+)(\d+)(?:-\d+)?([a-z]*)(?:_[A-Za-z0-9]+)*$/;

/** A local disk has some 37 GiB a vCPU: with 4 vCPUs it holds the 128 GiB of an operating system disk. */
const fewestVcpusForEphemeralDisk = 4;

/** @see https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions */
export class VmSize {
  /** Undefined where the name is a token or is not of the form that Azure uses. */
  public static parse(name: string): VmSize | undefined {
    const match = isKnown(name) ? sizeName.exec(name) : null;
    return match ? new VmSize(match[1], Number(match[2]), match[3]) : undefined;
  }

  private constructor(
    public readonly family: string,
    public readonly vcpus: number,
    private readonly features: string,
  ) {}

  public get isArm(): boolean {
    return this.features.includes('p');
  }

  public get hasGpu(): boolean {
    return this.family.startsWith('N');
  }

  /** Whether the operating system disk fits on the size's local disk. */
  public get holdsEphemeralDisk(): boolean {
    return this.features.includes('d') && this.vcpus >= fewestVcpusForEphemeralDisk;
  }
}

export function checkVmSize(faults: Faults, prop: string, name: string): VmSize | undefined {
  const size = VmSize.parse(name);
  if (isKnown(name) && !size) {
    faults.add(
      prop,
      "must be the name of one of Azure's virtual machine sizes",
      name,
      'Use for example Standard_D4ds_v5.',
    );
  }
  return size;
}

/** AKS refuses system pools on burstable sizes and on less than 2 vCPUs. */
export function checkSystemVmSize(faults: Faults, prop: string, name: string): void {
  const size = checkVmSize(faults, prop, name);
  if (size && (size.family === 'B' || size.vcpus < 2)) {
    faults.add(
      prop,
      'must have 2 vCPUs or more and not be of the burstable B series',
      name,
      'Use for example Standard_D4ds_v5.',
    );
  }
}
