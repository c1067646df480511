import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { IConsulMesh } from './consul-mesh-ref';

/** An API gateway of Consul: made here, or known by its names. */
export interface IConsulApiGateway extends IMeshGateway {
  /** The mesh that the gateway belongs to. */
  readonly mesh: IConsulMesh;
}
