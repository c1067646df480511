import { checkInteger, checkName } from '../core/checks';
import { nameRules } from '../core/names';
import { checkQuantity } from '../core/quantity';
import { type TriggerKind, textOf } from './trigger-kind';

/** The CPU or memory of pods as a trigger. */
export interface ResourceTriggerOptions {
  /**
   * The target usage as a percentage of the containers' requests, averaged over all pods: 1 to 1000. Every container must request
   * the resource. Either this or `averageValue`.
   *
   * @default - averageValue
   */
  readonly utilizationPercent?: number;

  /**
   * The target average usage per pod, as a Kubernetes quantity, e.g. `500m` of CPU or `400Mi` of memory. Either this or
   * `utilizationPercent`.
   *
   * @default - utilizationPercent
   */
  readonly averageValue?: string;

  /**
   * The only container that is measured. In a mesh, set the application's container: otherwise the sidecar's usage counts too.
   *
   * @default - all containers of the pod
   */
  readonly containerName?: string;
}

/** Source: https://github.com/kedacore/keda/blob/v2.20.2/pkg/scalers/cpu_memory_scaler.go */
export function resourceTrigger(type: 'cpu' | 'memory', options: ResourceTriggerOptions): TriggerKind {
  const { utilizationPercent, averageValue, containerName } = options;
  return {
    type,
    metricType: utilizationPercent === undefined ? 'AverageValue' : 'Utilization',
    needsPods: 'without pods there is no usage',
    isOfKubernetes: true,
    check(faults, at) {
      if ((utilizationPercent === undefined) === (averageValue === undefined)) {
        const must =
          averageValue === undefined ? 'must be set, or averageValue' : 'must not be set together with averageValue';
        const fix = 'Set either utilizationPercent or averageValue.';
        faults.add(`${at}.utilizationPercent`, must, utilizationPercent, fix);
      }
      checkInteger(faults, `${at}.utilizationPercent`, utilizationPercent, 1, 1000, 'percent');
      const example = type === 'cpu' ? '500m' : '400Mi';
      checkQuantity(faults, `${at}.averageValue`, averageValue, example);
      if (containerName !== undefined) {
        checkName(faults, `${at}.containerName`, containerName, nameRules.kubernetesLabel);
      }
    },
    metadata: () => ({ value: averageValue ?? textOf(utilizationPercent), containerName }),
  };
}
