import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { minorNumber } from '../core/versions';
import { osSkus } from './os-sku-table';

/**
 * The operating system of a pool's nodes.
 *
 * @see https://learn.microsoft.com/azure/aks/upgrade-os-version
 */
export class NodeOs {
  /** Ubuntu, of the release that AKS has for the cluster's Kubernetes version. */
  public static readonly UBUNTU = NodeOs.linux('Ubuntu');

  /** Azure Linux, Microsoft's own distribution, of the release that AKS has for the cluster's Kubernetes version. */
  public static readonly AZURE_LINUX = NodeOs.linux('AzureLinux');

  /** Azure Linux 3 on any Kubernetes version of 1.28 to 1.36. Change to `AZURE_LINUX` before an upgrade to 1.37. */
  public static readonly AZURE_LINUX_3 = NodeOs.linux('AzureLinux3');

  /** Windows Server 2022, which AKS supports on Kubernetes 1.23 to 1.36. Needs a size that boots Generation 1 images. */
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
   * @param osSku Azure's name of it; azurerm accepts `Windows2022` and, no longer supported by AKS, `Windows2019`.
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

  /**
   * @param kubernetesVersion the version of the pool, if the code names one.
   * @internal
   */
  public _check(faults: Faults, prop: string, kubernetesVersion: string | undefined): void {
    const { osSku } = this;
    if (!isKnown(osSku)) return;
    const facts = Object.hasOwn(osSkus, osSku) ? osSkus[osSku] : undefined;
    if (!facts) {
      const names = Object.keys(osSkus).filter((name) => !osSkus[name].retired);
      faults.add(prop, `must be an OS SKU that azurerm accepts (${names.join(', ')})`, osSku, `Use ${this.example}.`);
      return;
    }
    const { fromMinor = 0, toMinor = Number.POSITIVE_INFINITY, retired, instead } = facts;
    if (retired)
      faults.add(prop, `must be one that AKS supports; support ended on ${retired}`, osSku, `Use ${instead}.`);
    const minor = minorNumber(kubernetesVersion);
    if (minor === undefined || (minor >= fromMinor && minor <= toMinor)) return;
    const range = minor < fromMinor ? `1.${fromMinor} and later` : `1.${toMinor} and earlier`;
    const fix = instead ? `Use ${instead}.` : `Keep the cluster at Kubernetes 1.${toMinor}.`;
    faults.add(prop, `must be one that AKS supports on Kubernetes 1.${minor}; this one is for ${range}`, osSku, fix);
  }

  private get example(): string {
    return this.isWindows ? 'NodeOs.WINDOWS_2022' : 'NodeOs.UBUNTU';
  }
}

/** Of `1.36` and `1.36.2` it is 36; undefined where Azure or Terraform chooses the version. */
publicClass('NodeOs', NodeOs);
