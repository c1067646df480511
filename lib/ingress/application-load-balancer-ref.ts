import type { ITerraformDependable } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { Faults } from '../core/faults';
import type { IAlbController } from './alb-controller-ref';

/** A load balancer of Application Gateway for Containers: created here, created by the controller, or imported. */
export interface IApplicationLoadBalancer extends IConstruct {
  /** The controller that configures it. */
  readonly controller: IAlbController;

  /** The resources that gateways wait for. */
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
 * The reference of a Gateway to its load balancer.
 *
 * @internal
 */
export interface GatewayAttachment {
  readonly annotations: { readonly [key: string]: string };
  readonly addresses?: { readonly type: string; readonly value: string }[];
  /** The DNS name for clients; undefined if it is known only in the cluster. */
  readonly fullyQualifiedDomainName?: string;
  /** The resources that are created for this gateway only. */
  readonly frontend?: ITerraformDependable;
}

export const albAnnotation = 'alb.networking.azure.io';
