import { checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { minorVersion } from '../core/versions';

/**
 * A release of KEDA and of its chart, which have the same version.
 *
 * @see https://github.com/kedacore/keda/releases
 */
export class KedaVersion {
  /** KEDA 2.20.2, tested by its project with Kubernetes 1.33 to 1.35. */
  public static readonly V2_20_2 = KedaVersion.of('2.20.2');

  /**
   * Any other release.
   *
   * @param version an exact version: major, minor and patch, e.g. `2.19.0`.
   */
  public static of(version: string): KedaVersion {
    return new KedaVersion(version);
  }

  private constructor(
    /** The version of the chart and of the images, e.g. `2.20.2`. */
    public readonly version: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be one exact release: major, minor and patch';
    checkPattern(faults, prop, this.version, /^\d+\.\d+\.\d+$/, must, "KedaVersion.of('2.20.2')");
  }
}

/**
 * The release that the add-on has, by the minor version of Kubernetes.
 *
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
const addonVersions: { readonly [kubernetes: string]: string } = {
  '1.33': '2.16.1',
  '1.35': '2.17.2',
  '1.36': '2.19.0',
};

/** Undefined if the Kubernetes version, or the KEDA version that AKS installs with it, is not known. */
export function versionOfAddon(kubernetesVersion: string | undefined): string | undefined {
  if (!isKnown(kubernetesVersion)) return undefined;
  return addonVersions[minorVersion(kubernetesVersion)];
}

publicClass('KedaVersion', KedaVersion);
