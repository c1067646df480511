import type { KubernetesClusterUpgradeOverride } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';

/** Options of upgrades that ignore the results of AKS's pre-upgrade checks. */
export interface UpgradeOverrideOptions {
  /** Whether upgrades ignore it. */
  readonly force: boolean;

  /**
   * The end of the override, in RFC 3339 format, e.g. `2027-01-31T12:00:00Z`. Without it AKS would set a time, and the next plan
   * would show a change.
   *
   * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/28960
   */
  readonly until: string;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export function checkUpgradeOverride(faults: Faults, at: string, { until }: UpgradeOverrideOptions): void {
  checkPattern(faults, `${at}.until`, until, time, 'must be a time in RFC 3339 format', '2027-01-31T12:00:00Z');
}

export function renderUpgradeOverride({ force, until }: UpgradeOverrideOptions): KubernetesClusterUpgradeOverride {
  return { forceUpgradeEnabled: force, effectiveUntil: until };
}
