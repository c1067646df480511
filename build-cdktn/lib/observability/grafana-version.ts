import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * A major version of Azure Managed Grafana. Which ones there are changes; azurerm 4.81 takes 11 and 12.
 *
 * @see https://learn.microsoft.com/azure/managed-grafana/how-to-upgrade-grafana
 */
export class GrafanaVersion {
  /** Grafana 11. */
  public static readonly V11 = GrafanaVersion.of('11');

  /** Grafana 12. */
  public static readonly V12 = GrafanaVersion.of('12');

  /** Another version, e.g. `13`. */
  public static of(majorVersion: string): GrafanaVersion {
    return new GrafanaVersion(majorVersion);
  }

  private constructor(
    /** The number, as text. */
    public readonly majorVersion: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    checkPattern(faults, prop, this.majorVersion, /^\d+$/, 'must be a major version number', '12');
  }
}

publicClass('GrafanaVersion', GrafanaVersion);
