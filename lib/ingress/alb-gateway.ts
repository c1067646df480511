import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { replacedIn } from '../core/token-values';
import { warn } from '../core/warnings';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import type { INamespace } from '../workload/namespace';
import type { IAlbController } from './alb-controller-ref';
import { firewallPolicy } from './alb-firewall';
import type { AlbListener } from './alb-listener';
import type { IApplicationLoadBalancer } from './application-load-balancer-ref';
import type { IWebApplicationFirewall } from './web-application-firewall';

/** A Gateway of Application Gateway for Containers: created here, or imported by name. */
export interface IAlbGateway extends IConstruct {
  /** The controller that serves it. */
  readonly controller: IAlbController;

  /** The Gateway's name. */
  readonly gatewayName: string;

  /** The Gateway's namespace. */
  readonly namespaceName: string;

  /** The resources that routes wait for. */
  readonly ready: ITerraformDependable[];

  /**
   * Its listeners; undefined if unknown.
   *
   * @internal
   */
  readonly _listeners?: AlbListener[];
}

/** Props of a Gateway. */
export interface AlbGatewayProps {
  /** The load balancer that it is on, of the same stack. */
  readonly loadBalancer: IApplicationLoadBalancer;

  /** The namespace of the Gateway and of its listeners' Secrets, of the same stack. */
  readonly namespace: INamespace;

  /** The Gateway's name, unique in the namespace: lowercase letters, digits, `-` and `.`. */
  readonly name: string;

  /** Its ports; at least one. */
  readonly listeners: AlbListener[];

  /**
   * The frontend of the load balancer, whose DNS name clients use. It is created here if Terraform owns the load balancer.
   *
   * Changing this replaces the frontend: clients must use another DNS name.
   *
   * @default - the name of the Gateway; of an imported load balancer its only one
   */
  readonly frontendName?: string;

  /**
   * The firewall in front of all routes.
   *
   * @default - none
   */
  readonly firewall?: IWebApplicationFirewall;
}

/** Attributes of a Gateway that another stack or program creates. */
export interface AlbGatewayAttributes {
  /** The controller, of the same stack: `AlbController.fromCluster`. */
  readonly controller: IAlbController;

  /** The Gateway's namespace. */
  readonly namespaceName: string;

  /** The Gateway's name. */
  readonly name: string;
}

/**
 * A Gateway of the Kubernetes Gateway API on Application Gateway for Containers: ports, hosts and certificates. Applications add
 * an `AlbHttpRoute` each.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/for-containers/how-to-ssl-offloading-gateway-api
 */
export class AlbGateway extends Construct implements IAlbGateway {
  /** Imports a Gateway that another stack or program creates. */
  public static fromName(scope: Construct, id: string, attributes: AlbGatewayAttributes): IAlbGateway {
    return new ImportedAlbGateway(scope, id, attributes);
  }

  public readonly controller: IAlbController;
  public readonly gatewayName: string;
  public readonly namespaceName: string;

  /**
   * The DNS name for clients, e.g. for a CNAME record. Undefined if it is known only in the cluster: `kubectl get gateway` shows
   * it.
   */
  public readonly fullyQualifiedDomainName?: string;

  /** The release that applies the Gateway. */
  public readonly manifests: KubernetesManifests;

  /** @internal */
  public readonly _listeners: AlbListener[];

  private readonly loadBalancer: IApplicationLoadBalancer;
  private readonly parts: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: AlbGatewayProps) {
    super(scope, id);
    this.check(props);

    const { loadBalancer, namespace, name, listeners, frontendName, firewall } = props;
    this.loadBalancer = loadBalancer;
    this.controller = loadBalancer.controller;
    this.gatewayName = name;
    this.namespaceName = namespace.namespaceName;
    this._listeners = [...listeners];
    const attachment = loadBalancer._attach(this, name, frontendName);
    const { annotations, addresses, fullyQualifiedDomainName, frontend } = attachment;
    this.fullyQualifiedDomainName = fullyQualifiedDomainName;
    const target = { kind: 'Gateway', name, namespaceName: this.namespaceName } as const;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: this.controller.cluster,
      releaseName: derivedName(replacedIn(name, '.', '-'), 'gateway', nameRules.helmRelease),
      namespace: this.namespaceName,
      manifests: [
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'Gateway',
          metadata: { name, namespace: this.namespaceName, annotations },
          spec: {
            gatewayClassName: 'azure-alb-external',
            listeners: listeners.map((listener) => listener._render()),
            addresses,
          },
        },
        ...(firewall ? [firewallPolicy(this.controller, firewall, target)] : []),
      ],
    });
    this.manifests.node.addDependency(namespace, loadBalancer, this.controller, ...this.node.children.slice(0, -1));
    if (firewall) this.manifests.node.addDependency(firewall);
    gatewayNames.take(this.controller.cluster, this, props.namespace.namespaceName, props.name);
    this.parts = frontend ? [...this.manifests.ready, frontend] : this.manifests.ready;
    implementReady(this, () => this.ready);
    warnOfPlainHttp(this, listeners);
  }

  public get ready(): ITerraformDependable[] {
    return [...this.parts, ...this.loadBalancer.ready];
  }

  private check(props: AlbGatewayProps): void {
    checkProps(this, 'AlbGatewayProps', props, (faults) => {
      const { loadBalancer, namespace, name, firewall, frontendName } = props;
      checkName(faults, 'name', name, nameRules.kubernetesObject);
      checkListeners(faults, props.listeners);
      const hasBalancer = checkGiven(
        faults,
        'loadBalancer',
        loadBalancer,
        'For example, use an ApplicationLoadBalancer.',
      );
      const fix = 'For example, use Namespace.fromName(...).';
      if (hasBalancer) {
        checkSameStack(faults, 'loadBalancer', loadBalancer, this, 'ApplicationLoadBalancer.fromAttributes');
        loadBalancer._checkFrontend(faults, 'frontendName', frontendName);
      }
      if (checkGiven(faults, 'namespace', namespace, fix) && hasBalancer) {
        checkSameStack(faults, 'namespace', namespace, this, 'Namespace.fromName');
        checkSite(faults, loadBalancer.controller.cluster, props);
      }
      if (firewall) checkSameStack(faults, 'firewall', firewall, this, 'WebApplicationFirewall.fromFirewallId');
    });
  }
}

function checkSite(faults: Faults, cluster: IAksCluster, props: AlbGatewayProps): void {
  const { namespace, name } = props;
  if (namespace.cluster !== cluster) {
    const must = `must be on the cluster of the controller (${cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster?.node.path, 'Use the same cluster for both.');
  }
  const other = gatewayNames.ownerOn(cluster, namespace.namespaceName, name);
  if (!other) return;
  const must = `must be unique in namespace ${namespace.namespaceName}, but ${other.node.path} has it already`;
  faults.add('name', must, name, 'Use another name.');
}

function checkListeners(faults: Faults, listeners: AlbListener[] | undefined): void {
  if (!listeners?.length) {
    const fix = "For example, use [AlbListener.https('https', 'shop-tls')].";
    faults.add('listeners', 'must have a listener', undefined, fix);
    return;
  }
  listeners.forEach((listener, index) => {
    const at = `listeners[${index}]`;
    listener._check(faults, at);
    const before = listeners.slice(0, index);
    if (before.some((other) => other.listenerName === listener.listenerName)) {
      faults.add(`${at}.name`, 'must be unique in the gateway', listener.listenerName, 'Use another name.');
    }
    if (before.some((other) => other._key === listener._key)) {
      const must = 'must have a unique port and host';
      faults.add(at, must, listener._key.trim(), 'Remove one of them, or use another host.');
    }
  });
}

function warnOfPlainHttp(gateway: AlbGateway, listeners: AlbListener[]): void {
  const plain = listeners.filter((listener) => listener._isPlain).map(({ listenerName }) => listenerName);
  if (plain.length === 0) return;
  const text = `Clients send requests in plain text to ${plain.join(', ')} of gateway ${gateway.gatewayName}. Use AlbListener.https(...), and redirect HTTP to it.`;
  warn(gateway, 'W320', text);
}

const gatewayNames = new Claim();

/** @internal */
class ImportedAlbGateway extends Construct implements IAlbGateway {
  public readonly controller: IAlbController;
  public readonly gatewayName: string;
  public readonly namespaceName: string;

  public constructor(scope: Construct, id: string, { controller, namespaceName, name }: AlbGatewayAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'name', name, nameRules.kubernetesObject);
    checkName(faults, 'namespaceName', namespaceName, nameRules.kubernetesLabel);
    if (checkGiven(faults, 'controller', controller, 'For example, use AlbController.fromCluster(...).')) {
      checkSameStack(faults, 'controller', controller, this, 'AlbController.fromCluster');
    }
    faults.throwIfAny();

    this.controller = controller;
    this.gatewayName = name;
    this.namespaceName = namespaceName;
    implementReady(this, () => this.ready);
  }

  public get ready(): ITerraformDependable[] {
    return this.controller.ready;
  }
}

publicClass('AlbGateway', AlbGateway);
