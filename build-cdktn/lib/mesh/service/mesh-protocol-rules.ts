import { checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { MeshServiceOptions } from '../traffic/mesh-service-options';
import { isOfGrpc, type RetryPolicy } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';

/** The props that apply to requests, which a proxy doesn't see on a TCP port. */
const aboutRequests = [
  'routes',
  'mirror',
  'faultInjection',
  'retries',
  'timeoutSeconds',
  'rateLimit',
  'jwtAuthentication',
  'externalAuthorization',
  'probePaths',
] as const;

/** Rejects props that apply to requests on TCP ports, and gRPC conditions on other protocols. */
export function checkProtocol(faults: Faults, props: MeshServiceOptions): void {
  const { protocol, policy, retries, routes = [] } = props;
  checkOneOf(faults, 'protocol', protocol, Object.values(ServiceProtocol));
  if (protocol === ServiceProtocol.TCP) {
    if (policy) reject(faults, 'policy', 'Use connectionLimits and outlierEjection instead.');
    for (const prop of aboutRequests) {
      if (props[prop] !== undefined) reject(faults, prop, 'Leave it out.');
    }
    if (props.split?._isByController) reject(faults, 'split', 'Use TrafficSplit.canary.');
    checkTcpParts(faults, props);
  }
  if (protocol === ServiceProtocol.GRPC) {
    checkNoStatuses(faults, '', retries);
    routes.forEach((route, index) => {
      checkNoStatuses(faults, `routes[${index}].`, route.retries);
    });
    return;
  }
  checkConditions(faults, 'retries', retries);
  routes.forEach((route, index) => {
    checkConditions(faults, `routes[${index}].retries`, route.retries);
  });
}

function checkNoStatuses(faults: Faults, at: string, retries: RetryPolicy | undefined): void {
  if (!retries?.statuses) return;
  const must = 'must be left out where protocol is GRPC, whose answers all have status 200';
  faults.add(`${at}retries.statuses`, must, retries.statuses, 'Use RetryOn.GRPC_UNAVAILABLE.');
}

function checkConditions(faults: Faults, at: string, retries: RetryPolicy | undefined): void {
  retries?.on?.forEach((condition, index) => {
    if (!isOfGrpc(condition)) return;
    const fix = 'For example, use RetryOn.GATEWAY_ERRORS.';
    faults.add(`${at}.on[${index}]`, 'can only be used with protocol GRPC', condition, fix);
  });
}

function checkTcpParts(faults: Faults, { connectionLimits, loadBalancing, allowFrom }: MeshServiceOptions): void {
  for (const limit of ['maxPendingRequests', 'maxRequests', 'maxRequestsPerConnection'] as const) {
    const fix = 'Use maxConnections.';
    if (connectionLimits?.[limit] !== undefined) reject(faults, `connectionLimits.${limit}`, fix);
  }
  const { header, cookie } = loadBalancing?._affinity ?? {};
  if (header !== undefined || cookie !== undefined) {
    reject(faults, 'loadBalancing', 'Use LoadBalancing.bySourceAddress().');
  }
  allowFrom?.forEach((peer, index) => {
    const fix = 'Leave methods and paths out.';
    if (peer?._isScoped) reject(faults, `allowFrom[${index}]`, fix);
  });
}

function reject(faults: Faults, prop: string, fix: string): void {
  faults.add(
    prop,
    "must be left out if protocol is TCP: it applies to requests, which a TCP proxy doesn't see",
    undefined,
    fix,
  );
}
