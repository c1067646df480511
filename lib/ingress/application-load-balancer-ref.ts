import type { ITerraformDependable } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { Faults } from '../core/faults';
import type { IAlbController } from './alb-controller-ref';

/** A load balancer of Application Gateway for Containers: made here, made by the controller, or known to be there. */
export interface IApplicationLoadBalancer extends IConstruct {
  /** The controller that configures it. */
  readonly controller: IAlbController;

  /** What gateways wait for. */
  readonly ready: ITerraformDependable[];

  /**
   * Checks that a gateway can have the front end.
   *
   * @internal
   */
  _checkFrontend(faults: Faults, prop: string, frontendName: string | undefined): void;

  /**
   * The front end of a gateway.
   *
   * @internal
   */
  _attach(gateway: Construct, gatewayName: string, frontendName: string | undefined): GatewayAttachment;
}

/**
 * How a Gateway says which load balancer it is on.
 *
 * @internal
 */
export interface GatewayAttachment {
  readonly annotations: { readonly [key: string]: string };
  readonly addresses?: { readonly type: string; readonly value: string }[];
  /** The name that callers use; undefined where only the cluster knows. */
  readonly fullyQualifiedDomainName?: string;
  /** What is made for the gateway alone. */
  readonly frontend?: ITerraformDependable;
}

export const albAnnotation = 'alb.networking.azure.io';
