import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkName, checkPattern, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { replacedIn } from '../core/token-values';
import { warn } from '../core/warnings';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import type { IMeshNamespace } from '../mesh/mesh-namespace-ref';
import type { INamespace } from '../workload/namespace';
import { firewallPolicy } from './alb-firewall';
import type { IAlbGateway } from './alb-gateway';
import { hostPattern } from './alb-listener';
import type { AlbRouteRule } from './alb-route-rule';
import type { IWebApplicationFirewall } from './web-application-firewall';

/** Props of a route. */
export interface AlbHttpRouteProps {
  /** The Gateway, of the same stack: `AlbGateway.fromName` in a second stack. */
  readonly gateway: IAlbGateway;

  /** The namespace of the route and of its Services, of the same stack. */
  readonly namespace: INamespace;

  /** The route's name, unique in the namespace: lowercase letters, digits, `-` and `.`. */
  readonly name: string;

  /** The rules; at least one. The rule with the longest matching path applies. */
  readonly rules: AlbRouteRule[];

  /**
   * The hosts, in lower case: `shop.example.com`, or `*.example.com` for all below.
   *
   * @default - those of the listeners
   */
  readonly hostNames?: string[];

  /**
   * The one listener of the Gateway that it is about, by name.
   *
   * @default - all listeners
   */
  readonly listenerName?: string;

  /**
   * The firewall in front of it.
   *
   * @default - the gateway's, if any
   */
  readonly firewall?: IWebApplicationFirewall;
}

/**
 * Routes for requests to some hosts and paths: an HTTPRoute of the Kubernetes Gateway API on Application Gateway for Containers.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/for-containers/how-to-path-header-query-string-routing-gateway-api
 */
export class AlbHttpRoute extends Construct {
  /** The route's name. */
  public readonly routeName: string;

  /** The resources that dependents wait for: the route. */
  public readonly ready: ITerraformDependable[];

  /** The release that applies the route. */
  public readonly manifests: KubernetesManifests;

  public constructor(scope: Construct, id: string, props: AlbHttpRouteProps) {
    super(scope, id);
    this.check(props);

    const { gateway, namespace, name, firewall } = props;
    const { controller } = gateway;
    this.routeName = name;
    const target = { kind: 'HTTPRoute', name, namespaceName: namespace.namespaceName } as const;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: controller.cluster,
      releaseName: derivedName(replacedIn(name, '.', '-'), 'http-route', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: [routeOf(props), ...(firewall ? [firewallPolicy(controller, firewall, target)] : [])],
    });
    this.manifests.node.addDependency(namespace, gateway);
    if (firewall) this.manifests.node.addDependency(firewall, controller);
    routeNames.take(controller.cluster, this, props.namespace.namespaceName, props.name);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
    if ((namespace as Partial<IMeshNamespace>).mesh && props.rules.some((rule) => rule._hasBackends)) {
      const text = `The load balancer is not in the mesh, but the route ${name} sends requests to Services of a namespace in the mesh: pods that accept only mutual TLS reject them. Route to the mesh's own gateway, or accept plain text on their port (plainTextPorts).`;
      warn(this, 'W321', text);
    }
  }

  private check(props: AlbHttpRouteProps): void {
    checkProps(this, 'AlbHttpRouteProps', props, (faults) => {
      const { gateway, namespace, name, hostNames, rules, firewall } = props;
      checkName(faults, 'name', name, nameRules.kubernetesObject);
      if (isKnown(hostNames) && hostNames.length === 0) {
        faults.add('hostNames', 'must not be empty', hostNames, "Leave it out for the listeners' hosts.");
      }
      hostNames?.forEach((host, index) => {
        const must = 'must be a host in lowercase';
        checkPattern(faults, `hostNames[${index}]`, host, hostPattern, must, 'shop.example.com');
      });
      if (!rules?.length)
        faults.add('rules', 'must have a rule', undefined, 'For example, use AlbRouteRule.toServices(...).');
      rules?.forEach((rule, index) => {
        rule._check(faults, `rules[${index}]`);
      });
      const hasGateway = checkGiven(faults, 'gateway', gateway, 'For example, use AlbGateway.fromName(...).');
      if (hasGateway) checkSameStack(faults, 'gateway', gateway, this, 'AlbGateway.fromName');
      if (checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).') && hasGateway) {
        checkSameStack(faults, 'namespace', namespace, this, 'Namespace.fromName');
        checkSite(faults, props);
      }
      if (firewall) checkSameStack(faults, 'firewall', firewall, this, 'WebApplicationFirewall.fromFirewallId');
    });
  }
}

function checkSite(faults: Faults, props: AlbHttpRouteProps): void {
  const { gateway, namespace, name, listenerName } = props;
  const { cluster } = gateway.controller;
  if (namespace.cluster !== cluster) {
    const must = `must be on the cluster of the gateway (${cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster?.node.path, 'Use the same cluster for both.');
  }
  const other = routeNames.ownerOn(cluster, namespace.namespaceName, name);
  if (other) {
    const must = `must be unique in namespace ${namespace.namespaceName}, but ${other.node.path} has it already`;
    faults.add('name', must, name, 'Use another name.');
  }
  const { _listeners: listeners } = gateway;
  if (!listeners) return;
  const meant = listeners.filter((listener) => listenerName === undefined || listener.listenerName === listenerName);
  if (meant.length === 0) {
    const names = listeners.map((listener) => listener.listenerName).join(', ');
    faults.add('listenerName', `must be a listener of the gateway (${names})`, listenerName, 'Use one of them.');
  } else if (namespace.namespaceName !== gateway.namespaceName && !meant.some((listener) => listener._isOpen)) {
    const must = `must be that of the gateway (${gateway.namespaceName}), whose listeners accept no routes of other namespaces`;
    faults.add('namespace', must, namespace.namespaceName, 'Set openToAllNamespaces on a listener.');
  }
}

function routeOf(props: AlbHttpRouteProps): { [key: string]: unknown } {
  const { gateway, namespace, name, hostNames, listenerName, rules } = props;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: namespace.namespaceName },
    spec: {
      parentRefs: [{ name: gateway.gatewayName, namespace: gateway.namespaceName, sectionName: listenerName }],
      hostnames: hostNames && [...hostNames],
      rules: rules.map((rule) => rule._render()),
    },
  };
}

const routeNames = new Claim();

publicClass('AlbHttpRoute', AlbHttpRoute);
