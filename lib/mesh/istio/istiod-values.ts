import { defaultRevision } from './istio-charts';
import { IstioTrafficRedirection } from './istio-traffic-redirection';
import type { Values } from './istio-values';

/** What the props of a mesh decide about its control plane. */
export interface IstiodSettings {
  readonly revision: string;
  readonly highAvailability: boolean;
  readonly outboundTraffic: string;
  readonly minimumTlsVersion: string;
  readonly trafficRedirection: IstioTrafficRedirection;
}

/**
 * Values of the chart `istiod`, by the names of its 1.30 `values.yaml`.
 *
 * The webhook's annotation keeps AKS' admissions enforcer from rewriting the injector's namespace selectors, which the next
 * upgrade of the release would trip over (https://learn.microsoft.com/azure/aks/faq).
 */
export function istiodValues(settings: IstiodSettings): Values {
  return {
    revision: settings.revision === defaultRevision ? undefined : settings.revision,
    ...(settings.highAvailability ? highlyAvailable : {}),
    cni: settings.trafficRedirection === IstioTrafficRedirection.CNI_PLUGIN ? { enabled: true } : undefined,
    meshConfig: {
      outboundTrafficPolicy: { mode: settings.outboundTraffic },
      meshMTLS: { minProtocolVersion: settings.minimumTlsVersion },
    },
    sidecarInjectorWebhookAnnotations: { 'admissions.enforcer/disabled': 'true' },
  };
}

/** Two pods, in two zones where there are two; the chart adds a disruption budget once there is more than one. */
const highlyAvailable: Values = {
  autoscaleMin: 2,
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'istiod' } },
    },
  ],
  global: { priorityClassName: 'system-cluster-critical' },
};
