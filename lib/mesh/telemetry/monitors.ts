import type { Manifest } from '../../helm/manifest';
import type { MonitorApi } from './mesh-telemetry';

/** What a PodMonitor says beside its kind and name. */
export interface PodMonitorSpec {
  readonly name: string;
  readonly namespace: string;
  /** The namespaces of the pods; all of them where left out. */
  readonly namespaces?: string[];
  readonly selector: object;
  readonly endpoints: object[];
}

export function podMonitor(
  api: MonitorApi,
  { name, namespace, namespaces, selector, endpoints }: PodMonitorSpec,
): Manifest {
  return {
    apiVersion: api,
    kind: 'PodMonitor',
    metadata: { name, namespace },
    spec: {
      ...limits(api),
      selector,
      namespaceSelector: namespaces ? { matchNames: namespaces } : { any: true },
      podMetricsEndpoints: endpoints,
    },
  };
}

/**
 * Azure refuses samples beyond these lengths, and its agent asks that monitors say so.
 *
 * Source: https://github.com/Azure/prometheus-collector/blob/39583fd5/internal/docs/Operator-CRD.md
 */
function limits(api: MonitorApi): object {
  if (api === 'monitoring.coreos.com/v1') return {};
  return { labelLimit: 63, labelNameLengthLimit: 511, labelValueLengthLimit: 1023 };
}

/** A rule that keeps targets (or samples) whose labels, joined by `;`, match. */
export function keep(sourceLabels: string[], regex: string): object {
  return { action: 'keep', sourceLabels, regex };
}

/** A rule that gives a label the value of another. */
export function copy(sourceLabel: string, targetLabel: string): object {
  return { action: 'replace', sourceLabels: [sourceLabel], targetLabel };
}
