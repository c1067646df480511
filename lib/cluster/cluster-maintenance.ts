import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { checkInteger } from '../core/checks';
import type { Faults } from '../core/faults';
import type { ClusterUpgrades } from './cluster-upgrades';
import type { MaintenanceWindow, Weekday } from './maintenance-window';

/** Hours of one day of the week. */
export interface MaintenanceHours {
  /** The day. */
  readonly weekday: Weekday;

  /** The hours, 0 to 23, in UTC; each is the start of one hour. */
  readonly hours: number[];
}

/** The maintenance windows in which Azure upgrades a cluster. */
export interface ClusterMaintenance {
  /**
   * The window for Kubernetes upgrades. Requires automatic `upgrades`.
   *
   * @default - at any time
   */
  readonly kubernetes?: MaintenanceWindow;

  /**
   * The window for updates of the nodes' images.
   *
   * @default - at any time
   */
  readonly nodeImages?: MaintenanceWindow;

  /**
   * The hours for AKS's weekly releases, which update its components in the cluster.
   *
   * @default - at any time
   */
  readonly weeklyReleases?: MaintenanceHours[];
}

type MaintenanceArguments = Pick<
  KubernetesClusterConfig,
  'maintenanceWindow' | 'maintenanceWindowAutoUpgrade' | 'maintenanceWindowNodeOs'
>;

export function checkMaintenance(faults: Faults, maintenance: ClusterMaintenance, upgrades: ClusterUpgrades): void {
  const { kubernetes, nodeImages, weeklyReleases } = maintenance;
  kubernetes?._check(faults, 'maintenance.kubernetes');
  nodeImages?._check(faults, 'maintenance.nodeImages');
  if (kubernetes && upgrades._channel === undefined) {
    const fix = 'Use ClusterUpgrades.patchesWithin or followedByAzure, or leave it out.';
    faults.add('maintenance.kubernetes', 'can only be used with automatic upgrades', undefined, fix);
  }
  if (kubernetes?._isDaily) {
    const fix = 'Use MaintenanceWindow.weekly, monthly or monthlyOnWeekday.';
    faults.add('maintenance.kubernetes', 'must not be daily, which Azure allows only for node images', undefined, fix);
  }
  for (const { hours } of weeklyReleases ?? []) {
    if (hours.length === 0) {
      faults.add('maintenance.weeklyReleases.hours', 'must have an hour', hours, 'For example, use [1, 2, 3].');
    }
    for (const hour of hours) checkInteger(faults, 'maintenance.weeklyReleases.hours', hour, 0, 23);
  }
}

export function renderMaintenance(maintenance: ClusterMaintenance | undefined): MaintenanceArguments {
  const allowed = maintenance?.weeklyReleases?.map(({ weekday, hours }) => ({ day: weekday, hours }));
  return {
    maintenanceWindow: allowed && { allowed },
    maintenanceWindowAutoUpgrade: maintenance?.kubernetes?._render(),
    maintenanceWindowNodeOs: maintenance?.nodeImages?._render(),
  };
}
