import type { Construct } from 'constructs';
import { checkGiven, checkInteger, checkName, checkPattern, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { type NameRule, nameRules } from '../core/names';
import { checkQuantity } from '../core/quantity';
import type { IHelmTarget } from '../helm/helm-target';
import { checkOwnedValues, type OwnedValues, valueAt } from '../helm/owned-values';
import type { PrometheusStackAttributes, PrometheusStackProps } from './prometheus-stack-props';

const operators = new Claim();

/**
 * The chart cuts the names of its parts after 26 characters.
 *
 * Source: https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-88.5.3/charts/kube-prometheus-stack/templates/_helpers.tpl
 */
const releaseRule: NameRule = { ...nameRules.helmRelease, maxLength: 26, example: 'kube-prometheus-stack' };

/** Values that props set, and values that the names of Services depend on. */
const ownedValues: OwnedValues = {
  fullnameOverride: 'releaseName',
  nameOverride: 'releaseName',
  namespaceOverride: 'namespace',
  cleanPrometheusOperatorObjectNames: 'releaseName',
  'prometheus.enabled': 'this construct',
  'prometheus.service.port': 'this construct',
  'prometheus.serviceAccount.name': 'this construct',
  'prometheus.prometheusSpec.replicas': 'highAvailability',
  'prometheus.prometheusSpec.retention': 'retentionDays',
  'prometheus.prometheusSpec.routePrefix': 'this construct',
  'prometheus.prometheusSpec.scrapeInterval': 'scrapeIntervalSeconds',
  'prometheus.prometheusSpec.storageSpec': 'storageGiB and storageClassName',
  'alertmanager.enabled': 'alertmanager',
  'grafana.enabled': 'grafana',
  'grafana.fullnameOverride': 'releaseName',
  'grafana.admin': 'grafana',
  'grafana.dashboards': 'addDashboard',
  'grafana.dashboardProviders': 'addDashboard',
};

/** What holds secrets, which must not get into a message either. */
const secretValues: OwnedValues = {
  'alertmanager.config': 'alertmanager.configSecretName',
  'alertmanager.stringConfig': 'alertmanager.configSecretName',
  'grafana.adminPassword': 'grafana',
};

/** Checks the props of a stack before any resource is created. */
export function checkPrometheusStack(faults: Faults, scope: Construct, props: PrometheusStackProps): void {
  const { cluster, namespace, resources = {} } = props;
  if (checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.')) checkOneStack(faults, cluster);
  if (namespace) checkSameStack(faults, 'namespace', namespace, scope, 'Namespace.fromName');
  if (namespace && cluster && namespace.cluster !== cluster) {
    const must = `must be on the cluster of the stack (${cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster.node.path, 'Use the same cluster for both.');
  }
  props.version?._check(faults, 'version');
  if (props.releaseName !== undefined) checkName(faults, 'releaseName', props.releaseName, releaseRule);
  checkInteger(faults, 'retentionDays', props.retentionDays, 1, 3650, 'days');
  checkInteger(faults, 'storageGiB', props.storageGiB, 1, 32_767, 'GiB');
  checkInteger(faults, 'scrapeIntervalSeconds', props.scrapeIntervalSeconds, 5, 300, 'seconds');
  if (props.storageClassName !== undefined) {
    checkName(faults, 'storageClassName', props.storageClassName, nameRules.kubernetesObject);
  }
  checkQuantity(faults, 'resources.cpuRequest', resources.cpuRequest, '250m');
  checkQuantity(faults, 'resources.memoryRequest', resources.memoryRequest, '1Gi');
  checkQuantity(faults, 'resources.memoryLimit', resources.memoryLimit, '4Gi');
  const { configSecretName } = props.alertmanager ?? {};
  if (configSecretName !== undefined) {
    checkName(faults, 'alertmanager.configSecretName', configSecretName, nameRules.kubernetesObject);
  }
  props.grafana?._check(faults, 'grafana');
  checkOwnedValues(faults, 'values', props.values, ownedValues);
  for (const [path, owner] of Object.entries(secretValues)) {
    if (valueAt(props.values, path) === undefined) continue;
    faults.add('values', `must leave ${path} to ${owner}`, undefined, `Leave ${path} out.`);
  }
}

export function checkPrometheusStackAttributes(faults: Faults, attributes: PrometheusStackAttributes): void {
  const { namespaceName, releaseName, serviceAccountName } = attributes;
  checkGiven(faults, 'cluster', attributes.cluster, 'Pass the cluster of this stack.');
  if (namespaceName !== undefined) checkName(faults, 'namespaceName', namespaceName, nameRules.kubernetesLabel);
  if (releaseName !== undefined) checkName(faults, 'releaseName', releaseName, releaseRule);
  if (serviceAccountName !== undefined) {
    checkName(faults, 'serviceAccountName', serviceAccountName, nameRules.kubernetesObject);
  }
  for (const prop of ['queryUrl', 'grafanaUrl'] as const) checkUrl(faults, prop, attributes[prop]);
}

/** An address of a server, with or without a path. */
export function checkUrl(
  faults: Faults,
  prop: string,
  url: string | undefined,
  example = 'http://prometheus:9090',
): void {
  const must = 'must be an http:// or https:// address without credentials, query, fragment or trailing slash';
  checkPattern(faults, prop, url, /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[^\s?#@]*[^\s?#@/])?$/, must, example);
}

/** From now on a second stack on the cluster is a fault. */
export function claimPrometheusStack(stack: Construct, { cluster }: PrometheusStackProps): void {
  operators.take(cluster, stack);
}

/** Two operators would overwrite each other's configuration of every Prometheus in the cluster. */
function checkOneStack(faults: Faults, cluster: IHelmTarget): void {
  const other = isKnown(cluster) ? operators.ownerOn(cluster) : undefined;
  if (!other) return;
  const must = `must have only one Prometheus Operator, but '${other.node.path}' installs it already`;
  faults.add('cluster', must, cluster.node.path, 'Use that stack, or import it with PrometheusStack.fromAttributes.');
}
