import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/**
 * The operating system of a pool's nodes.
 *
 * @see https://learn.microsoft.com/azure/aks/upgrade-os-version
 */
export class NodeOs {
  /** Ubuntu, of the release that AKS has for the cluster's Kubernetes version. */
  public static readonly UBUNTU = NodeOs.linux('Ubuntu');

  /** Azure Linux 3, Microsoft's own distribution. */
  public static readonly AZURE_LINUX = NodeOs.linux('AzureLinux3');

  /** Windows Server 2022, which AKS supports until 2028-06-30. */
  public static readonly WINDOWS_2022 = NodeOs.windows('Windows2022');

  /**
   * Any other Linux.
   *
   * @param osSku Azure's name of it, e.g. `Ubuntu2404`.
   */
  public static linux(osSku: string): NodeOs {
    return new NodeOs(osSku, false);
  }

  /**
   * Any other Windows.
   *
   * @param osSku Azure's name of it, e.g. `Windows2025`.
   */
  public static windows(osSku: string): NodeOs {
    return new NodeOs(osSku, true);
  }

  private constructor(
    /** Azure's name of it. */
    public readonly osSku: string,
    /** Whether it is a Windows. */
    public readonly isWindows: boolean,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const end = isKnown(this.osSku) ? ended[this.osSku] : undefined;
    if (end) faults.add(prop, `must be one that AKS supports; it ended on ${end.date}`, this.osSku, end.fix);
  }
}

/** Source: https://github.com/Azure/AKS/issues/4988 and the release notes of AKS. */
const ended: { [osSku: string]: { date: string; fix: string } } = {
  AzureLinux: { date: '2026-03-31', fix: 'Use NodeOs.AZURE_LINUX.' },
  Windows2019: { date: '2026-03-01', fix: 'Use NodeOs.WINDOWS_2022.' },
};
