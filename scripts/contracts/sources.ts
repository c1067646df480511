import { type Chart, type ChartDefinitions, charts } from './charts';
import { providers } from './providers';

/** Something that is fetched whole: parts of the contracts, which it fills. */
export type Source = ChartArchive | DefinitionFiles | ProviderSchema;

interface Fetched {
  /** As people say it: `chart istiod 1.30.3`. */
  readonly name: string;
  /** Below the contracts folder: `values/istiod`, `crds/istio`, `schemas/azurerm-4.81.0`. */
  readonly parts: readonly string[];
}

export interface ChartArchive extends Fetched {
  readonly kind: 'chart';
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly file: string;
  /** Further files of values, by the name in the contracts folder. */
  readonly overlays: readonly string[];
  readonly definitions?: ChartDefinitions;
}

export interface DefinitionFiles extends Fetched {
  readonly kind: 'definitions';
  readonly urls: readonly string[];
}

export interface ProviderSchema extends Fetched {
  readonly kind: 'provider';
  readonly provider: string;
  readonly version: string;
}

/** By what a digest is written down in contracts.lock.json: the address, with the version. */
export function addressesOf(source: Source): readonly string[] {
  if (source.kind === 'chart') return [`${source.repository}/${source.chart}@${source.version}`];
  if (source.kind === 'provider') return [`registry.terraform.io/hashicorp/${source.provider}@${source.version}`];
  return source.urls;
}

export function chartArchive(name: string, chart: Chart): ChartArchive | undefined {
  const { repository, file, version, tag = version, overlays = [], definitions } = chart;
  if (repository === undefined || file === undefined) return undefined;
  const parts = [`values/${file}`, ...(definitions ? [`crds/${definitions.folder}`] : [])];
  const title = `chart ${name} ${tag}`;
  return { kind: 'chart', name: title, parts, repository, chart: name, version: tag, file, overlays, definitions };
}

export function providerSchema(provider: string, version: string): ProviderSchema {
  return {
    kind: 'provider',
    name: `provider ${provider} ${version}`,
    parts: [`schemas/${provider}-${version}`],
    provider,
    version,
  };
}

/** The definitions of a release of the Gateway API; a channel of the same release has its own. */
function gatewayApi(version: string, channel: string, own: string[], others: string[] = []): DefinitionFiles {
  const root = `https://raw.githubusercontent.com/kubernetes-sigs/gateway-api/v${version}/config/crd/${channel}`;
  const files = [
    ...own.map((name) => `gateway.networking.k8s.io_${name}.yaml`),
    ...others.map((name) => `gateway.networking.x-k8s.io_${name}.yaml`),
  ];
  return {
    kind: 'definitions',
    name: `Gateway API ${version} (${channel})`,
    parts: [`crds/gateway-api/v${version}-${channel}`],
    urls: files.map((file) => `${root}/${file}`),
  };
}

const stable12 = ['gatewayclasses', 'gateways', 'grpcroutes', 'httproutes', 'referencegrants'];
const stable15 = [...stable12, 'backendtlspolicies', 'listenersets', 'tlsroutes'];

/** The chart of Open Service Mesh has no definitions: an image applies them. */
const openServiceMesh: DefinitionFiles = {
  kind: 'definitions',
  name: 'definitions of Open Service Mesh 1.2.4',
  parts: ['crds/osm'],
  urls: [
    'config_mesh_root_certificate',
    'config_meshconfig',
    'policy_egress',
    'policy_ingress_backend',
    'policy_retry',
    'policy_upstream_traffic_setting',
    'smi_http_route_group',
    'smi_tcp_route',
    'smi_traffic_access',
    'smi_traffic_split',
  ].map((name) => `https://raw.githubusercontent.com/openservicemesh/osm/v1.2.4/cmd/osm-bootstrap/crds/${name}.yaml`),
};

/** AKS installs these definitions with node auto-provisioning. */
const karpenterVersion = '1.14.0';
const karpenter: DefinitionFiles = {
  kind: 'definitions',
  name: `definitions of Karpenter for Azure ${karpenterVersion}`,
  parts: ['crds/karpenter'],
  urls: ['karpenter.azure.com_aksnodeclasses', 'karpenter.sh_nodepools'].map(
    (name) =>
      `https://raw.githubusercontent.com/Azure/karpenter-provider-azure/v${karpenterVersion}/pkg/apis/crds/${name}.yaml`,
  ),
};

/** All that `npm run contracts -- --fetch` takes. */
export const sources: readonly Source[] = [
  ...Object.entries(charts).flatMap(([name, chart]) => chartArchive(name, chart) ?? []),
  gatewayApi('1.2.1', 'standard', stable12),
  gatewayApi('1.2.1', 'experimental', [
    ...stable12,
    ...['backendlbpolicies', 'backendtlspolicies', 'tcproutes', 'tlsroutes', 'udproutes'],
  ]),
  gatewayApi('1.5.1', 'standard', stable15),
  gatewayApi('1.5.1', 'experimental', [...stable15, 'tcproutes', 'udproutes'], ['xbackendtrafficpolicies', 'xmeshes']),
  openServiceMesh,
  karpenter,
  ...Object.entries(providers).flatMap(([name, versions]) => versions.map((version) => providerSchema(name, version))),
];
