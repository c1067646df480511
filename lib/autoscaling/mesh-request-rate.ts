import { Token } from 'cdktf';
import { checkGiven, checkInteger, checkName, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { dialectOf } from '../mesh/dialects/dialects';
import type { IServiceMesh } from '../mesh/service-mesh';
import type { MetricsSource } from './metrics-source';
import { checkSource, checkThresholds, cloudOf, sourceMetadata } from './prometheus-trigger';
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
   * The time window of the rate, in minutes: 1 to 60. It must cover at least two scrapes.
   *
   * @default 2
   */
  readonly windowMinutes?: number;

  /**
   * The workload's name in the mesh's metrics: that of the Deployment or StatefulSet, in Consul that of the Service.
   *
   * @default - the name of the target
   */
  readonly workloadName?: string;

  /**
   * Whether an empty query result is an error, which triggers `fallback`. Otherwise it counts as 0: a Prometheus that lost its
   * targets scales a busy workload down to its minimum. The result is also empty until the workload receives its first request.
   *
   * @default false
   */
  readonly failsOnEmptyResult?: boolean;
}

const defaultWindowMinutes = 2;

/** Requests that the mesh has counted where they arrived. */
export function meshRequestRate(options: MeshRequestRateOptions): TriggerKind {
  const {
    mesh,
    metrics,
    requestsPerSecond,
    activationRequestsPerSecond,
    windowMinutes,
    workloadName,
    failsOnEmptyResult,
  } = options;
  return {
    type: 'prometheus',
    options,
    needsPods: 'the mesh counts requests at the pods, and without pods there are none',
    authentication: metrics?._authentication,
    check(faults, at, site) {
      checkSource(faults, at, metrics, site);
      checkThresholds(faults, at, { requestsPerSecond, activationRequestsPerSecond });
      checkInteger(faults, `${at}.windowMinutes`, windowMinutes, 1, 60, 'minutes');
      if (workloadName !== undefined) checkName(faults, `${at}.workloadName`, workloadName, nameRules.kubernetesObject);
      if (checkGiven(faults, `${at}.mesh`, mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) {
        checkMesh(faults, at, mesh, site);
      }
    },
    metadata: (site) => ({
      ...sourceMetadata(metrics),
      query: queryOf(options, site),
      threshold: textOf(requestsPerSecond),
      activationThreshold: textOf(activationRequestsPerSecond),
      ignoreNullValues: failsOnEmptyResult ? 'false' : undefined,
    }),
    cloud: cloudOf(metrics),
    grant: () => metrics._grant(),
  };
}

function checkMesh(faults: Faults, at: string, mesh: IServiceMesh, { user, keda, target }: TriggerSite): void {
  checkSameStack(faults, `${at}.mesh`, mesh, user, 'fromAttributes of the mesh');
  if (mesh.cluster !== keda.cluster) {
    const must = `must be on the cluster of keda (${keda.cluster.node.path})`;
    faults.add(`${at}.mesh`, must, mesh.cluster.node.path, 'Use the same cluster for both.');
  }
  const { workloadKinds: kinds } = dialectOf(mesh).requests;
  if (kinds && !kinds.includes(target.kind)) {
    const must = `must scale ${kinds.join(' or ')} with ${mesh.kind}, whose metrics contain no other kind`;
    faults.add(at, must, target.kind, 'Use ScaleTrigger.prometheus(...) with your own query.');
  }
}

function queryOf({ mesh, windowMinutes, workloadName }: MeshRequestRateOptions, site: TriggerSite): string {
  const { namespaceName, target } = site;
  const series = dialectOf(mesh).requests;
  const nameOf = (text: string) =>
    series.usesUnderscores && !Token.isUnresolved(text) ? text.replaceAll('-', '_') : text;
  const labels = {
    ...series.matchers,
    [series.namespaceLabel]: nameOf(namespaceName),
    [series.workloadLabel ?? target.kind.toLowerCase()]: nameOf(workloadName ?? target.name),
  };
  const matchers = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `sum(rate(${series.metric}{${matchers.join()}}[${textOf(windowMinutes ?? defaultWindowMinutes)}m]))`;
}
