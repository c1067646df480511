import type { IConstruct } from 'constructs';
import { checkGiven, checkName, checkNotEmpty, checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { TlsVersion } from '../gateways/tls-version';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { IServiceMesh } from '../service-mesh';
import type { GatewayIntent, IngressDelegateIntent, IngressIntent } from '../traffic/intents';
import { covers, intersection } from '../traffic/match-algebra';
import { checkExternalAuthorization, checkPath } from '../traffic/mesh-access-rules';
import { isWildcard } from '../traffic/mesh-egress-options';
import { MeshFeature } from '../traffic/mesh-feature';
import { PathMatch } from '../traffic/path-match';
import { ServiceProtocol } from '../traffic/service-protocol';
import type { ServiceVersion } from '../traffic/service-version';
import { versionsOf, versionsOfRoute } from '../traffic/versions';
import { checkHosts } from './mesh-egress';
import type { IngressDelegate, IngressRoute, MeshIngressProps } from './mesh-ingress-props';
import { checkRoute } from './mesh-route-rules';
import { checkSupported } from './mesh-service-rules';

/** By gateway and host. */
export const servedHosts = new Claim();

export function keyOfHost({ namespace, gatewayName }: IMeshGateway, host: string): string {
  return `${namespace.namespaceName}/${gatewayName}/${host}`;
}

export function checkMeshIngress(faults: Faults, scope: IConstruct, props: MeshIngressProps): void {
  const { gateway, name, hosts, routes, delegates = [], tls, redirectHttp } = props;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  checkHosts(faults, hosts);
  if (tls) {
    checkName(faults, 'tls.secretName', tls._secretName, nameRules.kubernetesObject);
    checkOneOf(faults, 'tls.minimumVersion', tls._minimumVersion, Object.values(TlsVersion));
    checkCertificate(faults, props);
  } else if (redirectHttp !== undefined) {
    faults.add('redirectHttp', 'can only be used with tls', redirectHttp, 'Set tls, or leave it out.');
  }
  const hasGateway = checkGiven(faults, 'gateway', gateway, 'Pass a gateway of the mesh, e.g. an IstioGateway.');
  checkNotEmpty(faults, 'routes', routes);
  checkDelegates(faults, props);
  if (!checkServicesGiven(faults, routes)) return;
  const namespace = namespaceOfIngress(props);
  if (!checkGiven(faults, 'namespace', namespace, 'Set the MeshNamespace of the objects, or routes.') || !namespace)
    return;
  const { mesh } = namespace;
  checkSupported(faults, mesh, 'gateway', MeshFeature.GATEWAY_INGRESS);
  if (delegates.length > 0) checkSupported(faults, mesh, 'delegates', MeshFeature.SHARED_HOSTS);
  checkRoutes(faults, scope, routes ?? [], { gateway: hasGateway ? gateway : undefined, hosts, namespace });
  if (tls?._asksClients) checkSupported(faults, mesh, 'tls', MeshFeature.CLIENT_CERTIFICATES);
  if (hasGateway) checkHostsServed(faults, props);
  checkExternal(faults, props, mesh);
  if (faults.any) return;
  const intent = intentOf(props, namespace, delegates);
  gateway._listeners?.check(faults, intent.tls);
  mesh._traffic.checkIngress?.(faults, intent);
}

/** Where the objects of an ingress are. */
export function namespaceOfIngress({ namespace, routes }: MeshIngressProps): IMeshNamespace | undefined {
  return namespace ?? routes?.[0]?.service?.namespace;
}

export function intentOf(
  { gateway, name, hosts, routes = [], tls, redirectHttp, externalAuthorization }: MeshIngressProps,
  { namespaceName }: IMeshNamespace,
  delegates: IngressDelegateIntent[],
): IngressIntent {
  return {
    name,
    namespaceName,
    gateway: gatewayIntentOf(gateway),
    hosts,
    routes: routes.map(({ service, ...route }) => ({ ...route, service: service._intent })),
    delegates: [...delegates].sort(narrowestFirst),
    hasTls: tls !== undefined,
    tls: tls && {
      secretName: tls._secretName,
      minimumVersion: tls._minimumVersion,
      asksClients: tls._asksClients,
    },
    redirectHttp,
    externalAuthorization,
  };
}

export function gatewayIntentOf(gateway: IMeshGateway): GatewayIntent {
  const { gatewayName, namespace, selector, _listeners: listeners } = gateway;
  return {
    path: gateway.node.path,
    gatewayName,
    namespaceName: namespace.namespaceName,
    selector,
    hasListeners: listeners !== undefined,
  };
}

/** A path that another one covers is at least as long. */
function narrowestFirst(one: IngressDelegateIntent, other: IngressDelegateIntent): number {
  const longer = other.path._stem.length - one.path._stem.length;
  return longer === 0 ? (sortKey(one) < sortKey(other) ? -1 : 1) : longer;
}

/** Exact paths before prefixes. */
function sortKey({ name, namespaceName, hosts, path }: IngressDelegateIntent): string {
  return JSON.stringify([path._key, namespaceName, name, hosts]);
}

function checkDelegates(faults: Faults, { delegates, hosts, routes }: MeshIngressProps): void {
  checkNotEmpty(faults, 'delegates', delegates);
  delegates?.forEach((delegate, index) => {
    const at = `delegates[${index}]`;
    checkName(faults, `${at}.name`, delegate.name, nameRules.kubernetesLabel);
    checkName(faults, `${at}.namespaceName`, delegate.namespaceName, nameRules.kubernetesLabel);
    checkRouteHosts(faults, at, delegate.hosts, hosts);
    if (!checkDelegatedPath(faults, `${at}.path`, delegate.path)) return;
    checkDelegate(faults, at, delegate, delegates.slice(0, index), routes ?? []);
  });
}

/** A delegate beside those that are there before it, and the routes of the ingress itself. */
export function checkDelegate(
  faults: Faults,
  at: string,
  delegate: Omit<IngressDelegate, 'name' | 'namespaceName'>,
  others: readonly IngressDelegateIntent[],
  routes: readonly IngressRoute[],
): void {
  const { path } = delegate;
  const same = others.find((other) => other.path?._key === path._key && overlap(other, delegate));
  if (same) {
    const must = `must be set to one of MeshIngressRoutes, but ${same.namespaceName}/${same.name} has it already`;
    faults.add(propOf(at, 'path'), must, path._path, 'Use another path, or other hosts.');
  }
  const hidden = routes.findIndex((route) => path._covers(route.match?.path ?? everywhere) && overlap(route, delegate));
  if (hidden < 0) return;
  const must = `must leave out the path of routes[${hidden}] of the ingress, which would never be reached`;
  faults.add(propOf(at, 'path'), must, path._path, `Leave routes[${hidden}] out, or use another path.`);
}

/** Istio puts the paths of an ingress and of its delegates together only where they are text. */
export function checkDelegatedPath(faults: Faults, at: string, path: PathMatch | undefined): path is PathMatch {
  if (!checkGiven(faults, at, path, "For example, use PathMatch.prefix('/orders').") || !path) return false;
  checkPath(faults, at, path);
  if (path._kind === 'regex') {
    faults.add(at, 'must be an exact path or a prefix', path._path, 'Use PathMatch.exact or PathMatch.prefix.');
  }
  return true;
}

const everywhere = PathMatch.prefix('/');

interface OfHosts {
  readonly hosts?: readonly string[];
}

function overlap({ hosts }: OfHosts, { hosts: others }: OfHosts): boolean {
  return !hosts || !others || hosts.some((host) => others.includes(host));
}

function propOf(at: string, prop: string): string {
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

/**
 * A gateway serves each host once: on Istio, Envoy rejects two TLS listeners with the same host, and with them all other hosts of
 * the gateway.
 */
function checkHostsServed(faults: Faults, { gateway, hosts }: MeshIngressProps): void {
  hosts?.forEach((host, index) => {
    const other = servedHosts.ownerOn(gateway.namespace.cluster, keyOfHost(gateway, host));
    if (!other) return;
    const must = `must be served only once by the gateway '${gateway.node.path}', but '${other.node.path}' serves it already`;
    faults.add(`hosts[${index}]`, must, host, `Make a MeshIngressRoutes for '${other.node.path}'.`);
  });
}

/** An ingress whose gateway asks a provider. */
interface Authorized extends IConstruct {
  readonly _authorizer?: string;
}

/** By gateway: its filter asks one provider. */
export const authorizers = new Claim<Authorized>();

export function keyOfGateway({ namespace, gatewayName }: IMeshGateway): string {
  return `${namespace.namespaceName}/${gatewayName}`;
}

/** With a wildcard and a port, a host would be none of those that the policy names, and its requests would not be checked. */
function checkExternal(
  faults: Faults,
  { gateway, hosts, externalAuthorization }: MeshIngressProps,
  mesh: IServiceMesh,
): void {
  if (!externalAuthorization) return;
  checkSupported(faults, mesh, 'externalAuthorization', MeshFeature.EXTERNAL_AUTHORIZATION);
  checkExternalAuthorization(faults, externalAuthorization);
  hosts?.forEach((host, index) => {
    if (!isWildcard(host)) return;
    const must = 'must be a full name with externalAuthorization';
    faults.add(`hosts[${index}]`, must, host, 'Set externalAuthorization on the services instead.');
  });
  const other = gateway && authorizers.ownerOn(gateway.namespace.cluster, keyOfGateway(gateway));
  const { _provider: provider } = externalAuthorization;
  if (!other?._authorizer || other._authorizer === provider) return;
  const must = `must be that of '${other.node.path}' (${other._authorizer}), because a gateway has one provider`;
  faults.add('externalAuthorization.name', must, provider, 'Use another gateway, or the same provider.');
}

/** Each host leads somewhere, in the finished program. */
export function checkHostsLead(faults: Faults, hosts: readonly string[], routes: readonly OfHosts[]): void {
  hosts.forEach((host, index) => {
    if (routes.some(({ hosts: own }) => !own || own.includes(host))) return;
    const fix = 'Add a route or a MeshIngressRoutes for it, or leave it out.';
    faults.add(`hosts[${index}]`, 'must have a route', host, fix);
  });
}

/** A gateway reads Secrets only in its own namespace. */
function checkCertificate(faults: Faults, { gateway, tls }: MeshIngressProps): void {
  const other = tls?._certificate?.gateway.namespace.namespaceName;
  const own = gateway?.namespace.namespaceName;
  if (other === undefined || own === undefined || other === own) return;
  const must = `must be a certificate for the gateway's namespace (${own})`;
  faults.add('tls.certificate', must, other, 'Create a MeshGatewayCertificate for this gateway.');
}

export function checkServicesGiven(faults: Faults, routes: IngressRoute[] = []): boolean {
  return routes
    .map(({ service }, index) => checkGiven(faults, `routes[${index}].service`, service, 'Use a MeshService.'))
    .every(Boolean);
}

/** What the routes of an ingress belong to. */
interface Surroundings {
  /** Undefined where it is missing. */
  readonly gateway: IMeshGateway | undefined;
  readonly hosts: string[];
  readonly namespace: IMeshNamespace;
}

export function checkRoutes(
  faults: Faults,
  scope: IConstruct,
  routes: IngressRoute[],
  surroundings: Surroundings,
): void {
  routes.forEach((route, index) => {
    checkRoute(faults, scope, `routes[${index}]`, route);
    checkIngressRoute(faults, index, routes, surroundings);
  });
}

function checkIngressRoute(
  faults: Faults,
  index: number,
  routes: IngressRoute[],
  { gateway, hosts, namespace: { mesh } }: Surroundings,
): void {
  const at = `routes[${index}]`;
  const route = routes[index];
  const { service, hosts: own } = route;
  const servedBy = ({ hosts: some = hosts }: IngressRoute) => some ?? [];
  const before = routes.findIndex(
    (other) => covers(other.match, route.match) && servedBy(route).every((host) => servedBy(other).includes(host)),
  );
  if (before < index) {
    const must = `must not be covered by routes[${before}], which is before it`;
    faults.add(`${at}.match`, must, undefined, 'Move the more specific one first: it never matches.');
  }
  checkRouteHosts(faults, at, own, hosts);
  if (service.namespace.cluster !== mesh.cluster || service.namespace.mesh.kind !== mesh.kind) {
    const must = `must be in the mesh of the ingress (${mesh.kind} on '${mesh.cluster.node.path}')`;
    faults.add(`${at}.service`, must, service.node.path, 'Use a separate MeshIngress for the other mesh.');
  }
  const { allowFrom, protocol } = service._intent;
  if (protocol === ServiceProtocol.TCP) {
    const fix = "Configure a TCP gateway by the mesh's own objects (KubernetesManifests).";
    faults.add(`${at}.service`, 'must not be a TCP service: a gateway distinguishes hosts by requests', undefined, fix);
  }
  checkRoutesOfService(faults, at, route);
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
function checkRoutesOfService(faults: Faults, at: string, { match, action, rewritePath, service }: IngressRoute): void {
  const { routes = [] } = service._intent;
  if (action) return;
  routes.forEach((own, place) => {
    const name = `routes[${place}] of '${service.node.path}'`;
    const common = intersection(match, own.match);
    if (common === 'open') {
      const must = `must be told apart from ${name}, and what both match can't be written as one match`;
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
