import type { IIstioGateway } from './istio-gateway';
import type { IIstioMesh } from './istio-mesh-ref';

/** Istio as AKS runs it. */
export interface IManagedIstioMesh extends IIstioMesh {
  /**
   * The add-on's gateway with a public address, for the `selector` of Istio's Gateway objects. Throws if the program enables the
   * add-on without it.
   */
  readonly externalGateway: IIstioGateway;

  /**
   * The add-on's gateway with an address in the virtual network, for the `selector` of Istio's Gateway objects. Throws if the
   * program enables the add-on without it.
   */
  readonly internalGateway: IIstioGateway;
}
