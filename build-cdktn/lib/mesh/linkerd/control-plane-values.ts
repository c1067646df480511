import type { LinkerdInboundPolicy } from './linkerd-inbound-policy';

/** Values of a chart, as users set them. */
export type Values = { [key: string]: any };

/** The control plane settings from a mesh's props, without its identity. */
export interface ControlPlaneSettings {
  readonly highAvailability: boolean;
  readonly usesCniPlugin: boolean;
  readonly trustDomain: string | undefined;
  readonly defaultInboundPolicy: LinkerdInboundPolicy;
  readonly proxyCpuRequest: string;
  readonly proxyMemoryRequest: string;
  readonly proxyMemoryLimit: string;
}

/**
 * Values of the chart `linkerd-control-plane`, with the names in its 2026.8.3 `values.yaml`.
 *
 * The heartbeat is disabled: it would send data about the cluster to Linkerd's project once a day.
 */
export function controlPlaneValues(settings: ControlPlaneSettings): Values {
  return {
    identityTrustDomain: settings.trustDomain,
    cniEnabled: settings.usesCniPlugin || undefined,
    disableHeartBeat: true,
    proxy: {
      defaultInboundPolicy: settings.defaultInboundPolicy,
      resources: {
        cpu: { request: settings.proxyCpuRequest },
        memory: { request: settings.proxyMemoryRequest, limit: settings.proxyMemoryLimit },
      },
    },
    ...(settings.highAvailability ? highlyAvailable() : {}),
  };
}

/**
 * The chart's values for high availability, which are in a separate file, and a priority class that schedules the control plane
 * before applications.
 *
 * Source: https://github.com/linkerd/linkerd2/blob/edge-26.8.3/charts/linkerd-control-plane/values-ha.yaml
 */
function highlyAvailable(): Values {
  const resources = (memoryRequest: string) => ({
    cpu: { request: '100m' },
    memory: { request: memoryRequest, limit: '250Mi' },
  });
  return {
    highAvailability: true,
    controllerReplicas: 3,
    enablePodAntiAffinity: true,
    enablePodDisruptionBudget: true,
    controller: { podDisruptionBudget: { maxUnavailable: 1 } },
    deploymentStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: '25%' } },
    webhookFailurePolicy: 'Fail',
    destinationResources: resources('50Mi'),
    identityResources: resources('10Mi'),
    proxyInjectorResources: resources('50Mi'),
    spValidatorResources: resources('50Mi'),
    priorityClassName: 'system-cluster-critical',
  };
}

/** Enables the plugin's repair controller: it restarts pods that started before the plugin was installed on their node. */
export const cniValues: Values = {
  repairController: { enabled: true },
  priorityClassName: 'system-node-critical',
};
