import type { IConstruct } from 'constructs';
import type { Faults } from '../../core/faults';
import type { IMeshGateway } from '../mesh-gateway';
import type { MeshIngressProps } from '../mesh-ingress-props';
import type { IConsulMesh } from './consul-mesh-ref';

/** An API gateway of Consul: made here, or known by its names. */
export interface IConsulApiGateway extends IMeshGateway {
  /** The mesh that the gateway belongs to. */
  readonly mesh: IConsulMesh;

  /**
   * What the gateway can't serve of an ingress.
   *
   * @internal
   */
  _checkIngress(faults: Faults, ingress: MeshIngressProps): void;

  /**
   * Serves the hosts of an ingress from now on.
   *
   * @internal
   */
  _serve(ingress: IConstruct, props: MeshIngressProps): void;
}
