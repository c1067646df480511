import type { TerraformStack } from 'cdktf';
import { ConsulMesh, type ConsulMeshProps, GatewayApi, GatewayApiChannel, type IAksCluster } from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { errorOf, Planned } from '../../support/planned';

export type Options = Partial<Omit<ConsulMeshProps, 'cluster'>>;

/** A mesh with what must be given. */
export function consulOn(stack: TerraformStack, cluster: IAksCluster, options: Options = {}, id = 'Mesh'): ConsulMesh {
  const known = { version: '1.2.1', channel: GatewayApiChannel.STANDARD };
  const gatewayApi = options.gatewayApi ?? GatewayApi.present(stack, `${id}GatewayApi`, { cluster, ...known });
  return new ConsulMesh(stack, id, { cluster, ...options, gatewayApi });
}

export function planned(options: Options = {}): Planned {
  return Planned.by((stack) => {
    consulOn(stack, new FakeAksCluster(stack), options);
  });
}

export function faultOf(options: Options): string {
  return errorOf(() => planned(options));
}
