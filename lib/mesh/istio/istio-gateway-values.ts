import { spreadConstraints } from '../../helm/spread-constraints';
import type { GatewayExposure } from '../gateways/gateway-exposure';
import { defaultRevision } from './istio-charts';
import type { Values } from './istio-values';

/** What the props of a gateway decide, with defaults. */
export interface GatewaySettings {
  readonly gatewayName: string;
  readonly exposure: GatewayExposure;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly externalTrafficPolicy?: string;
}

/**
 * Values of the chart `gateway`, by the names of its 1.30 `values.yaml`.
 *
 * The label `istio` is given, because the chart cuts `istio-` off the release's name otherwise. The disruption budget names
 * how many pods may be missing, not how many must be there, so that a gateway of one pod doesn't stop the drain of its node.
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
