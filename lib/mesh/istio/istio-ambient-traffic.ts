import type { Faults } from '../../core/faults';
import type { Manifest } from '../../helm/manifest';
import type { GatewayRoutesIntent, IngressIntent, IngressRouteIntent, ServiceIntent } from '../traffic/intents';
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
  'routes',
  'mirror',
  'faultInjection',
  'retries',
  'timeoutSeconds',
  'connectionLimits',
  'outlierEjection',
  'loadBalancing',
  'jwtAuthentication',
  'externalAuthorization',
  'locality',
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
  const sidecars = istioTraffic(facts);
  /** A waypoint for Services doesn't receive calls to pods' addresses, as those of a headless Service are. */
  const waypointFor = ({ headless }: ServiceIntent) => (headless ? undefined : facts.waypoint);
  return {
    ...sidecars,

    checkService(faults: Faults, intent: ServiceIntent): void {
      const waypoint = waypointFor(intent);
      const service = waypoint ? intent : withoutDisabled(intent);
      sidecars.checkService(faults, service);
      if (waypoint) checkAddresses(faults, service);
      else checkNoRequests(faults, service);
    },

    service(intent: ServiceIntent): Manifest[] {
      const waypoint = waypointFor(intent);
      if (!waypoint) return sidecars.service(withoutDisabled(intent));
      const atWaypoint = sidecars
        .service(withServicePorts(intent))
        .map((object) => (isPolicy(object) ? namingService(object, intent.name) : object));
      return intent.allowFrom ? [...atWaypoint, podPolicy(intent, waypoint)] : atWaypoint;
    },

    checkIngress(faults: Faults, ingress: IngressIntent): void {
      sidecars.checkIngress?.(faults, ingress);
      checkLeftToWaypoint(faults, 'routes', ingress.routes);
      checkLeftToWaypoint(faults, 'plainHttpRoutes', ingress.plainHttpRoutes);
    },

    checkIngressRoutes(faults: Faults, ingress: GatewayRoutesIntent): void {
      sidecars.checkIngressRoutes?.(faults, ingress);
      checkLeftToWaypoint(faults, 'routes', ingress.routes);
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

/** A gateway calls the Service, through its waypoint, which chooses the pods. */
function checkLeftToWaypoint(faults: Faults, at: string, routes: readonly IngressRouteIntent[]): void {
  routes.forEach(({ action, mirror }, index) => {
    const versions = action?._intent.kind === 'versions' ? action : undefined;
    for (const [prop, value] of Object.entries({ action: versions, mirror })) {
      if (value === undefined) continue;
      const must = 'must be left out on the ambient data plane, where the waypoint of the service chooses its pods';
      faults.add(`${at}[${index}].${prop}`, must, undefined, 'Use routes of the MeshService.');
    }
  });
}

/** Callers outside the mesh call pods, and not the waypoint that reads requests. */
function checkAddresses(faults: Faults, service: ServiceIntent): void {
  const isChecked = service.jwtAuthentication !== undefined || service.externalAuthorization !== undefined;
  for (const [prop, peer] of peersOf(service)) {
    if (!peer._ranges || !(peer._isScoped || isChecked)) continue;
    const must =
      'must have no methods, paths, tokens or authorizer on the ambient data plane, where callers outside the mesh bypass the waypoint';
    faults.add(prop, must, peer._key, 'Leave them out, or use MeshPeer.ingressGateway.');
  }
}

function checkNoRequests(faults: Faults, service: ServiceIntent): void {
  const fix = 'Create an IstioWaypoint, and pass it to the MeshNamespace as its mesh.';
  for (const prop of aboutRequests.filter((name) => service[name] !== undefined)) {
    faults.add(
      prop,
      'must be left out in a namespace without a waypoint, which request features require',
      undefined,
      fix,
    );
  }
  const scoped = peersOf(service).filter(([, peer]) => peer._isScoped);
  for (const [prop, peer] of scoped) {
    const must = service.headless
      ? 'must not have methods or paths where headless is true: calls to pods bypass the waypoint'
      : 'must not have methods or paths in a namespace without a waypoint';
    const instead = service.headless ? 'Leave them out.' : `${fix} Or leave them out.`;
    faults.add(prop, must, peer._key, instead);
  }
}

function peersOf({ allowFrom, morePorts = [] }: ServiceIntent): [string, MeshPeer][] {
  return [
    ...peersWithPath('allowFrom', allowFrom),
    ...morePorts.flatMap((port, at) => peersWithPath(`morePorts[${at}].allowFrom`, port.allowFrom)),
  ];
}

function peersWithPath(prop: string, peers: MeshPeer[] = []): [string, MeshPeer][] {
  return peers.map((peer, index) => [`${prop}[${index}]`, peer]);
}

function isPolicy({ kind }: Manifest): boolean {
  return kind === 'AuthorizationPolicy' || kind === 'RequestAuthentication';
}

function namingService(policy: Manifest, name: string): Manifest {
  const { selector: _, ...spec } = policy.spec as { selector: object };
  return { ...policy, spec: { targetRefs: [{ group: '', kind: 'Service', name }], ...spec } };
}

/** A waypoint receives connections on the ports of the Service. */
function withServicePorts(service: ServiceIntent): ServiceIntent {
  const { port, workload, morePorts } = service;
  return {
    ...service,
    workload: { ...workload, containerPort: port },
    morePorts: morePorts?.map((own) => ({ ...own, containerPort: own.port })),
  };
}

/**
 * The callers that may bypass the waypoint: those that may send any request. So no caller can bypass its denials.
 */
function podPolicy(service: ServiceIntent, waypoint: WaypointFacts): Manifest {
  const isChecked = service.jwtAuthentication !== undefined || service.externalAuthorization !== undefined;
  const direct = (peers: MeshPeer[] = []) => [
    MeshPeer.serviceAccount(waypoint.namespace, waypoint.name),
    ...(isChecked ? [] : peers.filter((peer) => !peer._isScoped)),
  ];
  const { allowFrom, morePorts } = service;
  const policy = authorizationPolicy({
    ...service,
    allowFrom: direct(allowFrom),
    morePorts: morePorts?.map((own) => ({ ...own, allowFrom: direct(own.allowFrom ?? allowFrom) })),
  });
  return { ...policy, metadata: { name: `${service.name}-pods`, namespace: service.namespaceName } };
}
