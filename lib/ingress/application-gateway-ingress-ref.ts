import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { GatewayFacts } from './application-gateway-base';

/** An ingress controller that configures an application gateway: installed here, or imported. */
export interface IApplicationGatewayIngress extends IConstruct {
  /** The cluster that the controller is on. */
  readonly cluster: IAksCluster;

  /** The ingress class that the controller serves. */
  readonly ingressClassName: string;

  /**
   * The identity that configures the gateway. Undefined where another stack or program gave it to the chart.
   */
  readonly identity?: IManagedIdentity;

  /** The resources that dependents wait for: the controller, and the roles of its identity. */
  readonly ready: ITerraformDependable[];

  /** @internal */
  readonly _facts: ControllerFacts;
}

/**
 * Facts about a controller; undefined facts are not checked.
 *
 * @internal
 */
export interface ControllerFacts {
  readonly isAddOn?: boolean;
  /** Undefined for a gateway that AKS or the controller creates. */
  readonly gateway?: GatewayFacts;
  readonly watchNamespaces?: string[];
  readonly privateFrontend?: boolean;
}
