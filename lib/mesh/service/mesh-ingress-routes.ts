import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkName, checkSameStack } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { dialectOf } from '../dialects/dialects';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { GatewayRoutesIntent, IngressDelegateIntent } from '../traffic/intents';
import { MeshFeature } from '../traffic/mesh-feature';
import { MeshIngress } from './mesh-ingress';
import type { IngressRoute } from './mesh-ingress-props';
import { checkRouteHosts, checkRoutes, checkServicesGiven, servicesOf } from './mesh-ingress-route-rules';
import type { MeshIngressRoutesProps } from './mesh-ingress-routes-props';
import { checkDelegate, checkDelegatedPath, gatewayIntentOf, routeIntentOf } from './mesh-ingress-rules';
import { checkSupported } from './mesh-service-rules';

/**
 * Routes for some paths of an ingress' hosts, managed separately: teams share one host, its gateway and its certificate, and each
 * defines the routes of its paths in its own namespace and stack.
 *
 * On Istio the ingress delegates the paths to these routes, so they cannot match requests for other paths. Consul's gateway
 * accepts routes from all namespaces of the mesh and uses the longest path.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate
 */
export class MeshIngressRoutes extends Construct {
  /** The release of the mesh's objects. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for before they call the paths. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _delegate: IngressDelegateIntent;

  public constructor(scope: Construct, id: string, props: MeshIngressRoutesProps) {
    super(scope, id);
    checkProps(this, 'MeshIngressRoutesProps', props, (faults) => {
      checkMeshIngressRoutes(faults, this, props);
    });

    const { ingress, name, path, hosts, routes } = props;
    const { namespaceName, cluster, mesh } = namespaceOf(routes) as IMeshNamespace;
    const intent = intentOf(props);
    this._delegate = { name, namespaceName, path, hosts };
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster,
      releaseName: derivedName(name, 'ingress-routes', nameRules.helmRelease),
      namespace: namespaceName,
      manifests: mesh._traffic.ingressRoutes?.(intent) ?? [],
    });
    this.manifests.node.addDependency(ingress.gateway, ...servicesOf(routes));
    mesh._traffic.madeIngress?.(this, intent);
    this.ready = [...this.manifests.ready, ...ingress.ready];
    implementReady(this, () => this.ready);
    if (ingress instanceof MeshIngress) ingress._add(this);
  }
}

function checkMeshIngressRoutes(faults: Faults, scope: Construct, props: MeshIngressRoutesProps): void {
  const { ingress, name, path, hosts, routes } = props;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  const hasIngress = checkGiven(faults, 'ingress', ingress, 'Use a MeshIngress.');
  const hasPath = checkDelegatedPath(faults, 'path', path);
  const fix = 'For example, use [{ service: checkout }].';
  if (!checkGiven(faults, 'routes', routes?.length ? routes : undefined, fix) || !hasIngress) return;
  if (!checkServicesGiven(faults, routes)) return;
  checkSameStack(faults, 'ingress', ingress, scope, 'MeshIngress.fromAttributes(stack, id, { gateway, hosts })');
  const namespace = namespaceOf(routes);
  if (!namespace) {
    const must = 'must have a service, in whose namespace the objects are';
    faults.add('routes', must, undefined, 'Put redirects and responses alone into the routes of the MeshIngress.');
    return;
  }
  checkSupported(faults, namespace.mesh, 'ingress', MeshFeature.SHARED_HOSTS);
  checkRouteHosts(faults, '', hosts, ingress.hosts);
  checkRoutes(faults, scope, routes, { gateway: ingress.gateway, hosts: ingress.hosts, namespace });
  routes.forEach((route, index) => {
    if (route.hosts) {
      faults.add(`routes[${index}].hosts`, 'must be left out', route.hosts, 'Set hosts on the MeshIngressRoutes.');
    }
    if (!route.action && route.service?._intent.split?._isByController && dialectOf(namespace.mesh).delegatesPaths) {
      const must = `must have no split byController on ${namespace.mesh.kind}, which delegates a path once`;
      faults.add(`routes[${index}].service`, must, undefined, 'Put the route into the MeshIngress.');
    }
    const { path: own } = route.match ?? {};
    if (!hasPath || !own || path._covers(own)) return;
    faults.add(`routes[${index}].match.path`, `must be within path (${path._path})`, own._path, 'Narrow it.');
  });
  if (ingress instanceof MeshIngress) {
    if (hasPath) checkDelegate(faults, '', { path, hosts }, ingress._delegates, ingress._routes);
  } else if (hosts && dialectOf(namespace.mesh).delegatesPaths) {
    const must = `must be left out on ${namespace.mesh.kind} for an imported ingress, whose delegates define them`;
    faults.add('hosts', must, hosts, 'Leave it out, and give the delegate hosts.');
  }
  if (!faults.any) namespace.mesh._traffic.checkIngressRoutes?.(faults, intentOf(props));
}

function namespaceOf(routes: readonly IngressRoute[]): IMeshNamespace | undefined {
  return routes.find(({ service }) => service)?.service?.namespace;
}

function intentOf({ ingress, name, path, hosts, routes }: MeshIngressRoutesProps): GatewayRoutesIntent {
  return {
    name,
    namespaceName: namespaceOf(routes)?.namespaceName ?? '',
    gateway: gatewayIntentOf(ingress.gateway),
    hosts: hosts ?? ingress.hosts,
    routes: routes
      .map((route) => ({ ...route, match: { ...route.match, path: route.match?.path ?? path } }))
      .map(routeIntentOf),
    hasTls: ingress._hasTls,
  };
}

publicClass('MeshIngressRoutes', MeshIngressRoutes);
