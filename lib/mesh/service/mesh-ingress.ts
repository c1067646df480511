import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven } from '../../core/checks';
import { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { Register, sortedByPath } from '../../core/ledger';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { Manifest } from '../../helm/manifest';
import { dialectOf } from '../dialects/dialects';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { IngressDelegateIntent } from '../traffic/intents';
import { plainHttpOf } from '../traffic/plain-http';
import { checkHosts } from './mesh-egress';
import type { IngressRoute, MeshIngressAttributes, MeshIngressProps } from './mesh-ingress-props';
import type { IMeshIngress } from './mesh-ingress-ref';
import { servicesOf } from './mesh-ingress-route-rules';
import {
  authorizers,
  checkHostsLead,
  checkMeshIngress,
  intentOf,
  keyOfGateway,
  keyOfHost,
  namespaceOfIngress,
  servedHosts,
} from './mesh-ingress-rules';

/**
 * Hosts that a mesh gateway serves, and the services behind them: certificate, redirect to HTTPS, and routes by path. The
 * services' versions, retries and timeouts apply to the gateway's requests too. Other owners add routes by `MeshIngressRoutes`.
 */
export class MeshIngress extends Construct implements IMeshIngress {
  /** Imports an ingress that another stack or program creates; creates no resources. */
  public static fromAttributes(scope: Construct, id: string, attributes: MeshIngressAttributes): IMeshIngress {
    return new ImportedMeshIngress(scope, id, attributes);
  }

  public readonly gateway: IMeshGateway;
  public readonly hosts: string[];

  /** The release of the mesh's objects. */
  public readonly manifests: KubernetesManifests;

  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _hasTls: boolean;

  /** @internal */
  public readonly _routes: IngressRoute[];

  private readonly ownRoutes = new Set<OwnRoutes>();

  /** The gateway and the certificate. */
  private readonly key: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MeshIngressProps,
  ) {
    super(scope, id);
    checkProps(this, 'MeshIngressProps', props, (faults) => {
      checkMeshIngress(faults, this, props);
    });

    const { gateway, name, routes = [], plainHttpRoutes = [], tls, hosts } = props;
    const namespace = namespaceOfIngress(props) as IMeshNamespace;
    const { cluster } = namespace;
    const { _traffic: traffic } = namespace.mesh;
    const intent = intentOf(props, namespace, []);
    this.gateway = gateway;
    this.hosts = [...hosts];
    this._hasTls = tls !== undefined;
    this._routes = routes;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster,
      releaseName: derivedName(name, 'ingress', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: this.objects(namespace),
      _finalManifests: () => this.objects(namespace),
    });
    this.manifests.node.addDependency(gateway, ...servicesOf([...routes, ...plainHttpRoutes]));
    if (props.namespace) this.manifests.node.addDependency(props.namespace);
    if (tls?._certificate) this.manifests.node.addDependency(tls._certificate);
    gateway._listeners?.serve(intent.tls);
    if (props.plainHttpRoutes) gateway._listeners?.serve(undefined);
    traffic.madeIngress?.(this, intent);
    if (props.plainHttpRoutes) traffic.madeIngress?.(this, plainHttpOf(intent));
    this.ready = [...this.manifests.ready, ...gateway.ready];
    implementReady(this, () => this.ready);
    this.key = keyOfHost(gateway, tls?._secretName ?? '');
    for (const host of hosts) servedHosts.take(cluster, this, keyOfHost(gateway, host));
    if (this._authorizer) authorizers.take(cluster, this, keyOfGateway(gateway));
    ingresses.add(cluster, this);
    checkLate(this, (late) => checkHostsLead(late, hosts, [...routes, ...this._delegates]));
    if (tls && !tls._isPassthrough && dialectOf(namespace.mesh).hasListenerPerIngress) {
      const text = `Another MeshIngress of the gateway '${gateway.node.path}' serves the certificate ${tls._secretName} too. Browsers reuse one HTTP/2 connection for all hosts of a certificate, and receive 404 for the hosts of the other. Use one MeshIngress for the hosts, with hosts in its routes.`;
      warn(this, 'W275', text, () => ingresses.on(cluster).some((other) => other !== this && other.key === this.key));
    }
    if (!tls) warn(this, 'W273', `The hosts of '${this.node.path}' are served by plain HTTP. Set tls.`);
  }

  /**
   * Routes that are defined elsewhere: those that the props name, and those of the program.
   *
   * @internal
   */
  public get _delegates(): IngressDelegateIntent[] {
    return [...(this.props.delegates ?? []), ...sortedByPath(this.ownRoutes).map(({ _delegate }) => _delegate)];
  }

  /**
   * The provider of its external authorization.
   *
   * @internal
   */
  public get _authorizer(): string | undefined {
    return this.props.externalAuthorization?._provider;
  }

  /**
   * Adds routes of the same stack. Their objects are created before the objects that delegate to them.
   *
   * @internal
   */
  public _add(routes: OwnRoutes): void {
    this.ownRoutes.add(routes);
    this.manifests.node.addDependency(routes.manifests);
  }

  private objects(namespace: IMeshNamespace): Manifest[] {
    return namespace.mesh._traffic.ingress?.(intentOf(this.props, namespace, this._delegates)) ?? [];
  }
}

const ingresses = new Register<MeshIngress>();

/** Routes of the same stack by another owner. */
interface OwnRoutes extends IConstruct {
  readonly manifests: KubernetesManifests;
  readonly _delegate: IngressDelegateIntent;
}

class ImportedMeshIngress extends Construct implements IMeshIngress {
  public readonly gateway: IMeshGateway;
  public readonly hosts: string[];
  public readonly ready: ITerraformDependable[];
  public readonly _hasTls: boolean;

  public constructor(scope: Construct, id: string, { gateway, hosts, plainHttp }: MeshIngressAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkGiven(faults, 'gateway', gateway, 'Use a gateway of this stack, e.g. IstioGateway.fromAttributes(...).');
    checkHosts(faults, hosts);
    faults.throwIfAny();

    this.gateway = gateway;
    this.hosts = [...hosts];
    this._hasTls = !plainHttp;
    this.ready = gateway.ready;
    implementReady(this, () => this.ready);
  }
}

publicClass('MeshIngress', MeshIngress);
