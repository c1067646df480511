import type { Faults } from '../../core/faults';
import { derivedName, nameRules } from '../../core/names';
import type { Manifest } from '../../helm/manifest';
import { GatewayApiChannel } from '../gateways/gateway-api';
import { checkApiRoutes, checkHttpRules } from '../traffic/gateway-routes';
import type { EgressIntent, ServiceIntent } from '../traffic/intents';
import { EgressProtocol } from '../traffic/mesh-egress-options';
import { morePortsOf } from '../traffic/ports';
import { isOfGrpc, RetryOn } from '../traffic/retry-policy';
import { ServiceProtocol } from '../traffic/service-protocol';
import { linkerdPrecedence } from '../traffic/specific-first';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { versionsOf } from '../traffic/versions';
import { withoutDisabled } from '../traffic/zero-intents';
import { accessObjects } from './linkerd-access';
import type { LinkerdFacts } from './linkerd-facts';
import { checkNamespacePolicy, namespacePolicyObjects } from './linkerd-namespace-policy';
import { ejectionAnnotations, outboundRoute } from './linkerd-routing';

const gatewayGroup = 'gateway.networking.k8s.io';

/**
 * Denies egress of the namespace's pods except to the hosts. The EgressNetwork applies to the whole namespace, so there is one,
 * `egress`, and only one `MeshEgress` per namespace.
 *
 * Source: https://linkerd.io/2-edge/reference/egress-network/
 */
function egressObjects(egress: EgressIntent): Manifest[] {
  const { namespaceName, name, hosts, port = 443, protocol = EgressProtocol.TLS } = egress;
  const metadata = { name, namespace: namespaceName };
  const parentRefs = [{ group: 'policy.linkerd.io', kind: 'EgressNetwork', name, port }];
  const network = { group: 'policy.linkerd.io', kind: 'EgressNetwork', name };
  const route =
    protocol === EgressProtocol.HTTP
      ? {
          apiVersion: `${gatewayGroup}/v1`,
          kind: 'HTTPRoute',
          spec: { hostnames: [...hosts], parentRefs, rules: [{}] },
        }
      : {
          apiVersion: `${gatewayGroup}/v1alpha2`,
          kind: protocol === EgressProtocol.TCP ? 'TCPRoute' : 'TLSRoute',
          spec: {
            ...(protocol === EgressProtocol.TCP ? {} : { hostnames: [...hosts] }),
            parentRefs,
            rules: [{ backendRefs: [{ ...network, port }] }],
          },
        };
  return [
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'EgressNetwork',
      metadata,
      spec: { trafficPolicy: 'Deny' },
    },
    { apiVersion: route.apiVersion, kind: route.kind, metadata, spec: route.spec },
  ];
}

const byStatus = [RetryOn.SERVER_ERRORS, RetryOn.GATEWAY_ERRORS];

/**
 * How Linkerd expresses intents. Versions are separate Services, to which the root Service's HTTPRoute routes.
 *
 * @internal
 */
export function linkerdTraffic(facts: LinkerdFacts): TrafficRenderer {
  return {
    checkService(faults: Faults, intent: ServiceIntent): void {
      const service = withoutDisabled(intent);
      const { retries, outlierEjection, rateLimit, allowFrom, ownsService, probePaths } = service;
      for (const [prop, { name, service: leaf }] of versionsOf(service)) {
        if (leaf) continue;
        const fix = `Set one, e.g. service: '${service.name}-${name}'.`;
        faults.add(prop, `must have a Service of version ${name}: Linkerd selects versions by them`, undefined, fix);
      }
      const isGrpc = service.protocol === ServiceProtocol.GRPC;
      retries?.on?.forEach((condition, index) => {
        if (isGrpc ? isOfGrpc(condition) : byStatus.includes(condition)) return;
        const must = `must be a response status on Linkerd${isGrpc ? ', and a gRPC status if protocol is GRPC' : ''}`;
        const fix = isGrpc
          ? 'Use RetryOn.GRPC_UNAVAILABLE.'
          : 'Use RetryOn.GATEWAY_ERRORS: its proxies answer failed connections with 502 to 504.';
        faults.add(`retries.on[${index}]`, must, condition, fix);
      });
      checkProtocolFits(faults, service, facts);
      checkApiRoutes(faults, service, 'Linkerd');
      if (service.split?._isByController) {
        const must =
          'must not be byController on Linkerd, whose HTTPRoute holds all routes: an apply would put the weights back';
        faults.add('split', must, undefined, 'Leave split, routes, retries and timeoutSeconds to the controller.');
      }
      checkHttpRules(faults, service, linkerdPrecedence, 'Linkerd');
      if (retries?.backoffSeconds !== undefined) {
        faults.add(
          'retries.backoffSeconds',
          'must be left out on Linkerd',
          retries.backoffSeconds,
          "Linkerd doesn't support it.",
        );
      }
      if (outlierEjection && !ownsService) {
        const must =
          'can only be used with ownsService on Linkerd, where it is configured by annotations of the Service';
        faults.add(
          'outlierEjection',
          must,
          undefined,
          'Set ownsService: true, and remove the Service from the application.',
        );
      }
      for (const prop of ['intervalSeconds', 'maxEjectionPercent'] as const) {
        const value = outlierEjection?.[prop];
        if (value === undefined) continue;
        faults.add(`outlierEjection.${prop}`, 'must be left out on Linkerd', value, "Linkerd doesn't support it.");
      }
      if (rateLimit && !allowFrom) {
        const must = 'can only be used with allowFrom on Linkerd, because its Server denies all other callers';
        faults.add('rateLimit', must, undefined, 'List the callers.');
      }
      if (rateLimit?.burst !== undefined) {
        faults.add('rateLimit.burst', 'must be left out on Linkerd', rateLimit.burst, "Linkerd doesn't support it.");
      }
      const needsProbes = allPortsOf(service).some((port) => port.allowFrom?.some((peer) => peer._isScoped));
      if (probePaths && !needsProbes) {
        const must = 'must be left out if no peer in allowFrom has methods or paths';
        faults.add('probePaths', must, probePaths, 'Linkerd allows probes by default in that case.');
      }
    },

    /** A rate limit applies to a Server, which is a port of the pods, and so to all versions. */
    service(intent: ServiceIntent): Manifest[] {
      const service = withoutDisabled(intent);
      const { name, namespaceName, allowFrom, rateLimit } = service;
      const limit = {
        apiVersion: 'policy.linkerd.io/v1alpha1',
        kind: 'HTTPLocalRateLimitPolicy',
        metadata: { name, namespace: namespaceName },
        spec: {
          targetRef: { group: 'policy.linkerd.io', kind: 'Server', name },
          total: { requestsPerSecond: rateLimit?.requestsPerSecond },
        },
      };
      const route = outboundRoute(service);
      return [
        ...(route ? [route] : []),
        ...(allowFrom ? allPortsOf(service).flatMap(accessObjects) : []),
        ...(rateLimit ? [limit] : []),
      ];
    },

    serviceAnnotations: ejectionAnnotations,

    checkEgress(faults: Faults, { callers, protocol, addresses }: EgressIntent): void {
      if (addresses) {
        const must = 'must be left out on Linkerd, whose TCP routes apply to all addresses';
        faults.add(
          'addresses',
          must,
          addresses,
          'Leave it out, and restrict addresses by a network policy or firewall.',
        );
      }
      if (facts.gatewayApiChannel === GatewayApiChannel.STANDARD && protocol !== EgressProtocol.HTTP) {
        const must =
          'must be HTTP on Linkerd with the standard channel of the Gateway API, which has no TLSRoute or TCPRoute that Linkerd supports';
        const fix = 'Use a GatewayApi of the experimental channel, or restrict TLS by a network policy or firewall.';
        faults.add('protocol', must, protocol ?? EgressProtocol.TLS, fix);
      }
      if (!callers) return;
      const must = 'must be left out on Linkerd, where an EgressNetwork applies to all pods of the namespace';
      faults.add('callers', must, undefined, 'Leave it out, or use a separate namespace for the callers.');
    },

    egress: egressObjects,

    checkNamespacePolicy: (faults, policy) => checkNamespacePolicy(faults, policy, facts),
    namespacePolicy: namespacePolicyObjects,
  };
}

/** Each port has separate objects, named after it. */
function allPortsOf(service: ServiceIntent): ServiceIntent[] {
  const more = morePortsOf(service).map((port) => ({
    ...port,
    name: derivedName(service.name, port.portName, nameRules.kubernetesLabel),
  }));
  return [service, ...more];
}

/** Rejects features that Linkerd's gRPC and TCP routes don't support, or that require other kinds on the cluster. */
function checkProtocolFits(faults: Faults, service: ServiceIntent, { gatewayApiChannel: channel }: LinkerdFacts): void {
  const { protocol, split, outlierEjection } = service;
  if (protocol === ServiceProtocol.GRPC) checkGrpcRoutes(faults, service);
  if (protocol !== ServiceProtocol.TCP) return;
  if (split && channel === GatewayApiChannel.STANDARD) {
    const must =
      'must be left out on Linkerd for TCP with the standard channel of the Gateway API, which has no TCPRoute';
    faults.add('split', must, undefined, 'Use a GatewayApi of the experimental channel.');
  }
  if (outlierEjection) {
    const must = 'must be left out on Linkerd if protocol is TCP: it evaluates requests';
    faults.add('outlierEjection', must, undefined, 'Use readiness probes of the pods.');
  }
}

/** A GRPCRoute matches headers, and changes no more than headers. */
function checkGrpcRoutes(faults: Faults, { routes = [] }: ServiceIntent): void {
  routes.forEach(({ match = {}, timeoutSeconds, action }, index) => {
    const { path, methods, query } = match;
    const redirect = action?._intent.kind === 'redirect' ? action : undefined;
    const lacking = { 'match.path': path, 'match.methods': methods, 'match.query': query, timeoutSeconds, redirect };
    for (const [prop, value] of Object.entries(lacking)) {
      if (value === undefined) continue;
      const must =
        'must be left out on Linkerd where protocol is GRPC, whose routes match headers and change headers only';
      const at = prop === 'redirect' ? 'action' : prop;
      faults.add(`routes[${index}].${at}`, must, undefined, 'Use headers, and timeoutSeconds of the service.');
    }
  });
}
