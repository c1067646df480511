import { checkGiven, checkName, checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { TlsVersion } from '../gateways/tls-version';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { GatewayIntent, IngressDelegateIntent, IngressIntent } from '../traffic/intents';
import { checkPath } from '../traffic/mesh-access-rules';
import { MeshFeature } from '../traffic/mesh-feature';
import { PathMatch } from '../traffic/path-match';
import { ServiceProtocol } from '../traffic/service-protocol';
import { checkHosts } from './mesh-egress';
import type { MeshIngress } from './mesh-ingress';
import type { IngressDelegate, IngressRoute, MeshIngressProps } from './mesh-ingress-props';
import { checkSupported } from './mesh-service-rules';

/** By gateway and host. */
export const servedHosts = new Claim<MeshIngress>();

export function keyOfHost({ namespace, gatewayName }: IMeshGateway, host: string): string {
  return `${namespace.namespaceName}/${gatewayName}/${host}`;
}

export function checkMeshIngress(faults: Faults, props: MeshIngressProps): void {
  const { gateway, name, hosts, routes, delegates = [], tls, redirectHttp } = props;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  checkHosts(faults, hosts);
  if (tls) {
    checkName(faults, 'tls.secretName', tls._secretName, nameRules.kubernetesObject);
    checkOneOf(faults, 'tls.minimumVersion', tls._minimumVersion, Object.values(TlsVersion));
    checkCertificate(faults, props);
  } else if (redirectHttp !== undefined) {
    faults.add('redirectHttp', 'must come with tls', redirectHttp, 'Give tls, or leave it out.');
  }
  const hasGateway = checkGiven(faults, 'gateway', gateway, 'Give a gateway of the mesh, e.g. an IstioGateway.');
  if (routes?.length === 0) faults.add('routes', 'must not be empty', undefined, 'Leave it out.');
  checkDelegates(faults, props);
  if (!checkServicesGiven(faults, routes)) return;
  const namespace = namespaceOfIngress(props);
  if (!checkGiven(faults, 'namespace', namespace, 'Give the MeshNamespace of the objects, or routes.') || !namespace)
    return;
  const { mesh } = namespace;
  checkSupported(faults, mesh, 'gateway', MeshFeature.GATEWAY_INGRESS);
  if (delegates.length > 0) checkSupported(faults, mesh, 'delegates', MeshFeature.SHARED_HOSTS);
  checkRoutes(faults, routes ?? [], { gateway: hasGateway ? gateway : undefined, hosts, namespace });
  if (hasGateway) checkHostsServed(faults, props);
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
  { gateway, name, hosts, routes = [], tls, redirectHttp }: MeshIngressProps,
  { namespaceName }: IMeshNamespace,
  delegates: IngressDelegateIntent[],
): IngressIntent {
  return {
    name,
    namespaceName,
    gateway: gatewayIntentOf(gateway),
    hosts,
    routes: routes.map(({ path, service, hosts: own }) => ({ path, service: service._intent, hosts: own })),
    delegates: [...delegates].sort(narrowestFirst),
    hasTls: tls !== undefined,
    tls: tls && { secretName: tls._secretName, minimumVersion: tls._minimumVersion },
    redirectHttp,
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
  if (delegates?.length === 0) faults.add('delegates', 'must not be empty', undefined, 'Leave it out.');
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
    const must = `must be given to one of MeshIngressRoutes, and ${same.namespaceName}/${same.name} has it`;
    faults.add(propOf(at, 'path'), must, path._path, 'Use another path, or other hosts.');
  }
  const hidden = routes.findIndex((route) => path._covers(route.path ?? everywhere) && overlap(route, delegate));
  if (hidden < 0) return;
  const must = `must leave out the path of routes[${hidden}] of the ingress, which would never be reached`;
  faults.add(propOf(at, 'path'), must, path._path, `Leave routes[${hidden}] out, or use another path.`);
}

/** Istio puts the paths of an ingress and of its delegates together only where they are text. */
export function checkDelegatedPath(faults: Faults, at: string, path: PathMatch | undefined): path is PathMatch {
  if (!checkGiven(faults, at, path, "Use for example PathMatch.prefix('/orders').") || !path) return false;
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
  if (own?.length === 0) faults.add(propOf(at, 'hosts'), 'must not be empty', undefined, 'Leave it out.');
  own?.forEach((host, index) => {
    if (hosts?.includes(host)) return;
    const must = `must be one of the ingress' hosts (${hosts?.join(', ')})`;
    faults.add(propOf(at, `hosts[${index}]`), must, host, `Add ${host} to hosts, or leave it out here.`);
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
    const must = `must be served once by the gateway '${gateway.node.path}', and '${other.node.path}' serves it`;
    faults.add(`hosts[${index}]`, must, host, `Make a MeshIngressRoutes for '${other.node.path}'.`);
  });
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
  faults.add('tls.certificate', must, other, 'Make a MeshGatewayCertificate for this gateway.');
}

export function checkServicesGiven(faults: Faults, routes: IngressRoute[] = []): boolean {
  return routes
    .map(({ service }, index) => checkGiven(faults, `routes[${index}].service`, service, 'Give a MeshService.'))
    .every(Boolean);
}

/** What the routes of an ingress belong to. */
interface Surroundings {
  /** Undefined where it is missing. */
  readonly gateway: IMeshGateway | undefined;
  readonly hosts: string[];
  readonly namespace: IMeshNamespace;
}

export function checkRoutes(faults: Faults, routes: IngressRoute[], surroundings: Surroundings): void {
  routes.forEach((route, index) => {
    checkRoute(faults, route, `routes[${index}]`, routes.slice(index + 1), surroundings);
  });
}

function checkRoute(
  faults: Faults,
  { path, service, hosts: own }: IngressRoute,
  at: string,
  later: IngressRoute[],
  { gateway, hosts, namespace: { mesh } }: Surroundings,
): void {
  if (path) checkPath(faults, `${at}.path`, path);
  if (!path && later.some((route) => overlap({ hosts: own }, route))) {
    faults.add(
      at,
      'must be the last route where it has no path',
      undefined,
      'Put it last: the routes after it are never reached.',
    );
  }
  checkRouteHosts(faults, at, own, hosts);
  if (service.namespace.cluster !== mesh.cluster || service.namespace.mesh.kind !== mesh.kind) {
    const must = `must be in the mesh of the ingress (${mesh.kind} on '${mesh.cluster.node.path}')`;
    faults.add(`${at}.service`, must, service.node.path, 'Use a MeshIngress of its own for the other mesh.');
  }
  const { allowFrom, protocol, pathRoutes = [] } = service._intent;
  if (protocol === ServiceProtocol.TCP) {
    const fix = 'Use a gateway of TCP by the objects of the mesh itself (KubernetesManifests).';
    faults.add(
      `${at}.service`,
      'must not be a service of TCP: a gateway tells hosts apart by requests',
      undefined,
      fix,
    );
  }
  pathRoutes.forEach((own, place) => {
    const isOpen = path && [path, own.path].some(({ _kind }) => _kind === 'regex') && !path._covers(own.path);
    if (!isOpen) return;
    const must = `must be no regular expression beside pathRoutes[${place}] of '${service.node.path}', nor that one`;
    faults.add(`${at}.path`, must, path._path, 'Use PathMatch.exact or PathMatch.prefix in both.');
  });
  if (!gateway || !allowFrom) return;
  const { namespace, serviceAccountName } = gateway;
  const isGateway = (key: string) => key === `${namespace.namespaceName}/${serviceAccountName}`;
  const admitted = allowFrom.some(({ _key }) => isGateway(_key) || _key === `${namespace.namespaceName}/*`);
  if (admitted) return;
  const must = `must let the gateway '${gateway.node.path}' in, and allowFrom of '${service.node.path}' doesn't`;
  faults.add(`${at}.service`, must, undefined, 'Add MeshPeer.ingressGateway(gateway) to allowFrom.');
}
