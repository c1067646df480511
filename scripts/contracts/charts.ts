/** The custom resource definitions of a chart. */
export interface ChartDefinitions {
  /** `crds/<folder>/`. */
  readonly folder: string;
  /** Values with which the chart's templates have them; undefined where they are in the chart's `crds/`. */
  readonly templatedWith?: string[];
  /** Those that are kept, by the definition's name; undefined for all. */
  readonly only?: string[];
}

/** A chart whose values the library sets, and where the contracts folder has its defaults. */
export interface Chart {
  /** Where it is fetched from; undefined for a chart that isn't public. */
  readonly repository?: string;
  /** As the repository writes the version; `version` where left out. */
  readonly tag?: string;
  readonly definitions?: ChartDefinitions;
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

const istio = {
  repository: 'https://istio-release.storage.googleapis.com/charts',
  version: '1.30.3',
  lifted: '_internal_defaults_do_not_set',
};
const linkerd = { repository: 'https://helm.linkerd.io/edge', version: '2026.8.3' };
const kiali = { repository: 'https://kiali.org/helm-charts', version: '2.29.0' };
const jetstack = 'oci://quay.io/jetstack/charts';
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
  base: { file: 'istio-base', ...istio, definitions: { folder: 'istio', templatedWith: [] } },
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
  'linkerd-crds': {
    file: 'linkerd-crds',
    ...linkerd,
    definitions: { folder: 'linkerd', templatedWith: ['installGatewayAPI=false'] },
  },
  'linkerd-smi': {
    file: 'linkerd-smi',
    repository: 'https://linkerd.github.io/linkerd-smi',
    version: '1.0.4',
    definitions: { folder: 'smi', templatedWith: [] },
  },
  'linkerd-viz': { file: 'linkerd-viz', overlays: ['linkerd-viz-ha'], ...linkerd },
  'linkerd2-cni': { file: 'linkerd2-cni', ...linkerd },
  osm: { file: 'osm', repository: 'https://openservicemesh.github.io/osm', version: '1.2.4' },
  consul: {
    file: 'consul',
    repository: 'https://helm.releases.hashicorp.com',
    version: '2.0.3',
    definitions: { folder: 'consul', templatedWith: [] },
  },
  'kiali-operator': { file: 'kiali-operator', ...kiali, definitions: { folder: 'kiali' } },
  'kiali-server': { file: 'kiali-server', ...kiali },
  keda: {
    file: 'keda',
    repository: 'https://kedacore.github.io/charts',
    version: '2.20.2',
    definitions: { folder: 'keda', templatedWith: [] },
  },
  'kube-prometheus-stack': {
    file: 'kube-prometheus-stack',
    repository: 'oci://ghcr.io/prometheus-community/charts',
    version: '88.5.3',
    definitions: {
      folder: 'prometheus-operator',
      only: ['podmonitors', 'prometheusrules', 'servicemonitors'].map((name) => `${name}.monitoring.coreos.com`),
    },
  },
  'alb-controller': { listed: { albController }, version: '1.12.1' },
  'ingress-azure': {
    file: 'ingress-azure',
    repository: 'oci://mcr.microsoft.com/azure-application-gateway/charts',
    version: '1.9.8',
    definitions: { folder: 'agic' },
  },
  'secrets-store-csi-driver': {
    file: 'secrets-store-csi-driver',
    repository: 'https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts',
    version: '1.5.6',
    definitions: { folder: 'secrets-store' },
  },
  'csi-secrets-store-provider-azure': {
    file: 'csi-secrets-store-provider-azure',
    repository: 'https://azure.github.io/secrets-store-csi-driver-provider-azure/charts',
    version: '1.8.2',
  },
  'cert-manager': {
    file: 'cert-manager',
    repository: jetstack,
    version: '1.21.1',
    tag: 'v1.21.1',
    definitions: { folder: 'cert-manager', templatedWith: ['crds.enabled=true'] },
  },
  'trust-manager': {
    file: 'trust-manager',
    repository: jetstack,
    version: '0.24.0',
    tag: 'v0.24.0',
    definitions: { folder: 'trust-manager', templatedWith: ['crds.enabled=true'] },
  },
  'opentelemetry-collector': {
    file: 'opentelemetry-collector',
    repository: 'https://open-telemetry.github.io/opentelemetry-helm-charts',
    version: '0.170.0',
  },
};
