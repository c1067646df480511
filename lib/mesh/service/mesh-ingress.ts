import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkName, checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim, Register } from '../../core/ledger';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { dialectOf } from '../dialects/dialects';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { TlsVersion } from '../gateways/tls-version';
import type { IngressIntent } from '../traffic/intents';
import { checkPath } from '../traffic/mesh-access-rules';
import { MeshFeature } from '../traffic/mesh-feature';
import { ServiceProtocol } from '../traffic/service-protocol';
import { checkHosts } from './mesh-egress';
import type { IngressRoute, MeshIngressProps } from './mesh-ingress-props';
import { checkSupported } from './mesh-service-rules';

/**
 * Hosts that a mesh gateway serves, and the services behind them: certificate, redirect to HTTPS, and routes by path. The
 * services' versions, retries and timeouts apply to the gateway's requests too.
 */
export class MeshIngress extends Construct {
  /** The release of the mesh's objects. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for before they call the hosts. */
  public readonly ready: ITerraformDependable[];

  /** The gateway and the certificate. */
  private readonly key: string;

  public constructor(scope: Construct, id: string, props: MeshIngressProps) {
    super(scope, id);
    checkProps(this, 'MeshIngressProps', props, (faults) => {
      checkMeshIngress(faults, props);
    });

    const { gateway, name, routes, tls } = props;
    const intent = intentOf(props);
    const { namespace } = routes[0].service;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: namespace.cluster,
      releaseName: derivedName(name, 'ingress', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: namespace.mesh._traffic.ingress?.(intent) ?? [],
    });
    this.manifests.node.addDependency(gateway, ...new Set(routes.map(({ service }) => service)));
    if (tls?._certificate) this.manifests.node.addDependency(tls._certificate);
    gateway._listeners?.serve(intent.tls);
    namespace.mesh._traffic.madeIngress?.(this, intent);
    this.ready = [...this.manifests.ready, ...gateway.ready];
    implementReady(this, () => this.ready);
    this.key = keyOfHost(gateway, tls?._secretName ?? '');
    for (const host of props.hosts) servedHosts.take(namespace.cluster, this, keyOfHost(gateway, host));
    ingresses.add(namespace.cluster, this);
    if (tls && dialectOf(namespace.mesh).hasListenerPerIngress) {
      const text = `Another MeshIngress of the gateway '${gateway.node.path}' serves the certificate ${tls._secretName} too. Browsers reuse one HTTP/2 connection for all hosts of a certificate, and get 404 for the other's. Serve the hosts by one MeshIngress, with hosts in its routes.`;
      warn(this, 'W275', text, () =>
        ingresses.on(namespace.cluster).some((other) => other !== this && other.key === this.key),
      );
    }
    if (!tls) warn(this, 'W273', `The hosts of '${this.node.path}' are served on plain HTTP. Give tls.`);
  }
}

function checkMeshIngress(faults: Faults, props: MeshIngressProps): void {
  const { gateway, name, hosts, routes, tls, redirectHttp } = props;
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
  const fix = 'Use for example [{ service: checkout }].';
  if (!checkGiven(faults, 'routes', routes?.length ? routes : undefined, fix)) return;
  if (
    !routes.every(({ service }, index) =>
      checkGiven(faults, `routes[${index}].service`, service, 'Give a MeshService.'),
    )
  )
    return;
  const { mesh } = routes[0].service.namespace;
  checkSupported(faults, mesh, 'gateway', MeshFeature.GATEWAY_INGRESS);
  routes.forEach((route, index) => {
    checkRoute(faults, index, route, props, hasGateway);
  });
  if (hasGateway && hosts?.length) checkHostsServed(faults, props);
  if (faults.any) return;
  const intent = intentOf(props);
  gateway._listeners?.check(faults, intent.tls);
  mesh._traffic.checkIngress?.(faults, intent);
}

function intentOf({ gateway, name, hosts, routes, tls, redirectHttp }: MeshIngressProps): IngressIntent {
  const { gatewayName, namespace, selector, _listeners: listeners } = gateway;
  return {
    name,
    namespaceName: routes[0].service.namespace.namespaceName,
    gateway: {
      path: gateway.node.path,
      gatewayName,
      namespaceName: namespace.namespaceName,
      selector,
      hasListeners: listeners !== undefined,
    },
    hosts,
    routes: routes.map(({ path, service, hosts: own }) => ({ path, service: service._intent, hosts: own })),
    tls: tls && { secretName: tls._secretName, minimumVersion: tls._minimumVersion },
    redirectHttp,
  };
}

function checkRouteHosts(faults: Faults, at: string, own: string[] | undefined, hosts: string[] | undefined): void {
  if (own?.length === 0) faults.add(`${at}.hosts`, 'must not be empty', undefined, 'Leave it out.');
  own?.forEach((host, index) => {
    if (hosts?.includes(host)) return;
    const must = `must be one of the ingress' hosts (${hosts?.join(', ')})`;
    faults.add(`${at}.hosts[${index}]`, must, host, `Add ${host} to hosts, or leave it out here.`);
  });
}

/**
 * A gateway serves each host once: on Istio, Envoy rejects two TLS listeners with the same host, and with them all other hosts of
 * the gateway.
 */
function checkHostsServed(faults: Faults, { gateway, hosts, routes }: MeshIngressProps): void {
  hosts.forEach((host, index) => {
    const other = servedHosts.ownerOn(gateway.namespace.cluster, keyOfHost(gateway, host));
    if (other) {
      const must = `must be served once by the gateway '${gateway.node.path}', and '${other.node.path}' serves it`;
      faults.add(`hosts[${index}]`, must, host, `Add the routes to '${other.node.path}'.`);
    }
    if (routes.every(({ hosts: own }) => own && !own.includes(host))) {
      faults.add(`hosts[${index}]`, 'must have a route', host, 'Add a route for it, or leave it out.');
    }
  });
}

function keyOfHost({ namespace, gatewayName }: IMeshGateway, host: string): string {
  return `${namespace.namespaceName}/${gatewayName}/${host}`;
}

/** By gateway and host. */
const servedHosts = new Claim<MeshIngress>();

const ingresses = new Register<MeshIngress>();

/** A gateway reads Secrets only in its own namespace. */
function checkCertificate(faults: Faults, { gateway, tls }: MeshIngressProps): void {
  const other = tls?._certificate?.gateway.namespace.namespaceName;
  const own = gateway?.namespace.namespaceName;
  if (other === undefined || own === undefined || other === own) return;
  const must = `must be a certificate for the gateway's namespace (${own})`;
  faults.add('tls.certificate', must, other, 'Make a MeshGatewayCertificate for this gateway.');
}

function checkRoute(
  faults: Faults,
  index: number,
  { path, service, hosts: own }: IngressRoute,
  { gateway, routes, hosts }: MeshIngressProps,
  hasGateway: boolean,
): void {
  const at = `routes[${index}]`;
  if (path) checkPath(faults, `${at}.path`, path);
  const isHidden = (later: IngressRoute) => !own || !later.hosts || later.hosts.some((host) => own.includes(host));
  if (!path && routes.slice(index + 1).some(isHidden)) {
    faults.add(
      at,
      'must be the last route where it has no path',
      undefined,
      'Put it last: the routes after it are never reached.',
    );
  }
  checkRouteHosts(faults, at, own, hosts);
  const { mesh } = routes[0].service.namespace;
  if (service.namespace.cluster !== mesh.cluster || service.namespace.mesh.kind !== mesh.kind) {
    const must = `must be in the mesh of routes[0].service (${mesh.kind} on '${mesh.cluster.node.path}')`;
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
  if (!hasGateway || !allowFrom) return;
  const { namespace, serviceAccountName } = gateway;
  const isGateway = (key: string) => key === `${namespace.namespaceName}/${serviceAccountName}`;
  const admitted = allowFrom.some(({ _key }) => isGateway(_key) || _key === `${namespace.namespaceName}/*`);
  if (admitted) return;
  const must = `must let the gateway '${gateway.node.path}' in, and allowFrom of '${service.node.path}' doesn't`;
  faults.add(`${at}.service`, must, undefined, 'Add MeshPeer.ingressGateway(gateway) to allowFrom.');
}

publicClass('MeshIngress', MeshIngress);
