import { checkGiven, checkOneOf, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { type ScaleTriggerOptions, TriggerMetricType } from './scale-trigger-options';
import type { ITriggerAuthentication } from './trigger-authentication-base';
import type { TriggerKind } from './trigger-kind';

/** Options of a trigger of any kind, in addition to its parameters. */
export interface CustomTriggerOptions extends ScaleTriggerOptions {
  /**
   * The authentication. Azure triggers require one, unless a parameter that ends with `FromEnv` names the workload's
   * environment variable with the credentials. Roles of its identity are not granted: they are not known here.
   *
   * @default - no authentication
   */
  readonly authentication?: ITriggerAuthentication;

  /**
   * How the number of replicas follows from the metric and its threshold.
   *
   * @default - KEDA's own, which is AverageValue for most
   */
  readonly metricType?: TriggerMetricType;
}

export function customTrigger(
  type: string,
  parameters: { [parameter: string]: string },
  options: CustomTriggerOptions,
): TriggerKind {
  const { authentication, metricType } = options;
  return {
    type,
    options,
    authentication,
    metricType,
    isOfKubernetes: type === 'cpu' || type === 'memory',
    check(faults, at) {
      if (checkGiven(faults, `${at}.type`, type, 'For example, use kafka.')) {
        const must = 'must be the name of a scaler: lowercase letters, digits and -';
        checkPattern(faults, `${at}.type`, type, /^[a-z][a-z0-9-]*$/, must, 'kafka');
      }
      checkOneOf(faults, `${at}.metricType`, metricType, Object.values(TriggerMetricType));
      checkTexts(faults, at, parameters);
      const hasSource = Object.keys(parameters ?? {}).some((name) => name.endsWith('FromEnv'));
      if (/^azure-/.test(type) && !authentication && !hasSource) {
        const must = 'must be set, or a parameter that ends with FromEnv: otherwise the trigger has no credentials';
        faults.add(`${at}.authentication`, must, undefined, 'Set a TriggerAuthentication.');
      }
    },
    metadata: () => parameters,
  };
}

function checkTexts(faults: Faults, at: string, parameters: { [parameter: string]: string }): void {
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (typeof value === 'string') continue;
    faults.add(`${at}.metadata.${name}`, 'must be text', value, `Use '${value}'.`);
  }
}
