import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { nameRules } from '../core/names';
import { followOwner, implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import type { HelmChart } from '../helm/helm-chart';
import type { IManagedIdentity } from '../identity/managed-identity';
import { addOnIdentity, claimAddOn, grantAddOn } from './agic-add-on';
import { type ChartSettings, installChart } from './agic-chart';
import { checkAddOnPool, checkController, claimController, ingressClasses } from './agic-rules';
import type {
  ApplicationGatewayIngressAttributes,
  ApplicationGatewayIngressProps,
} from './application-gateway-ingress-props';
import type { ControllerFacts, IApplicationGatewayIngress } from './application-gateway-ingress-ref';

/** Of the chart and of the add-on. */
const defaultClass = 'azure-application-gateway';

/**
 * The Application Gateway Ingress Controller: it translates Kubernetes Ingresses to listeners, rules, probes and backends of an
 * application gateway, which calls pods directly. Its identity gets the least roles that work, before it runs; that of the add-on,
 * which exists only after the cluster, right after it.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/ingress-controller-overview
 */
export class ApplicationGatewayIngress extends Construct implements IApplicationGatewayIngress {
  /** Imports a controller that another stack or program has installed on a cluster. */
  public static fromCluster(
    scope: Construct,
    id: string,
    attributes: ApplicationGatewayIngressAttributes,
  ): IApplicationGatewayIngress {
    return new ImportedApplicationGatewayIngress(scope, id, attributes);
  }

  public readonly cluster: IAksCluster;
  public readonly ingressClassName: string;
  public readonly identity?: IManagedIdentity;
  public readonly ready: ITerraformDependable[];

  /** The controller's chart. Undefined for the add-on. */
  public readonly chart?: HelmChart;

  /** @internal */
  public readonly _facts: ControllerFacts;

  public constructor(scope: Construct, id: string, props: ApplicationGatewayIngressProps) {
    super(scope, id);
    requireProps(this, 'ApplicationGatewayIngressProps', props);
    const { cluster, deployment } = props;
    const ingressClassName = props.ingressClassName ?? defaultClass;
    const hasOwnClass = ingressClassName !== defaultClass;
    checkProps(this, 'ApplicationGatewayIngressProps', props, (faults) => {
      checkController(faults, this, props, { ingressClassName, hasOwnClass });
    });

    this.cluster = cluster;
    this.ingressClassName = ingressClassName;
    this._facts = {
      isAddOn: deployment._helm === undefined,
      gateway: deployment._gateway?._facts,
      watchNamespaces: props.watchNamespaces,
    };
    if (deployment._helm) {
      const settings: ChartSettings = {
        ...props,
        gateway: deployment._gateway,
        newGateway: deployment._newGateway,
        helm: deployment._helm,
        ingressClassName,
        hasOwnClass,
        isDefaultClass: props.defaultIngressClass ?? false,
      };
      const { chart, identity, ready } = installChart(this, cluster, settings);
      this.chart = chart;
      this.identity = identity;
      this.ready = ready;
    } else {
      claimAddOn(this, cluster, deployment);
      this.identity = addOnIdentity(this, cluster);
      this.ready = [...cluster.ready, ...(this.identity ? grantAddOn(this, deployment, this.identity) : [])];
      checkLate(this, (late) => checkAddOnPool(late, cluster));
    }
    claimController(this, props, { ingressClassName, hasOwnClass });
    this.warn(props);
    implementReady(this, () => this.ready);
  }

  private warn({ cluster, deployment }: ApplicationGatewayIngressProps): void {
    const { _helm: helm, _newGateway: made } = deployment;
    if (helm && made) {
      const text =
        `Terraform doesn't manage gateway ${made.gatewayName}, which the controller creates: Terraform neither plans its changes nor deletes ` +
        'it. Use AgicDeployment.helm with an ApplicationGateway instead.';
      warn(this, 'W250', text);
    }
    if (cluster._facts.network?._dataPlane._name === 'cilium') {
      const text = 'Connectivity from an application gateway to pods is not verified on the Cilium data plane.';
      warn(this, 'W251', text);
    }
  }
}

class ImportedApplicationGatewayIngress extends Construct implements IApplicationGatewayIngress {
  public readonly cluster: IAksCluster;
  public readonly ingressClassName: string;
  public readonly ready: ITerraformDependable[];

  private addOnIdentity?: IManagedIdentity;

  public constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ApplicationGatewayIngressAttributes,
  ) {
    super(scope, id);
    const { cluster, ingressClassName = defaultClass } = attributes;
    const faults = new Faults(this);
    if (checkGiven(faults, 'cluster', cluster, 'For example, use AksCluster.fromCluster(...).')) {
      checkSameStack(faults, 'cluster', cluster, this, 'AksCluster.fromCluster');
    }
    checkName(faults, 'ingressClassName', ingressClassName, nameRules.kubernetesLabel);
    faults.throwIfAny();

    this.cluster = cluster;
    this.ingressClassName = ingressClassName;
    this.ready = [...cluster.ready];
    const unknown = `whether the cluster has a controller for the ingress class ${ingressClassName}`;
    followOwner(this, () => this.owner, unknown);
    checkLate(this, (late) => this.checkIdentity(late));
    implementReady(this, () => this.ready);
  }

  public get identity(): IManagedIdentity | undefined {
    if (this._facts.isAddOn === false || this.ingressClassName !== defaultClass) return undefined;
    this.addOnIdentity ??= addOnIdentity(this, this.cluster);
    return this.addOnIdentity;
  }

  public get _facts(): ControllerFacts {
    const { owner } = this;
    return { ...owner?._facts, gateway: this.attributes.gateway?._facts ?? owner?._facts.gateway };
  }

  /** The program may install the controller after the identity was read. */
  private checkIdentity(faults: Faults): void {
    if (!this.addOnIdentity || this._facts.isAddOn !== false) return;
    const must = 'must not be used: the controller is installed by its chart, with its own identity';
    faults.add('identity', must, this.owner?.node.path, 'Use the identity of that construct.');
  }

  private get owner(): IApplicationGatewayIngress | undefined {
    return ingressClasses.ownerOn(this.cluster, this.ingressClassName);
  }
}

publicClass('ApplicationGatewayIngress', ApplicationGatewayIngress);
