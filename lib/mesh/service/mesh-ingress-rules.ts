import type { IConstruct } from 'constructs';
import { checkGiven, checkName, checkNotEmpty, checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { TlsVersion } from '../gateways/tls-version';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { IServiceMesh } from '../service-mesh';
import type { GatewayIntent, IngressDelegateIntent, IngressIntent, IngressRouteIntent } from '../traffic/intents';
import { isEverywhere } from '../traffic/match-algebra';
import { checkExternalAuthorization, checkPath } from '../traffic/mesh-access-rules';
import { isWildcard } from '../traffic/mesh-egress-options';
import { MeshFeature } from '../traffic/mesh-feature';
import { PathMatch } from '../traffic/path-match';
import { checkHosts } from './mesh-egress';
import type { IngressDelegate, IngressRoute, MeshIngressProps } from './mesh-ingress-props';
import { checkRouteHosts, checkRoutes, checkServicesGiven, propOf } from './mesh-ingress-route-rules';
import { checkPassthrough } from './mesh-passthrough-rules';
import { checkJwt } from './mesh-request-rules';
import { checkSupported } from './mesh-service-rules';

/** By gateway and host. */
export const servedHosts = new Claim();

export function keyOfHost({ namespace, gatewayName }: IMeshGateway, host: string): string {
  return `${namespace.namespaceName}/${gatewayName}/${host}`;
}

export function checkMeshIngress(faults: Faults, scope: IConstruct, props: MeshIngressProps): void {
  const { gateway, name, hosts, routes, plainHttpRoutes, delegates = [], tls } = props;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  checkHosts(faults, hosts);
  checkTls(faults, props);
  const hasGateway = checkGiven(faults, 'gateway', gateway, 'Pass a gateway of the mesh, e.g. an IstioGateway.');
  checkNotEmpty(faults, 'routes', routes);
  checkNotEmpty(faults, 'plainHttpRoutes', plainHttpRoutes);
  checkDelegates(faults, props);
  const hasServices = checkServicesGiven(faults, routes);
  if (!checkServicesGiven(faults, plainHttpRoutes, 'plainHttpRoutes') || !hasServices) return;
  const namespace = namespaceOfIngress(props);
  if (!checkGiven(faults, 'namespace', namespace, 'Set the MeshNamespace of the objects, or routes.') || !namespace)
    return;
  const { mesh } = namespace;
  checkSupported(faults, mesh, 'gateway', MeshFeature.GATEWAY_INGRESS);
  if (delegates.length > 0) checkSupported(faults, mesh, 'delegates', MeshFeature.SHARED_HOSTS);
  const context = { gateway: hasGateway ? gateway : undefined, hosts, namespace };
  checkRoutes(faults, scope, routes ?? [], { ...context, isPassthrough: tls?._isPassthrough });
  if (plainHttpRoutes) {
    checkSupported(faults, mesh, 'plainHttpRoutes', MeshFeature.PLAIN_HTTP_ROUTES);
    checkRoutes(faults, scope, plainHttpRoutes, { ...context, prop: 'plainHttpRoutes' });
    checkPlainHttp(faults, plainHttpRoutes, props);
  }
  if (tls?._isPassthrough) {
    checkSupported(faults, mesh, 'tls', MeshFeature.TLS_PASSTHROUGH);
    checkPassthrough(faults, props);
  }
  if (tls?._asksClients) checkSupported(faults, mesh, 'tls', MeshFeature.CLIENT_CERTIFICATES);
  if (hasGateway) checkHostsServed(faults, props);
  checkExternal(faults, props, mesh);
  checkTokens(faults, props, mesh);
  if (faults.any) return;
  const intent = intentOf(props, namespace, delegates);
  gateway._listeners?.check(faults, intent.tls);
  if (plainHttpRoutes) gateway._listeners?.check(faults, undefined);
  mesh._traffic.checkIngress?.(faults, intent);
}

/** The namespace of an ingress' objects. */
export function namespaceOfIngress({ namespace, routes }: MeshIngressProps): IMeshNamespace | undefined {
  return namespace ?? routes?.find(({ service }) => service)?.service?.namespace;
}

export function intentOf(
  { gateway, name, hosts, routes = [], plainHttpRoutes = [], tls, ...props }: MeshIngressProps,
  { namespaceName }: IMeshNamespace,
  delegates: IngressDelegateIntent[],
): IngressIntent {
  return {
    name,
    namespaceName,
    gateway: gatewayIntentOf(gateway),
    hosts,
    routes: routes.map(routeIntentOf),
    plainHttpRoutes: plainHttpRoutes.map(routeIntentOf),
    delegates: [...delegates].sort(narrowestFirst),
    hasTls: tls !== undefined,
    tls:
      tls && !tls._isPassthrough
        ? { secretName: tls._secretName, minimumVersion: tls._minimumVersion, asksClients: tls._asksClients }
        : undefined,
    isPassthrough: tls?._isPassthrough ?? false,
    redirectHttp: props.redirectHttp,
    externalAuthorization: props.externalAuthorization,
    jwtAuthentication: props.jwtAuthentication,
  };
}

export function routeIntentOf({ service, ...route }: IngressRoute): IngressRouteIntent {
  return { ...route, service: service?._intent };
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

/** Checks a delegate against earlier ones and the ingress' own routes. */
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

/** Istio combines the paths of an ingress and its delegates only if they are exact paths or prefixes. */
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

/** An ingress whose gateway uses an external authorization provider. */
interface Authorized extends IConstruct {
  readonly _authorizer?: string;
}

/** By gateway: its filter supports one provider. */
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

/** Matching hosts of a DENY policy must be full names too: a request that the policy misses would need no token. */
function checkTokens(faults: Faults, { hosts, jwtAuthentication, tls }: MeshIngressProps, mesh: IServiceMesh): void {
  if (!jwtAuthentication) return;
  checkSupported(faults, mesh, 'jwtAuthentication', MeshFeature.GATEWAY_JWT_AUTHENTICATION);
  checkJwt(faults, jwtAuthentication);
  const { exemptCallers } = jwtAuthentication._options;
  if (exemptCallers) {
    const must = 'must be left out at a gateway, whose callers are outside the mesh';
    faults.add('jwtAuthentication.exemptCallers', must, undefined, 'Leave it out.');
  }
  if (!tls) {
    const must = 'can only be used with tls: anyone on the way could read and use the tokens';
    faults.add('jwtAuthentication', must, undefined, 'Set tls, or jwtAuthentication on the services.');
  }
  hosts?.forEach((host, index) => {
    if (!isWildcard(host)) return;
    const must = 'must be a full name with jwtAuthentication';
    faults.add(`hosts[${index}]`, must, host, 'Set jwtAuthentication on the services instead.');
  });
}

/** Checks that each host has a route, in the finished program. */
export function checkHostsLead(faults: Faults, hosts: readonly string[], routes: readonly OfHosts[]): void {
  hosts.forEach((host, index) => {
    if (routes.some(({ hosts: own }) => !own || own.includes(host))) return;
    const fix = 'Add a route or a MeshIngressRoutes for it, or leave it out.';
    faults.add(`hosts[${index}]`, 'must have a route', host, fix);
  });
}

function checkTls(faults: Faults, props: MeshIngressProps): void {
  const { tls, redirectHttp, plainHttpRoutes } = props;
  if (!tls) {
    for (const [prop, value] of Object.entries({ redirectHttp, plainHttpRoutes })) {
      if (value === undefined) continue;
      const given = typeof value === 'boolean' ? value : undefined;
      faults.add(prop, 'can only be used with tls', given, 'Set tls, or leave it out.');
    }
  } else if (tls._isPassthrough && tls._asksClients) {
    const must = 'must not be withClientCertificates of passthrough(), where the application terminates TLS';
    faults.add('tls', must, undefined, 'Use IngressTls.passthrough().');
  } else if (!tls._isPassthrough) {
    checkName(faults, 'tls.secretName', tls._secretName, nameRules.kubernetesObject);
    checkOneOf(faults, 'tls.minimumVersion', tls._minimumVersion, Object.values(TlsVersion));
    checkCertificate(faults, props);
  }
}

/** Without a path, no request would be redirected. The policies of the hosts are for plain HTTP too. */
function checkPlainHttp(
  faults: Faults,
  routes: readonly IngressRoute[],
  { jwtAuthentication, externalAuthorization }: MeshIngressProps,
): void {
  routes.forEach(({ match }, index) => {
    const at = `plainHttpRoutes[${index}].match.path`;
    const { path } = match ?? {};
    if (!path || isEverywhere(path)) {
      const fix = "For example, use PathMatch.prefix('/.well-known/acme-challenge').";
      faults.add(at, 'must be a path', path?._path, fix);
      return;
    }
    for (const [prop, policy] of Object.entries({ jwtAuthentication, externalAuthorization })) {
      if (!policy || policy._options.exemptPaths?.some((exempt) => exempt._covers(path))) continue;
      const must = `must be exempt from ${prop}, which is for plain HTTP too`;
      faults.add(
        at,
        must,
        path._path,
        `Add it to exemptPaths of ${prop}, and HTTPS requests of the path are exempt then.`,
      );
    }
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
