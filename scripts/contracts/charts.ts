/** A chart whose values the library sets, and where the contracts folder has its defaults. */
export interface Chart {
  /** `values/<file>.yaml`, and `values/<file>.schema.json` where the chart has a schema. Undefined where `listed` says it all. */
  readonly file?: string;
  readonly version: string;
  /** Further values files that the chart ships, e.g. for high availability: what they set is legal. */
  readonly overlays?: string[];
  /** The key that the chart's templates lift to the top before they read anything. */
  readonly lifted?: string;
  /** The default values that a vendor's page lists, of a chart whose source is not public. */
  readonly listed?: object;
  /** Keys under which the chart reads its top-level values too: `pilot.env` is `env` for istiod. */
  readonly prefixes?: string[];
}

const istio = { version: '1.30.3', lifted: '_internal_defaults_do_not_set' };
const linkerd = { version: '2026.8.3' };
/** Buoyant's charts are not in public source; they take the values of the project's own, and a few more. */
const buoyant = { version: '2.20.2' };

/** Source: https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-helm-chart (as of 2026-06-23) */
const albController = {
  aiGateway: false,
  cloudEnvironment: 'AzureCloud',
  controller: {
    nodeSelector: {},
    replicaCount: 2,
    resource: { limits: { cpu: '400m', memory: '400Mi' }, requests: { cpu: '100m', memory: '200Mi' } },
    tolerations: [],
  },
  env: [],
  image: {
    name: {
      CRDs: 'application-lb/images/alb-controller-crds',
      bootstrap: 'application-lb/images/alb-controller-bootstrap',
      controller: 'application-lb/images/alb-controller',
    },
    pullPolicy: 'IfNotPresent',
    registry: 'mcr.microsoft.com',
  },
  imagePullSecrets: [],
  init: { resource: { limits: { cpu: '200m', memory: '128Mi' }, requests: { cpu: '100m', memory: '128Mi' } } },
  installGatewayApiCRDs: true,
  installInferenceExtensionCRDs: true,
  logLevel: 'info',
  namespace: 'azure-alb-system',
  podIdentity: { clientID: '' },
  securityPolicyFeatureFlag: true,
};

/** By the chart's own name, as `helm_release.chart` has it. */
export const charts: { readonly [name: string]: Chart } = {
  base: { file: 'istio-base', ...istio },
  cni: { file: 'istio-cni', ...istio, prefixes: ['cni', 'global'] },
  gateway: { file: 'istio-gateway', ...istio, prefixes: ['global'] },
  istiod: { file: 'istiod', ...istio, prefixes: ['pilot'] },
  ztunnel: { file: 'ztunnel', ...istio, prefixes: ['global'] },
  'linkerd-control-plane': { file: 'linkerd-control-plane', overlays: ['linkerd-control-plane-ha'], ...linkerd },
  'linkerd-enterprise-control-plane': {
    file: 'linkerd-control-plane',
    overlays: ['linkerd-control-plane-ha'],
    ...buoyant,
  },
  'linkerd-enterprise-crds': { file: 'linkerd-crds', ...buoyant },
  'linkerd-crds': { file: 'linkerd-crds', ...linkerd },
  'linkerd-smi': { file: 'linkerd-smi', version: '1.0.4' },
  'linkerd-viz': { file: 'linkerd-viz', overlays: ['linkerd-viz-ha'], ...linkerd },
  'linkerd2-cni': { file: 'linkerd2-cni', ...linkerd },
  osm: { file: 'osm', version: '1.2.4' },
  consul: { file: 'consul', version: '2.0.3' },
  'kiali-operator': { file: 'kiali-operator', version: '2.29.0' },
  'kiali-server': { file: 'kiali-server', version: '2.29.0' },
  keda: { file: 'keda', version: '2.20.2' },
  'kube-prometheus-stack': { file: 'kube-prometheus-stack', version: '88.5.3' },
  'alb-controller': { listed: { albController }, version: '1.12.1' },
  'ingress-azure': { file: 'ingress-azure', version: '1.9.8' },
  'secrets-store-csi-driver': { file: 'secrets-store-csi-driver', version: '1.5.6' },
  'csi-secrets-store-provider-azure': { file: 'csi-secrets-store-provider-azure', version: '1.8.2' },
  'cert-manager': { file: 'cert-manager', version: '1.21.1' },
  'trust-manager': { file: 'trust-manager', version: '0.24.0' },
  'opentelemetry-collector': { file: 'opentelemetry-collector', version: '0.170.0' },
};
