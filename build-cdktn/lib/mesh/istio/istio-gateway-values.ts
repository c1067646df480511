import { spreadConstraints } from '../../helm/spread-constraints';
import type { GatewayExposure } from '../gateways/gateway-exposure';
import { defaultRevision } from './istio-charts';
import type { Values } from './istio-values';

/** The settings from a gateway's props, with defaults applied. */
export interface GatewaySettings {
  readonly gatewayName: string;
  readonly exposure: GatewayExposure;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly externalTrafficPolicy?: string;
}

/**
 * Values of the chart `gateway`, with the names in its 1.30 `values.yaml`.
 *
 * The label `istio` is set, because the chart otherwise uses the release name without `istio-`. The disruption budget limits the
 * unavailable pods, not the available ones, so that a gateway with one pod doesn't block the drain of its node.
 */
export function gatewayValues(settings: GatewaySettings, revision: string): Values {
  const { gatewayName, exposure, minReplicas, maxReplicas } = settings;
  const selector = { istio: gatewayName };
  return {
    revision: revision === defaultRevision ? undefined : revision,
    labels: selector,
    service: {
      ...exposure._service(),
      externalTrafficPolicy: exposure._hasLoadBalancer ? (settings.externalTrafficPolicy ?? 'Local') : undefined,
    },
    autoscaling: { minReplicas, maxReplicas },
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: spreadConstraints(selector, 'zone'),
  };
}
