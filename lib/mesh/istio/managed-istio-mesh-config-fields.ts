import type { Faults } from '../../core/faults';
import type { Values } from '../../helm/owned-values';

/**
 * The fields of MeshConfig that AKS lets users set; its admission webhook refuses all others.
 *
 * Source: https://learn.microsoft.com/azure/aks/istio-meshconfig#meshconfig
 */
const fields = [
  ...['proxyListenPort', 'proxyInboundListenPort', 'proxyHttpPort', 'connectTimeout', 'tcpKeepalive', 'defaultConfig'],
  ...['outboundTrafficPolicy', 'extensionProviders', 'defaultProviders', 'accessLogFile', 'accessLogFormat'],
  ...['accessLogEncoding', 'enableTracing', 'enableEnvoyAccessLogService', 'disableEnvoyListenerLog', 'trustDomain'],
  ...['trustDomainAliases', 'caCertificates', 'defaultServiceExportTo', 'defaultVirtualServiceExportTo'],
  ...['defaultDestinationRuleExportTo', 'localityLbSetting', 'dnsRefreshRate', 'h2UpgradePolicy'],
  ...['enablePrometheusMerge', 'discoverySelectors', 'pathNormalization', 'defaultHttpRetryPolicy', 'serviceSettings'],
  ...['meshMTLS', 'tlsDefaults', 'ingressService', 'ingressSelector'],
];

/** Source: https://learn.microsoft.com/azure/aks/istio-meshconfig#proxyconfig-meshconfigdefaultconfig */
const proxyFields = [
  ...['tracingServiceName', 'drainDuration', 'statsUdpAddress', 'proxyAdminPort', 'tracing', 'concurrency'],
  ...[
    'envoyAccessLogService',
    'envoyMetricsService',
    'proxyMetadata',
    'statusPort',
    'extraStatTags',
    'gatewayTopology',
  ],
  ...['proxyStatsMatcher', 'terminationDrainDuration', 'meshId', 'holdApplicationUntilProxyStarts'],
  ...['caCertificatesPem', 'privateKeyProvider', 'proxyHeaders'],
];

/** Settings that AKS refuses. A field that its list gets later goes into a ConfigMap by KubernetesManifests until then. */
export function checkMeshConfigFields(faults: Faults, prop: string, settings: Values): void {
  checkFields(faults, prop, settings, fields);
  checkFields(faults, `${prop}.defaultConfig`, settings.defaultConfig, proxyFields);
}

function checkFields(faults: Faults, prop: string, settings: unknown, allowed: string[]): void {
  if (typeof settings !== 'object' || settings === null) return;
  for (const field of Object.keys(settings).filter((key) => !allowed.includes(key))) {
    const must = 'must have only fields that AKS lets its add-on be given';
    faults.add(prop, must, field, 'Leave it out, or install Istio by IstioMesh.');
  }
}
