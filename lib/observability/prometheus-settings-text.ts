import { Token } from 'cdktf';
import { checkInteger, checkName, checkOneOf, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import type { ManagedPrometheusSettingsProps } from './managed-prometheus-settings';
import { ScrapeTarget } from './scrape-target';

/** A metric's name or a regular expression over names, without what ends or splits a line of the settings. */
const metricPattern = /^[\w:.*+?()|[\]{}^$\\,-]+$/;

export function checkScraping(faults: Faults, props: ManagedPrometheusSettingsProps): void {
  const { targets = [], pods = {}, clusterLabel } = props;
  const seen = new Set<string>();
  targets.forEach(({ target, intervalSeconds, metrics }, index) => {
    const at = `targets[${index}]`;
    checkOneOf(faults, `${at}.target`, target, Object.values(ScrapeTarget));
    if (seen.has(target)) faults.add(`${at}.target`, 'must be in the list once', target, 'Take one of the two out.');
    seen.add(target);
    checkInteger(faults, `${at}.intervalSeconds`, intervalSeconds, 1, 86_400, 'seconds');
    checkMetrics(faults, `${at}.metrics`, metrics);
  });
  (pods.namespaces ?? []).forEach((name, index) => {
    checkName(faults, `pods.namespaces[${index}]`, name, nameRules.kubernetesLabel);
  });
  checkInteger(faults, 'pods.intervalSeconds', pods.intervalSeconds, 1, 86_400, 'seconds');
  checkMetrics(faults, 'pods.metrics', pods.metrics);
  const must = 'must have letters, digits and single _ between them: the agent turns everything else into _';
  checkPattern(faults, 'clusterLabel', clusterLabel, /^[A-Za-z0-9]+(_[A-Za-z0-9]+)*$/, must, 'shop_production');
}

function checkMetrics(faults: Faults, prop: string, metrics: string[] = []): void {
  metrics.forEach((metric, index) => {
    const at = `${prop}[${index}]`;
    checkPattern(faults, at, metric, metricPattern, "must be a metric's name or a regular expression", 'istio_.*');
    if (isKnown(metric) && !isRegularExpression(metric)) {
      faults.add(at, 'must be a regular expression', metric, 'Close its brackets.');
    }
  });
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/**
 * The section `cluster-metrics`, in the agent's own format of schema v2: lines `key = value` under lines `section: |-`.
 *
 * Source: https://github.com/Azure/prometheus-collector/blob/39583fd5/otelcollector/shared/helpers.go (ParseMetricsFiles)
 */
export function clusterMetrics(props: ManagedPrometheusSettingsProps, namespaces: string[]): string {
  const { targets = [], pods = {}, minimalIngestion = true } = props;
  const all = [...targets, ...(namespaces.length > 0 ? [{ target: 'podannotations', ...pods }] : [])];
  const intervals = all.filter(({ intervalSeconds }) => intervalSeconds !== undefined);
  const kept = all.filter(({ metrics = [] }) => metrics.length > 0);
  return [
    ...section(
      'default-targets-scrape-enabled',
      targets.map(({ target, enabled = true }) => `${target} = ${enabled}`),
    ),
    // Prometheus matches the whole name.
    ...section(
      'pod-annotation-based-scraping',
      namespaces.length > 0 ? [`podannotationnamespaceregex = "${namespaces.join('|')}"`] : [],
    ),
    ...section(
      'default-targets-metrics-keep-list',
      kept.map(({ target, metrics = [] }) => `${target} = "${metrics.join('|')}"`),
    ),
    ...section(
      'default-targets-scrape-interval-settings',
      intervals.map(
        ({ target, intervalSeconds }) =>
          `${target} = "${isKnown(intervalSeconds) ? intervalSeconds : Token.asString(intervalSeconds)}s"`,
      ),
    ),
    ...section('minimal-ingestion-profile', [`enabled = ${minimalIngestion}`]),
  ].join('\n');
}

/** The section `prometheus-collector-settings`. */
export function collectorSettings(clusterLabel = ''): string {
  return [`cluster_alias = "${clusterLabel}"`, 'debug-mode = false'].join('\n');
}

function section(name: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`${name}: |-`, ...lines.map((line) => `  ${line}`)];
}
