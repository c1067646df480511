import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { AgicDeployment } from './agic-deployment';
import type { IApplicationGateway } from './application-gateway-base';
import type { ProhibitedTarget } from './prohibited-target';

/** Props of a controller. */
export interface ApplicationGatewayIngressProps {
  /**
   * The cluster, of the same stack. The add-on is an argument of the cluster's own resource: it is turned on in the stack that
   * creates the cluster. The chart goes into a later stack, with `AksCluster.fromCluster`.
   */
  readonly cluster: IAksCluster;

  /** How the controller is installed, and whether it creates the gateway. */
  readonly deployment: AgicDeployment;

  /**
   * The ingress class that the controller serves; for a second controller on a cluster. Only with the chart.
   *
   * @default azure-application-gateway
   */
  readonly ingressClassName?: string;

  /**
   * Whether Ingresses without a class are the controller's. Only with the chart.
   *
   * @default false
   */
  readonly defaultIngressClass?: boolean;

  /**
   * The namespaces whose Ingresses the controller reads; they must exist. Only with the chart.
   *
   * @default - all
   */
  readonly watchNamespaces?: string[];

  /**
   * The prefix of the names of the controller's parts of the gateway, if several controllers share one: 1 to 20 letters, digits
   * and `-`. Only with the chart.
   *
   * @default - nothing
   */
  readonly resourceNamePrefix?: string;

  /**
   * The hosts and paths of a shared gateway that the controller doesn't change; without it, the controller deletes every listener
   * and rule that it doesn't own. Include other controllers' hosts. Only with the chart.
   *
   * @default - the gateway is the controller's alone
   */
  readonly prohibitedTargets?: ProhibitedTarget[];

  /**
   * Whether all Ingresses are served on the gateway's private address. Only with the chart; a `GatewayIngress` can set it
   * individually.
   *
   * @default false
   */
  readonly privateFrontend?: boolean;

  /**
   * The interval in seconds at which the controller reverts manual changes of the gateway: 30 to 300. Only for the chart.
   *
   * @default - never: only when Ingresses, Services or pods change
   */
  readonly reconcilePeriodSeconds?: number;
}

/** Facts about a controller that another stack or program installs. */
export interface ApplicationGatewayIngressAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The ingress class that the controller serves.
   *
   * @default azure-application-gateway
   */
  readonly ingressClassName?: string;

  /**
   * The controller's gateway, for checks of Ingresses.
   *
   * @default - that of the controller, where this program installs it; otherwise not known
   */
  readonly gateway?: IApplicationGateway;
}
