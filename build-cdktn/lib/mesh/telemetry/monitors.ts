import type { Manifest } from '../../helm/manifest';
import type { MonitorApi } from './mesh-telemetry';

/** The content of a PodMonitor. */
export interface PodMonitorSpec {
  readonly name: string;
  readonly namespace: string;
  /** The pods' namespaces; all namespaces if omitted. */
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
 * Azure rejects samples that exceed these lengths, and its agent requires monitors to set them.
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

/** A rule that copies one label's value to another. */
export function copy(sourceLabel: string, targetLabel: string): object {
  return { action: 'replace', sourceLabels: [sourceLabel], targetLabel };
}
