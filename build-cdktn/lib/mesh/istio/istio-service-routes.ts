import { Token } from 'cdktn';
import type { Faults } from '../../core/faults';
import { isOlder } from '../../core/versions';
import type { Manifest } from '../../helm/manifest';
import { GatewayApiChannel } from '../gateways/gateway-api';
import { duration } from '../traffic/durations';
import type { EffectiveRoute } from '../traffic/effective-routes';
import { envoyHeaders } from '../traffic/envoy-headers';
import {
  backendsOf,
  checkApiRoutes,
  checkHttpRules,
  httpRules,
  type RulePart,
  serviceRoute,
} from '../traffic/gateway-routes';
import type { ServiceIntent } from '../traffic/intents';
import type { MeshRoute } from '../traffic/mesh-route';
import { conditionsOf, RetryOn } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';
import { istioPrecedence } from '../traffic/specific-first';
import type { TrafficMirror } from '../traffic/traffic-mirror';
import type { IstioFacts } from './istio-facts';

/**
 * One Gateway API route to the versions' Services: also an HTTPRoute for gRPC, which has all fields of a GRPCRoute, and timeouts.
 *
 * Source: `convertHTTPRoute` in pilot/pkg/config/kube/gateway/conversion.go of https://github.com/istio/istio/tree/1.30.3
 */
export function gatewayApiRoute(service: ServiceIntent): Manifest {
  if (service.protocol === ServiceProtocol.TCP) {
    return serviceRoute('v1alpha2', 'TCPRoute', service, [{ backendRefs: backendsOf(service) }]);
  }
  const ownPart: RulePart = (route) => ({
    ...(route.mirror
      ? { filters: [{ type: 'RequestMirror', requestMirror: mirrorOf(route.mirror, service.port) }] }
      : {}),
    ...timeoutsOf(route),
    ...retryOf(route, service.protocol),
  });
  return serviceRoute('v1', 'HTTPRoute', service, httpRules(withEnvoyHeaders(service), istioPrecedence, ownPart));
}

/** Source: `createHeadersFilter` in pilot/pkg/config/kube/gateway/conversion.go, there. */
function withEnvoyHeaders(service: ServiceIntent): ServiceIntent {
  const routes = service.routes?.map(({ requestHeaders, responseHeaders, ...route }) => ({
    ...route,
    ...(requestHeaders && { requestHeaders: envoyHeaders(requestHeaders) }),
    ...(responseHeaders && { responseHeaders: envoyHeaders(responseHeaders) }),
  }));
  return { ...service, routes };
}

/** Rejects features that Gateway API routes, or the kinds on the cluster, don't support. */
export function checkGatewayApiRoutes(faults: Faults, service: ServiceIntent, { gatewayApi }: IstioFacts): void {
  if (!gatewayApi) return;
  const { routes = [], split, protocol } = service;
  checkSettings(faults, '', service, gatewayApi);
  routes.forEach((route, index) => {
    const at = `routes[${index}].`;
    checkSettings(faults, at, route, gatewayApi);
    const lacking = {
      cors: route.cors,
      action: route.action?._intent.kind === 'response' ? 'a direct response' : undefined,
    };
    for (const [prop, value] of Object.entries(lacking)) {
      if (value === undefined) continue;
      const must = 'must be left out where routes are those of the Gateway API';
      faults.add(`${at}${prop}`, must, undefined, 'Use IstioRoutes.virtualServices() on the mesh.');
    }
  });
  checkApiRoutes(faults, service, 'Istio with the Gateway API');
  checkHttpRules(faults, service, istioPrecedence, 'Istio with the Gateway API');
  if (split?._isByController) {
    const must = 'must not be byController where routes are those of the Gateway API, whose object holds all routes';
    faults.add('split', must, undefined, 'Set routes: IstioRoutes.virtualServices() on the mesh.');
  }
  if (split && protocol === ServiceProtocol.TCP && gatewayApi.channel === GatewayApiChannel.STANDARD) {
    faults.add('split', lacks('TCPRoute'), undefined, otherChannel);
  }
}

const otherChannel = 'Use a GatewayApi of the experimental channel, or IstioRoutes.virtualServices().';

function lacks(what: string): string {
  return `must be left out with the standard channel of the Gateway API, which has no ${what}`;
}

function checkSettings(
  faults: Faults,
  at: string,
  { faultInjection, retries, mirror }: MeshRoute,
  { channel, version }: Required<IstioFacts>['gatewayApi'],
): void {
  if (faultInjection) {
    const must = "must be left out if routes use the Gateway API, which doesn't support fault injection";
    faults.add(`${at}faultInjection`, must, undefined, 'Use IstioRoutes.virtualServices() on the mesh.');
  }
  if (channel === GatewayApiChannel.STANDARD) {
    if (retries) {
      const preset = ' In a preset, use TrafficPolicy.webDefault({ without: [MeshFeature.RETRIES] }).';
      const fix = `${otherChannel}${retries.attempts === 0 ? preset : ''}`;
      faults.add(`${at}retries`, lacks('retries'), undefined, fix);
    }
    if (mirror?.percent !== undefined && isOlder(version, '1.3')) {
      const must = `must be left out with version ${version} of the Gateway API, which mirrors all requests or none`;
      faults.add(`${at}mirror.percent`, must, mirror.percent, 'Use version 1.3.0 or newer, or leave it out.');
    }
  }
  if (retries?.on || retries?.statuses) checkConditions(faults, `${at}retries.on`, retries.on ?? []);
}

/** Istio adds conditions to a route's status codes, and a route must list each code. */
function checkConditions(faults: Faults, at: string, on: RetryOn[]): void {
  const always = [RetryOn.CONNECT_FAILURES, RetryOn.REFUSED_STREAMS];
  const supported = [...always, RetryOn.GATEWAY_ERRORS, RetryOn.GRPC_UNAVAILABLE, RetryOn.GRPC_CANCELLED];
  on.forEach((condition, index) => {
    if (supported.includes(condition)) return;
    const must = 'must be single codes if routes use the Gateway API';
    faults.add(`${at}[${index}]`, must, condition, 'Use RetryOn.GATEWAY_ERRORS.');
  });
  const missing = always.filter((condition) => !on.includes(condition));
  if (missing.length === 0) return;
  const must = `must have ${missing.join(' and ')} if routes use the Gateway API: Istio always adds them`;
  faults.add(at, must, undefined, 'Add them, or leave retries.on out.');
}

/** Whole percentages as they are, others as a fraction. */
function mirrorOf({ to, percent }: TrafficMirror, port: number): object {
  const backendRef = { name: to.service, port };
  if (percent === undefined) return { backendRef };
  if (Token.isUnresolved(percent) || Number.isInteger(percent)) return { backendRef, percent };
  return { backendRef, fraction: { numerator: Math.round(percent * 1000), denominator: 100_000 } };
}

function timeoutsOf({ timeoutSeconds, retries }: EffectiveRoute): object {
  const perTry = retries?.perTryTimeoutSeconds;
  const timeouts = {
    ...(timeoutSeconds === undefined ? {} : { request: duration(timeoutSeconds) }),
    ...(perTry === undefined ? {} : { backendRequest: duration(perTry) }),
  };
  return Object.keys(timeouts).length > 0 ? { timeouts } : {};
}

function retryOf({ retries }: EffectiveRoute, protocol: ServiceProtocol | undefined): object {
  if (!retries) return {};
  const { attempts, statuses = [], backoffSeconds } = retries;
  if (attempts === 0) return { retry: { attempts } };
  const gateway = conditionsOf(retries, protocol).includes(RetryOn.GATEWAY_ERRORS) ? [502, 503, 504] : [];
  const all = [...gateway, ...statuses.filter((status) => !gateway.includes(status))];
  const codes = all.length > 0 ? { codes: all } : {};
  const backoff = backoffSeconds === undefined ? {} : { backoff: duration(backoffSeconds) };
  return { retry: { attempts, ...codes, ...backoff } };
}
