import { isKnown } from '../core/checks';
import { replacedIn } from '../core/token-values';
import type { Values } from '../helm/owned-values';
import type { LinkerdVizPrometheus } from './linkerd-viz-prometheus';
import type { LinkerdVizProps } from './linkerd-viz-props';

/** The chart's default: with other names, any page in a user's browser could query the dashboard (DNS rebinding). */
const localHosts = ['localhost', '127.0.0.1', 'web.linkerd-viz.svc.cluster.local', 'web.linkerd-viz.svc', '[::1]'];

/**
 * Values of the chart `linkerd-viz`, by the names of its 2026.8.3 `values.yaml`.
 *
 * The Job that labels the namespace is not needed: the namespace is created with its labels.
 */
export function linkerdVizValues(props: LinkerdVizProps, prometheus: LinkerdVizPrometheus): Values {
  const { mesh, dashboardHosts, grafanaUrl } = props;
  return {
    linkerdNamespace: mesh.rootNamespace,
    identityTrustDomain: mesh.trustDomain,
    createNamespaceMetadataJob: false,
    ...(prometheus._isBundled ? {} : { prometheus: { enabled: false }, prometheusUrl: prometheus._url }),
    ...(dashboardHosts ? { dashboard: { enforcedHostRegexp: hostsPattern([...localHosts, ...dashboardHosts]) } } : {}),
    ...(grafanaUrl ? { grafana: { externalUrl: grafanaUrl } } : {}),
  };
}

/**
 * The chart's own values for high availability, which are in a second file, and two replicas of the components that it leaves at
 * one.
 *
 * Source: https://github.com/linkerd/linkerd2/blob/edge-26.8.3/viz/charts/linkerd-viz/values-ha.yaml
 */
export function highAvailabilityValues(): Values {
  const resources = { cpu: { request: '100m' }, memory: { request: '50Mi', limit: '250Mi' } };
  return {
    enablePodAntiAffinity: true,
    enablePodDisruptionBudget: true,
    tap: { replicas: 3, resources },
    tapInjector: { replicas: 2 },
    metricsAPI: { replicas: 2 },
    dashboard: { replicas: 2, resources },
  };
}

/** cdktf prints it as it is between the quotes of Terraform's language. */
const backslashInExpression = '\\\\';

function hostsPattern(hosts: string[]): string {
  const escaped = hosts.map((host) =>
    isKnown(host) ? host.replace(/[.[\]]/g, '\\$&') : replacedIn(host, '.', `${backslashInExpression}.`),
  );
  return `^(${escaped.join('|')})(:\\d+)?$`;
}
