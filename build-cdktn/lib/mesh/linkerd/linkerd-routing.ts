import { Token } from 'cdktn';
import { numberText } from '../../core/token-values';
import type { Manifest } from '../../helm/manifest';
import { duration } from '../traffic/durations';
import { backendsOf, httpRules, type RulePart, serviceRoute } from '../traffic/gateway-routes';
import type { ServiceIntent } from '../traffic/intents';
import { RetryOn, type RetryPolicy } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';
import { linkerdPrecedence } from '../traffic/specific-first';

/**
 * One route of the Service that callers use (the root), of the kind for its protocol: its backends are the versions' Services.
 * Retries and the timeout are set on this route, with or without a split: a route takes precedence over the Service's
 * annotations, and the annotations of backend Services are never read.
 *
 * Source: `convert_outbound_http_route` in policy-controller/grpc/src/outbound/http.rs, and `parse_http_retry` in
 * policy-controller/k8s/index/src/outbound/index/http.rs, of https://github.com/linkerd/linkerd2/tree/edge-26.8.3; for gRPC and
 * TCP the files next to them
 */
export function outboundRoute(service: ServiceIntent): Manifest | undefined {
  const { split, routes, retries, timeoutSeconds, protocol } = service;
  const intents = [split, routes, retries, timeoutSeconds];
  if (intents.every((intent) => intent === undefined)) return undefined;
  if (protocol === ServiceProtocol.TCP) return tcpRoute(service);
  return protocol === ServiceProtocol.GRPC ? grpcRoute(service) : httpRoute(service);
}

function httpRoute(service: ServiceIntent): Manifest {
  const { retries } = service;
  const timeoutOf: RulePart = ({ timeoutSeconds }) =>
    timeoutSeconds ? { timeouts: { request: duration(timeoutSeconds) } } : {};
  const annotations = retries ? retryAnnotations(retries, 'http', [RetryOn.GATEWAY_ERRORS]) : {};
  return serviceRoute('v1', 'HTTPRoute', service, httpRules(service, linkerdPrecedence, timeoutOf), annotations);
}

/** A GRPCRoute has no field for a timeout. */
function grpcRoute(service: ServiceIntent): Manifest {
  const { retries, timeoutSeconds } = service;
  const annotations = {
    ...(retries ? retryAnnotations(retries, 'grpc', [RetryOn.GRPC_UNAVAILABLE]) : {}),
    ...(timeoutSeconds === undefined ? {} : { 'timeout.linkerd.io/request': duration(timeoutSeconds) }),
  };
  return serviceRoute(
    'v1',
    'GRPCRoute',
    service,
    httpRules(service, linkerdPrecedence, () => ({})),
    annotations,
  );
}

function tcpRoute(service: ServiceIntent): Manifest {
  return serviceRoute('v1alpha2', 'TCPRoute', service, [{ backendRefs: backendsOf(service) }]);
}

function retryAnnotations(retries: RetryPolicy, protocol: 'http' | 'grpc', usual: RetryOn[]): object {
  const { attempts, perTryTimeoutSeconds, statuses = [] } = retries;
  const on = retries.on ?? (retries.statuses ? [] : usual);
  return {
    [`retry.linkerd.io/${protocol}`]: [...on, ...statuses.map(numberText)].join(','),
    'retry.linkerd.io/limit': numberText(attempts),
    ...(perTryTimeoutSeconds === undefined ? {} : { 'retry.linkerd.io/timeout': duration(perTryTimeoutSeconds) }),
  };
}

/**
 * Ejection is set on the root Service, with or without a split: the proxy receives the parent's policy with all backends of its
 * routes.
 *
 * Source: `parse_accrual_config` for the parent resource in policy-controller/k8s/index/src/outbound/index.rs, and
 * `failure_accrual` in policy-controller/grpc/src/outbound/http.rs, of https://github.com/linkerd/linkerd2/tree/edge-26.8.3
 */
export function ejectionAnnotations({ outlierEjection }: ServiceIntent): { [key: string]: string } {
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

/** Linkerd rejects a minimum penalty above the maximum, which is 60 s by default. */
function longerThanDefaultMaximum(seconds: number): boolean {
  return Token.isUnresolved(seconds) || seconds > 60;
}
