import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { GatewayRoutesIntent, IngressIntent, ServiceIntent } from '../traffic/intents';
import { MeshPeer } from '../traffic/mesh-peer';
import type { TrafficRenderer } from '../traffic/traffic-renderer';
import { withoutDisabled } from '../traffic/zero-intents';
import { authorizationPolicy } from './istio-access';
import type { IstioFacts, WaypointFacts } from './istio-facts';
import { delegatedRoutes, ingressObjects } from './istio-ingress';
import { istioTraffic } from './istio-traffic';

/** Intents that apply to requests: node proxies see only connections. */
const aboutRequests = [
  'split',
  'headerRoutes',
  'pathRoutes',
  'mirror',
  'faultInjection',
  'retries',
  'timeoutSeconds',
  'connectionLimits',
  'outlierEjection',
  'loadBalancing',
  'jwtAuthentication',
] as const satisfies (keyof ServiceIntent)[];

/**
 * How Istio expresses intents without sidecars: by the same objects, which the waypoint of the Service's namespace applies. Only
 * policies differ: a node proxy applies those that select pods, and denies all traffic if one has rules for requests. Therefore
 * policies for requests reference the Service, and those that select pods have rules only for callers and ports.
 *
 * Sources: https://istio.io/latest/docs/ambient/usage/l4-policy/, https://istio.io/latest/docs/ambient/usage/l7-features/; that
 * waypoints support subsets: pilot/pkg/networking/core/cluster_waypoint.go of https://github.com/istio/istio/tree/1.30.3
 *
 * @internal
 */
export function istioAmbientTraffic(facts: IstioFacts): TrafficRenderer {
  const { waypoint } = facts;
  const sidecars = istioTraffic(facts);
  return {
    ...sidecars,

    checkService(faults: Faults, intent: ServiceIntent): void {
      const service = waypoint ? intent : withoutDisabled(intent);
      sidecars.checkService(faults, service);
      if (!waypoint) checkNoRequests(faults, service);
      else checkSameCallers(faults, service);
    },

    service(intent: ServiceIntent): Manifest[] {
      const service = waypoint ? intent : withoutDisabled(intent);
      const objects = sidecars.service(service);
      if (!waypoint) return objects;
      const atWaypoint = objects.map((object) => (isPolicy(object) ? namingService(object, service.name) : object));
      return service.allowFrom ? [...atWaypoint, podPolicy(service, waypoint)] : atWaypoint;
    },

    ingress: (ingress: IngressIntent) => ingressObjects(ingress, facts, atGateway),
    ingressRoutes: (routes: GatewayRoutesIntent) => delegatedRoutes(routes, facts, atGateway),
  };
}

/**
 * The waypoint applies the service's intents, so the gateway must not apply them again. A gateway's own retries would
 * multiply those of the service, so they are disabled if the service sets any.
 */
function atGateway({ name, namespaceName, port, protocol, workload, retries }: ServiceIntent): ServiceIntent {
  return { name, namespaceName, port, protocol, workload, retries: retries && { attempts: 0 } };
}

function checkNoRequests(faults: Faults, service: ServiceIntent): void {
  const fix = 'Make an IstioWaypoint, and give it to the MeshNamespace as its mesh.';
  for (const prop of aboutRequests.filter((name) => service[name] !== undefined)) {
    faults.add(
      prop,
      'must be left out in a namespace without a waypoint, which does what is about requests',
      undefined,
      fix,
    );
  }
  service.allowFrom?.forEach((peer, index) => {
    if (!peer._isScoped) return;
    const must = 'must not tell requests apart in a namespace without a waypoint, which does what is about requests';
    faults.add(`allowFrom[${index}]`, must, peer._key, `${fix} Or let the peer send any request.`);
  });
}

/** A policy for a Service applies to all of its ports. */
function checkSameCallers(faults: Faults, { morePorts }: ServiceIntent): void {
  morePorts?.forEach(({ allowFrom, name }, index) => {
    if (!allowFrom) return;
    const must = 'must be left out in a namespace with a waypoint, whose policies are for all ports of a Service';
    faults.add(
      `morePorts[${index}].allowFrom`,
      must,
      undefined,
      `Give port ${name} a Service and a MeshService of its own.`,
    );
  });
}

function isPolicy({ kind }: Manifest): boolean {
  return kind === 'AuthorizationPolicy' || kind === 'RequestAuthentication';
}

/** The policy applies to the Service with all its ports, whose numbers are not those of the pods. */
function namingService(policy: Manifest, name: string): Manifest {
  const { selector: _, rules, ...spec } = policy.spec as { selector: object; rules?: Rule[] };
  return {
    ...policy,
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name }],
      ...spec,
      ...(rules ? { rules: distinct(rules.map(withoutPorts)) } : {}),
    },
  };
}

/** Removes duplicates among rules that differed only in their ports. */
function distinct(rules: Rule[]): Rule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

interface Rule {
  readonly to?: { readonly operation: { readonly ports?: string[] } }[];
}

function withoutPorts({ to, ...rule }: Rule): Rule {
  const operations = (to ?? []).map(({ operation: { ports: _, ...operation } }) => ({ operation }));
  const remaining = operations.filter(({ operation }) => Object.keys(operation).length > 0);
  return remaining.length > 0 ? { ...rule, to: remaining } : rule;
}

/**
 * The callers that may bypass the waypoint: those that may send any request. So no caller can bypass its denials.
 */
function podPolicy(service: ServiceIntent, waypoint: WaypointFacts): Manifest {
  const allowFrom = [
    MeshPeer.serviceAccount(waypoint.namespace, waypoint.name),
    ...(service.jwtAuthentication ? [] : (service.allowFrom ?? []).filter((peer) => !peer._isScoped)),
  ];
  const policy = authorizationPolicy({ ...service, allowFrom });
  return { ...policy, metadata: { name: `${service.name}-pods`, namespace: service.namespaceName } };
}
