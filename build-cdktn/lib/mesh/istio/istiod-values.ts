import { spreadConstraints } from '../../helm/spread-constraints';
import type { SidecarOptions } from '../sidecars/sidecar-options';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { defaultRevision } from './istio-charts';
import { sidecarValues } from './istio-sidecar-values';
import type { Values } from './istio-values';

/** The control plane settings from a mesh's props. */
export interface IstiodSettings {
  readonly revision: string;
  readonly highAvailability: boolean;
  readonly outboundTraffic: string;
  readonly minimumTlsVersion: string;
  readonly trafficRedirection: TrafficRedirection;
  readonly isAmbient: boolean;
  readonly holdApplicationUntilProxyStarts?: boolean;
  readonly nativeSidecars?: boolean;
  readonly readsAlphaRoutes: boolean;
  readonly sidecars: SidecarOptions;
}

/**
 * Values of the chart `istiod`, with the names in its 1.30 `values.yaml`.
 *
 * The webhook's annotation prevents AKS's admissions enforcer from changing the injector's namespace selectors, which would make
 * the next upgrade of the release fail (https://learn.microsoft.com/azure/aks/faq). The validating webhooks of the charts
 * `istiod` and `base` have no such key: the enforcer adds selectors to them, which Helm 3 doesn't change.
 */
export function istiodValues(settings: IstiodSettings): Values {
  const { holdApplicationUntilProxyStarts } = settings;
  return {
    profile: settings.isAmbient ? 'ambient' : undefined,
    revision: settings.revision === defaultRevision ? undefined : settings.revision,
    ...(settings.highAvailability ? highlyAvailable(settings.revision) : {}),
    global: definedOrNothing({
      priorityClassName: settings.highAvailability ? 'system-cluster-critical' : undefined,
      proxy: sidecarValues(settings.sidecars),
    }),
    env: definedOrNothing({
      ENABLE_NATIVE_SIDECARS: settings.nativeSidecars?.toString(),
      PILOT_ENABLE_ALPHA_GATEWAY_API: settings.readsAlphaRoutes ? 'true' : undefined,
    }),
    cni: settings.trafficRedirection === TrafficRedirection.CNI_PLUGIN ? { enabled: true } : undefined,
    meshConfig: {
      outboundTrafficPolicy: { mode: settings.outboundTraffic },
      meshMTLS: { minProtocolVersion: settings.minimumTlsVersion },
      defaultConfig: definedOrNothing({ holdApplicationUntilProxyStarts }),
    },
    sidecarInjectorWebhookAnnotations: { 'admissions.enforcer/disabled': 'true' },
  };
}

/**
 * Two pods of this revision, preferably in different zones and on different nodes; the chart adds a disruption budget for more
 * than one pod. If neither is possible, two pods run on one node.
 */
function highlyAvailable(revision: string): Values {
  return {
    autoscaleMin: 2,
    topologySpreadConstraints: spreadConstraints({ app: 'istiod', 'istio.io/rev': revision }, 'zone', 'node'),
  };
}

function definedOrNothing(values: Values): Values | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined;
}
