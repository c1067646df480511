import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Faults } from '../../core/faults';
import type { INamespace } from '../../workload/namespace';
import type { TlsIntent } from './tls-version';

/**
 * The listeners of a gateway, for the ingresses that it serves; without `tls` in plain text.
 *
 * @internal
 */
export interface GatewayListeners {
  /** Rejects a certificate that the listeners can't serve. */
  check(faults: Faults, tls: TlsIntent | undefined): void;

  /** Serves an ingress. */
  serve(tls: TlsIntent | undefined): void;
}

/** A gateway of a mesh, by which requests enter it: installed here, or known by its names. */
export interface IMeshGateway extends IConstruct {
  /** The name of the gateway's Deployment and Service. */
  readonly gatewayName: string;

  /** The namespace of the gateway's pods. */
  readonly namespace: INamespace;

  /** The labels of the gateway's pods, by which policies and routes find it. */
  readonly selector: { [key: string]: string };

  /** The ServiceAccount that the gateway calls workloads with. */
  readonly serviceAccountName: string;

  /** What dependents wait for; with a load balancer the gateway has its address then. */
  readonly ready: ITerraformDependable[];

  /**
   * What serves hosts, where the gateway is described by an object with a listener for each port.
   *
   * @internal
   */
  readonly _listeners?: GatewayListeners;
}
