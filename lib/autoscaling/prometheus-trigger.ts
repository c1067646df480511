import { checkGiven, checkOneOf, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { warn } from '../core/warnings';
import type { MetricsSource } from './metrics-source';
import { type ScaleTriggerOptions, TriggerMetricType } from './scale-trigger-options';
import { type TriggerKind, type TriggerSite, textOf } from './trigger-kind';

const closing: { readonly [open: string]: string } = { '{': '}', '(': ')', '[': ']' };

/**
 * What is not balanced in a query of Prometheus: a bracket that is not closed or not opened, or text without its end. Undefined
 * where all is well. Brackets within text and comments don't count.
 */
function imbalanceOf(query: string): string | undefined {
  const open: string[] = [];
  const text = withoutText(query);
  if (text === undefined) return 'an unterminated string';
  for (const character of text) {
    if (closing[character]) open.push(character);
    else if (Object.values(closing).includes(character) && closing[open.pop() ?? ''] !== character) {
      return `${character} without its counterpart`;
    }
  }
  return open.length > 0 ? `${open.at(-1)} without its counterpart` : undefined;
}

/** Text in quotes and comments taken out; undefined where quotes don't end. */
function withoutText(query: string): string | undefined {
  const rest = query.replace(/"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])*'|`[^`]*`|#[^\n]*/g, '');
  return /["'`]/.test(rest) ? undefined : rest;
}

/** A query of a Prometheus as a trigger. */
export interface PrometheusTriggerOptions extends ScaleTriggerOptions {
  /** The Prometheus. */
  readonly metrics: MetricsSource;

  /** The query, in PromQL; it must give one value. */
  readonly query: string;

  /** The value that one more replica is for, above 0; a fraction is fine. */
  readonly threshold: number;

  /**
   * The value above which a workload without replicas is scaled to its first one; 0 or more.
   *
   * @default 0
   */
  readonly activationThreshold?: number;

  /**
   * How the number of replicas is computed from the value and its threshold.
   *
   * @default TriggerMetricType.AVERAGE_VALUE
   */
  readonly metricType?: TriggerMetricType;

  /**
   * Whether an empty query result is an error, which triggers `fallback`. Otherwise it counts as 0: a Prometheus that lost
   * its targets scales the workload down.
   *
   * @default false
   */
  readonly failsOnEmptyResult?: boolean;
}

/** Source: https://github.com/kedacore/keda/blob/v2.20.2/pkg/scalers/prometheus_scaler.go */
export function prometheusTrigger(options: PrometheusTriggerOptions): TriggerKind {
  const { metrics, query, threshold, activationThreshold, metricType, failsOnEmptyResult } = options;
  return {
    type: 'prometheus',
    options,
    metricType,
    authentication: metrics?._authentication,
    cloud: cloudOf(metrics),
    check(faults, at, site) {
      checkSource(faults, at, metrics, site);
      checkGiven(faults, `${at}.query`, query, 'For example, use sum(rate(http_requests_total[2m])).');
      checkThresholds(faults, at, { threshold, activationThreshold });
      checkOneOf(faults, `${at}.metricType`, metricType, Object.values(TriggerMetricType));
    },
    metadata: () => ({
      ...sourceMetadata(metrics),
      query,
      threshold: textOf(threshold),
      activationThreshold: textOf(activationThreshold),
      ignoreNullValues: failsOnEmptyResult ? 'false' : undefined,
    }),
    grant: () => metrics._grant(),
    warn({ user }, at) {
      const imbalance = isKnown(query) ? imbalanceOf(query) : undefined;
      if (imbalance) warn(user, 'W311', `The query of ${at} has ${imbalance}; Prometheus would reject it: ${query}`);
    },
  };
}

export function checkSource(faults: Faults, at: string, metrics: MetricsSource | undefined, site: TriggerSite): void {
  if (checkGiven(faults, `${at}.metrics`, metrics, 'For example, use MetricsSource.server(...).')) {
    metrics?._check(faults, `${at}.metrics`, site);
  }
}

export function cloudOf(metrics: MetricsSource | undefined): TriggerKind['cloud'] {
  return metrics?._cloud && { prop: 'metrics.cloud', value: metrics._cloud };
}

export function sourceMetadata(metrics: MetricsSource): { [parameter: string]: string | undefined } {
  const { serverAddress, authModes, cloud } = metrics._parts();
  return { serverAddress, authModes, cloud };
}

/** The first is the target per replica, the second activates a workload that has no replicas. */
export function checkThresholds(faults: Faults, at: string, thresholds: { [prop: string]: number | undefined }): void {
  const [[prop, value], [activation, wakes]] = Object.entries(thresholds);
  if (checkGiven(faults, `${at}.${prop}`, value, 'For example, use 100.') && isKnown(value) && !(value > 0)) {
    faults.add(`${at}.${prop}`, 'must be greater than 0', value, 'For example, use 100.');
  }
  if (isKnown(wakes) && !(wakes >= 0)) {
    faults.add(`${at}.${activation}`, 'must be 0 or greater', wakes, 'For example, use 5.');
  }
}
