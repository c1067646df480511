import type { Faults } from '../core/faults';
import type { ClusterMonitoring } from './cluster-monitoring';

/** A setting that built-in policies of Azure set on clusters by themselves (effect DeployIfNotExists). */
export enum PolicySetting {
  /** Microsoft Defender for Containers. */
  DEFENDER = 'microsoft_defender',

  /** Container insights. */
  CONTAINER_INSIGHTS = 'oms_agent',

  /** Managed Prometheus. */
  MANAGED_PROMETHEUS = 'monitor_metrics',
}

const argumentsOf = {
  [PolicySetting.DEFENDER]: 'microsoftDefender',
  [PolicySetting.CONTAINER_INSIGHTS]: 'omsAgent',
  [PolicySetting.MANAGED_PROMETHEUS]: 'monitorMetrics',
} as const;

/** A setting is either the policy's or the program's. */
export function checkPolicySettings(
  faults: Faults,
  policySettings: readonly PolicySetting[] | undefined,
  monitoring: ClusterMonitoring | undefined,
): void {
  const own = monitoring?._render() ?? {};
  policySettings?.forEach((setting, index) => {
    const prop = `policySettings[${index}]`;
    if (policySettings.indexOf(setting) < index) {
      faults.add(prop, 'must be listed only once', setting, 'Remove one of them.');
    } else if (own[argumentsOf[setting]] !== undefined) {
      const fix =
        setting === PolicySetting.DEFENDER ? 'Set defender: false in monitoring' : 'Remove the workspace there';
      faults.add(prop, 'must not be a setting of monitoring', setting, `${fix}, or remove the setting here.`);
    }
  });
}
