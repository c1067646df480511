import { checkGiven, checkInteger, checkPattern } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { ConnectionLimits } from '../traffic/connection-limits';
import { checkSeconds } from '../traffic/durations';
import { checkHeaderName } from '../traffic/http-names';
import type { LoadBalancing } from '../traffic/load-balancing';
import type { OutlierEjection } from '../traffic/outlier-ejection';

const most = 2147483647;

/** The settings of a service, or of one version, for connections to its pods. */
interface ConnectionSettings {
  readonly connectionLimits?: ConnectionLimits;
  readonly outlierEjection?: OutlierEjection;
  readonly loadBalancing?: LoadBalancing;
}

/** @param before the prefix of the props' names in errors, e.g. `split.`. */
export function checkConnections(
  faults: Faults,
  before: string,
  { connectionLimits, outlierEjection, loadBalancing }: ConnectionSettings,
): void {
  if (connectionLimits) checkLimits(faults, `${before}connectionLimits`, connectionLimits);
  if (outlierEjection) checkEjection(faults, `${before}outlierEjection`, outlierEjection);
  const { header, cookie, lifetimeSeconds } = loadBalancing?._affinity ?? {};
  const at = `${before}loadBalancing`;
  checkHeaderName(faults, `${at}.header`, header, 'x-user');
  checkPattern(faults, `${at}.cookie`, cookie, /^[\w-]+$/, 'must be a cookie name', 'session');
  checkInteger(faults, `${at}.lifetimeSeconds`, lifetimeSeconds, 0, most);
}

function checkLimits(faults: Faults, at: string, limits: ConnectionLimits): void {
  for (const prop of ['maxConnections', 'maxPendingRequests', 'maxRequests', 'maxRequestsPerConnection'] as const) {
    checkInteger(faults, `${at}.${prop}`, limits[prop], 1, most);
  }
  checkSeconds(faults, `${at}.connectTimeoutSeconds`, limits.connectTimeoutSeconds, 3600);
  if (Object.values(limits).every((value) => value === undefined)) {
    faults.add(at, 'must have a limit', undefined, 'For example, use { maxConnections: 100 }.');
  }
}

function checkEjection(faults: Faults, at: string, ejection: OutlierEjection): void {
  const { consecutiveErrors, baseEjectionSeconds, intervalSeconds, maxEjectionPercent } = ejection;
  if (checkGiven(faults, `${at}.consecutiveErrors`, consecutiveErrors, 'For example, use 5.')) {
    checkInteger(faults, `${at}.consecutiveErrors`, consecutiveErrors, 1, 1000);
  }
  checkSeconds(faults, `${at}.baseEjectionSeconds`, baseEjectionSeconds, 3600);
  checkSeconds(faults, `${at}.intervalSeconds`, intervalSeconds, 3600);
  checkInteger(faults, `${at}.maxEjectionPercent`, maxEjectionPercent, 1, 100);
}
