import { Token } from 'cdktf';
import { checkGiven, checkInteger, checkName, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { type IServiceMesh, MeshKind } from '../mesh/service-mesh';
import type { MetricsSource } from './metrics-source';
import { checkSource, checkThresholds, sourceMetadata } from './prometheus-trigger';
import type { ScaleTriggerOptions } from './scale-trigger-options';
import { type TriggerKind, type TriggerSite, textOf } from './trigger-kind';

/** The requests that a mesh counts for a workload as a trigger. */
export interface MeshRequestRateOptions extends ScaleTriggerOptions {
  /** The mesh that the workload is in, of the same stack. */
  readonly mesh: IServiceMesh;

  /** The Prometheus that has the metrics of the mesh. */
  readonly metrics: MetricsSource;

  /** The requests a second that one more replica is for, above 0; a fraction is fine. */
  readonly requestsPerSecond: number;

  /**
   * The requests a second above which `scaleToZeroWhenIdle` wakes the workload up; 0 or more.
   *
   * @default 0
   */
  readonly activationRequestsPerSecond?: number;

  /**
   * The time that the rate is taken over, in minutes: 1 to 60. It must hold two scrapes or more.
   *
   * @default 2
   */
  readonly windowMinutes?: number;

  /**
   * The name by which the mesh knows the workload: of the Deployment or StatefulSet, in Consul of the Service.
   *
   * @default - the name of the target
   */
  readonly workloadName?: string;
}

interface Workload {
  readonly name: string;
  readonly namespaceName: string;
  readonly kind: string;
}

/** What counts the requests of a workload; rate and sum are the same everywhere. */
type Selector = (workload: Workload) => string;

const defaultWindowMinutes = 2;

/** Each counts the request once, where it arrives; retries of the caller's sidecar count each. */
const selectors: { readonly [kind in MeshKind]: Selector } = {
  [MeshKind.ISTIO]: istio,
  [MeshKind.ISTIO_AMBIENT]: istioAmbient,
  [MeshKind.MANAGED_ISTIO]: istio,
  [MeshKind.LINKERD]: linkerd,
  [MeshKind.OPEN_SERVICE_MESH]: openServiceMesh,
  [MeshKind.MANAGED_OPEN_SERVICE_MESH]: openServiceMesh,
  [MeshKind.CONSUL]: consul,
};

/** Meshes whose metrics name the workload by its kind, and know only these. */
const knownKinds: { readonly [mesh in MeshKind]?: string[] } = {
  [MeshKind.LINKERD]: ['Deployment', 'StatefulSet'],
};

/** Requests that the mesh has counted where they arrived. */
export function meshRequestRate(options: MeshRequestRateOptions): TriggerKind {
  const { mesh, metrics, requestsPerSecond, activationRequestsPerSecond, windowMinutes, workloadName } = options;
  return {
    type: 'prometheus',
    options,
    needsPods: 'the mesh counts requests where they arrive, and without pods none arrives',
    authentication: metrics?._authentication,
    check(faults, at, site) {
      checkSource(faults, at, metrics, site);
      checkThresholds(faults, at, { requestsPerSecond, activationRequestsPerSecond });
      checkInteger(faults, `${at}.windowMinutes`, windowMinutes, 1, 60, 'minutes');
      if (workloadName !== undefined) checkName(faults, `${at}.workloadName`, workloadName, nameRules.kubernetesObject);
      if (checkGiven(faults, `${at}.mesh`, mesh, 'Give the mesh of this stack, e.g. an IstioMesh.')) {
        checkMesh(faults, at, mesh, site);
      }
    },
    metadata: (site) => ({
      ...sourceMetadata(metrics),
      query: queryOf(options, site),
      threshold: textOf(requestsPerSecond),
      activationThreshold: textOf(activationRequestsPerSecond),
    }),
    grant: () => metrics._grant(),
  };
}

function checkMesh(faults: Faults, at: string, mesh: IServiceMesh, { user, keda, target }: TriggerSite): void {
  checkSameStack(faults, `${at}.mesh`, mesh, user, 'fromAttributes of the mesh');
  if (mesh.cluster !== keda.cluster) {
    const must = `must be on the cluster of keda (${keda.cluster.node.path})`;
    faults.add(`${at}.mesh`, must, mesh.cluster.node.path, 'Give both the same cluster.');
  }
  const kinds = knownKinds[mesh.kind];
  if (kinds && !kinds.includes(target.kind)) {
    const must = `must scale ${kinds.join(' or ')} with ${mesh.kind}, whose metrics name no other kind`;
    faults.add(at, must, target.kind, 'Use ScaleTrigger.prometheus(...) with a query of your own.');
  }
}

function queryOf({ mesh, windowMinutes, workloadName }: MeshRequestRateOptions, site: TriggerSite): string {
  const { namespaceName, target } = site;
  const selector = selectors[mesh.kind]({ name: workloadName ?? target.name, namespaceName, kind: target.kind });
  return `sum(rate(${selector}[${textOf(windowMinutes ?? defaultWindowMinutes)}m]))`;
}

/** Source: https://istio.io/latest/docs/reference/config/metrics/ */
function istio({ name, namespaceName }: Workload): string {
  return `istio_requests_total{reporter="destination",destination_workload_namespace="${namespaceName}",destination_workload="${name}"}`;
}

/** The waypoint counts requests; without one there are connections only. Source: https://istio.io/latest/docs/reference/config/metrics/ */
function istioAmbient(workload: Workload): string {
  return istio(workload).replace('"destination"', '"waypoint"');
}

/** Source: https://linkerd.io/2-edge/reference/proxy-metrics/ */
function linkerd({ name, namespaceName, kind }: Workload): string {
  return `request_total{direction="inbound",namespace="${namespaceName}",${kind.toLowerCase()}="${name}"}`;
}

/**
 * Counted by callers' sidecars; Envoy writes `_` for `-` in what OSM puts into the metric's name, and OSM's scrape settings make
 * labels of it.
 *
 * Source: https://github.com/openservicemesh/osm/blob/v1.2.4/wasm/stats.cc and charts/osm/templates/prometheus-configmap.yaml
 */
function openServiceMesh({ name, namespaceName }: Workload): string {
  const [workload, namespace] = [name, namespaceName].map((text) =>
    Token.isUnresolved(text) ? text : text.replaceAll('-', '_'),
  );
  return `osm_request_total{destination_namespace="${namespace}",destination_name="${workload}"}`;
}

/**
 * The sidecar's listener for the mesh; it counts requests where Consul knows that the Service speaks HTTP.
 *
 * Source: https://developer.hashicorp.com/consul/docs/observe/telemetry/k8s
 */
function consul({ name, namespaceName }: Workload): string {
  return `envoy_http_downstream_rq_total{envoy_http_conn_manager_prefix="public_listener",namespace="${namespaceName}",consul_source_service="${name}"}`;
}
