import type { IConstruct } from 'constructs';
import { checkGiven, checkNotEmpty } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import { covers, intersection } from '../traffic/match-algebra';
import type { MeshRoute } from '../traffic/mesh-route';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { ServiceVersion } from '../traffic/service-version';
import { versionsOf, versionsOfRoute } from '../traffic/versions';
import type { IngressRoute } from './mesh-ingress-props';
import { checkRoute } from './mesh-route-rules';
import type { MeshService } from './mesh-service';

export function propOf(at: string, prop: string): string {
  return at === '' ? prop : `${at}.${prop}`;
}

export function checkRouteHosts(
  faults: Faults,
  at: string,
  own: readonly string[] | undefined,
  hosts: readonly string[] | undefined,
): void {
  checkNotEmpty(faults, propOf(at, 'hosts'), own);
  own?.forEach((host, index) => {
    if (hosts?.includes(host)) return;
    const must = `must be one of the ingress's hosts (${hosts?.join(', ')})`;
    faults.add(propOf(at, `hosts[${index}]`), must, host, `Add ${host} to hosts, or remove it here.`);
  });
}

/** The services of routes, each once. */
export function servicesOf(routes: readonly IngressRoute[]): MeshService[] {
  return [...new Set(routes.flatMap(({ service }) => service ?? []))];
}

/** Checks that each route has a service, unless the gateway responds itself. */
export function checkServicesGiven(faults: Faults, routes: IngressRoute[] = [], prop = 'routes'): boolean {
  return routes
    .map((route, index) => {
      if (!answersItself(route)) return checkGiven(faults, `${prop}[${index}].service`, route.service, fixOfService);
      if (!route.service) return true;
      const must = 'must be left out where the action is a redirect or a response, which no service receives';
      faults.add(`${prop}[${index}].service`, must, route.service.node?.path, 'Leave it out.');
      return false;
    })
    .every(Boolean);
}

const fixOfService = 'Use a MeshService.';

function answersItself({ action }: IngressRoute): boolean {
  return ['redirect', 'response'].includes(action?._intent.kind ?? '');
}

/** The context of an ingress' routes. */
interface RouteContext {
  /** The prop of the routes. */
  readonly prop?: string;

  /** Undefined if it is missing. */
  readonly gateway: IMeshGateway | undefined;
  readonly hosts: string[];
  readonly namespace: IMeshNamespace;

  /** Whether the gateway passes connections on by their server name. */
  readonly isPassthrough?: boolean;
}

export function checkRoutes(faults: Faults, scope: IConstruct, routes: IngressRoute[], context: RouteContext): void {
  routes.forEach((route, index) => {
    checkRoute(faults, scope, `${context.prop ?? 'routes'}[${index}]`, route);
    checkIngressRoute(faults, index, routes, context);
  });
}

function checkIngressRoute(
  faults: Faults,
  index: number,
  routes: IngressRoute[],
  { prop = 'routes', gateway, hosts, namespace: { mesh }, isPassthrough }: RouteContext,
): void {
  const at = `${prop}[${index}]`;
  const route = routes[index];
  const { service, hosts: own } = route;
  const servedBy = ({ hosts: some = hosts }: IngressRoute) => some ?? [];
  const before = routes.findIndex(
    (other) => covers(other.match, route.match) && servedBy(route).every((host) => servedBy(other).includes(host)),
  );
  if (before < index) {
    const must = `must not be covered by ${prop}[${before}], which is before it`;
    faults.add(`${at}.match`, must, undefined, 'Move the more specific one first: it never matches.');
  }
  checkRouteHosts(faults, at, own, hosts);
  if (!service) return;
  if (service.namespace.cluster !== mesh.cluster || service.namespace.mesh.kind !== mesh.kind) {
    const must = `must be in the mesh of the ingress (${mesh.kind} on '${mesh.cluster.node.path}')`;
    faults.add(`${at}.service`, must, service.node.path, 'Use a separate MeshIngress for the other mesh.');
  }
  const { allowFrom, protocol } = service._intent;
  if (isPassthrough && protocol !== ServiceProtocol.TCP) {
    const must = 'must be a TCP service with IngressTls.passthrough(), because its pods receive TLS';
    faults.add(`${at}.service`, must, protocol ?? ServiceProtocol.HTTP, 'Set protocol: ServiceProtocol.TCP on it.');
  } else if (!isPassthrough && protocol === ServiceProtocol.TCP) {
    const must = 'must not be a TCP service: a gateway distinguishes hosts by requests';
    faults.add(`${at}.service`, must, undefined, 'Use tls: IngressTls.passthrough() if its pods terminate TLS.');
  }
  checkRoutesOfService(faults, at, route, service._intent.routes);
  const known = versionsOf(service._intent).map(([, version]) => version);
  for (const [prop, version] of versionsOfRoute(at, route)) {
    if (known.some((one) => isSameVersion(one, version))) continue;
    const must = `must be a version that '${service.node.path}' names`;
    faults.add(prop, must, version?.name, `Add it to versions of '${service.node.path}'.`);
  }
  if (!gateway || !allowFrom) return;
  const { namespace, serviceAccountName } = gateway;
  const isGateway = (key: string) => key === `${namespace.namespaceName}/${serviceAccountName}`;
  const admitted = allowFrom.some(({ _key }) => isGateway(_key) || _key === `${namespace.namespaceName}/*`);
  if (admitted) return;
  const must = `must allow the gateway '${gateway.node.path}', but allowFrom of '${service.node.path}' doesn't`;
  faults.add(`${at}.service`, must, undefined, 'Add MeshPeer.ingressGateway(gateway) to allowFrom.');
}

/** Without an action the routes of the service apply to the requests that the gateway's route matches. */
function checkRoutesOfService(
  faults: Faults,
  at: string,
  { match, action, rewritePath, service }: IngressRoute,
  routes: readonly MeshRoute[] = [],
): void {
  if (action) return;
  routes.forEach((own, place) => {
    const name = `routes[${place}] of '${service?.node.path}'`;
    const common = intersection(match, own.match);
    if (common === 'open') {
      const must = `must differ from ${name} in a way that one match can express`;
      faults.add(`${at}.match`, must, undefined, 'Set action on the route, or use no regular expressions in both.');
    } else if (common !== 'none' && rewritePath && own.match?.path) {
      const must = `can only be used with an action, because ${name} is for paths too`;
      faults.add(`${at}.rewritePath`, must, rewritePath._path, 'Set action on the route, e.g. RouteAction.allPods().');
    }
  });
}

function isSameVersion(one: ServiceVersion, other: ServiceVersion | undefined): boolean {
  const keyOf = ({ name, service, labels }: ServiceVersion) => JSON.stringify([name, service, labels]);
  return other !== undefined && keyOf(one) === keyOf(other);
}
