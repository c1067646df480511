import { Token } from 'cdktf';
import type { MeshServiceProps } from '../mesh-service-props';
import { duration, numberText } from '../traffic/durations';
import { RetryOn, type RetryPolicy } from '../traffic/retry-policy';
import type { Manifest } from '../traffic/traffic-renderer';

/**
 * One HTTPRoute of the Service that callers use, the root: its backends are the versions' Services. Retries and the timeout stand at
 * this route, whether traffic is split or not: what a route says of them wins over the Service's annotations, and those of a
 * backend's Service are never asked.
 *
 * Source: `convert_outbound_http_route` in policy-controller/grpc/src/outbound/http.rs, and `parse_http_retry` in
 * policy-controller/k8s/index/src/outbound/index/http.rs, of https://github.com/linkerd/linkerd2/tree/edge-26.8.3
 */
export function httpRoute(service: MeshServiceProps): Manifest | undefined {
  const { name, namespace, port, split, headerRoutes = [], retries, timeoutSeconds } = service;
  if (!split && headerRoutes.length === 0 && !retries && timeoutSeconds === undefined) return undefined;
  const timeouts = timeoutSeconds === undefined ? {} : { timeouts: { request: duration(timeoutSeconds) } };
  const byHeader = headerRoutes.map(({ _options: { header, value, to }, _isRegex }) => ({
    matches: [{ headers: [{ type: _isRegex ? 'RegularExpression' : 'Exact', name: header, value }] }],
    backendRefs: [{ name: to.service, port }],
    ...timeouts,
  }));
  const versions = split?._versions ?? [];
  const shares = versions.map(({ version, percent }) => ({
    name: version.service,
    port,
    ...(versions.length === 1 ? {} : { weight: percent }),
  }));
  const rest = { backendRefs: shares.length > 0 ? shares : [{ name, port }], ...timeouts };
  const annotations = retries ? { annotations: retryAnnotations(retries) } : {};
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: namespace.namespaceName, ...annotations },
    spec: { parentRefs: [{ group: '', kind: 'Service', name, port }], rules: [...byHeader, rest] },
  };
}

function retryAnnotations({ attempts, perTryTimeoutSeconds, on = [RetryOn.GATEWAY_ERRORS] }: RetryPolicy): object {
  return {
    'retry.linkerd.io/http': on.join(','),
    'retry.linkerd.io/limit': numberText(attempts),
    ...(perTryTimeoutSeconds === undefined ? {} : { 'retry.linkerd.io/timeout': duration(perTryTimeoutSeconds) }),
  };
}

/**
 * Ejection stands on the root Service, whether traffic is split or not: the policy of the parent goes to the proxy with all of its
 * routes' backends.
 *
 * Source: `parse_accrual_config` for the parent resource in policy-controller/k8s/index/src/outbound/index.rs, and `failure_accrual`
 * in policy-controller/grpc/src/outbound/http.rs, of https://github.com/linkerd/linkerd2/tree/edge-26.8.3
 */
export function ejectionAnnotations({ outlierEjection }: MeshServiceProps): { [key: string]: string } {
  if (!outlierEjection) return {};
  const { consecutiveErrors, baseEjectionSeconds = 30 } = outlierEjection;
  const prefix = 'balancer.linkerd.io/failure-accrual';
  return {
    [prefix]: 'consecutive',
    [`${prefix}-consecutive-max-failures`]: numberText(consecutiveErrors),
    [`${prefix}-consecutive-min-penalty`]: duration(baseEjectionSeconds),
    ...(longerThanDefaultMaximum(baseEjectionSeconds)
      ? { [`${prefix}-consecutive-max-penalty`]: duration(baseEjectionSeconds) }
      : {}),
  };
}

/** Linkerd refuses a first penalty above the longest one, which is 60 s unless it is said. */
function longerThanDefaultMaximum(seconds: number): boolean {
  return Token.isUnresolved(seconds) || seconds > 60;
}
