import type { ITerraformDependable } from 'cdktn';
import type { IConstruct } from 'constructs';
import type { Faults } from '../../core/faults';
import type { INamespace } from '../../workload/namespace';
import type { TlsIntent } from './tls-version';

/**
 * A gateway's listeners for the ingresses that it serves; without `tls` in plain text.
 *
 * @internal
 */
export interface GatewayListeners {
  /** Rejects certificates that the listeners can't serve. */
  check(faults: Faults, tls: TlsIntent | undefined): void;

  /** Adds the listener of an ingress. */
  serve(tls: TlsIntent | undefined): void;
}

/** A mesh gateway, through which requests enter the mesh: installed by this program, or referenced by its names. */
export interface IMeshGateway extends IConstruct {
  /** The name of the gateway's Deployment and Service. */
  readonly gatewayName: string;

  /** The namespace of the gateway's pods. */
  readonly namespace: INamespace;

  /** The labels of the gateway's pods, by which policies and routes select it. */
  readonly selector: { [key: string]: string };

  /** The gateway's ServiceAccount, with which it calls workloads. */
  readonly serviceAccountName: string;

  /** The resources that dependents wait for; with a load balancer, the gateway has its address then. */
  readonly ready: ITerraformDependable[];

  /**
   * The listeners of a gateway that is defined by an object with a listener for each port.
   *
   * @internal
   */
  readonly _listeners?: GatewayListeners;
}
