import type { App } from 'cdktf';
import { type IConstruct, Node } from 'constructs';
import {
  AksCluster,
  ApiServerAccess,
  ClusterNetwork,
  GatewayApi,
  GatewayApiChannel,
  ManagedIstioMesh,
  MeshNamespace,
  Principal,
  VirtualNetwork,
} from '../../lib';
import { azureStack, testApp } from '../support/planned';

const place = { resourceGroupName: 'rg', location: 'westeurope' };

/** One stack of a cluster, and one of its mesh. */
function addPlatform(app: App, name: string): void {
  const platform = azureStack(app, `${name}-platform`);
  const network = new VirtualNetwork(platform, 'Network', {
    ...place,
    networkName: name,
    addressSpace: ['10.0.0.0/16'],
  });
  const cluster = new AksCluster(platform, 'Cluster', {
    ...place,
    clusterName: name,
    network: ClusterNetwork.azureCniOverlay({ nodeSubnet: network.addSubnet('Nodes', { prefix: '10.0.0.0/20' }) }),
    apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
    administrators: [Principal.group('11111111-1111-1111-1111-111111111111')],
    systemPool: { vmSize: 'Standard_D4ds_v5' },
    userPool: { vmSize: 'Standard_D4ds_v5' },
  });
  new ManagedIstioMesh(platform, 'Mesh', { cluster, revisions: ['asm-1-30'] });
  const stack = azureStack(app, `${name}-mesh`);
  const imported = AksCluster.fromCluster(stack, 'Cluster', cluster);
  GatewayApi.present(stack, 'GatewayApi', { cluster: imported, channel: GatewayApiChannel.STANDARD, version: '1.4.1' });
  const mesh = ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster: imported, revision: 'asm-1-30' });
  new MeshNamespace(stack, 'Shop', { mesh, name: 'shop' });
}

/** How many constructs a synth visits by `findAll`, for each construct of the program. */
function visitsPerConstruct(platforms: number): number {
  const app = testApp();
  for (let index = 0; index < platforms; index++) addPlatform(app, `shop${index}`);
  const { findAll } = Node.prototype;
  let visited = 0;
  const counting = jest.spyOn(Node.prototype, 'findAll').mockImplementation(function (this: Node, ...order) {
    const found: IConstruct[] = findAll.apply(this, order);
    visited += found.length;
    return found;
  });
  try {
    app.synth();
  } finally {
    counting.mockRestore();
  }
  return visited / app.node.findAll().length;
}

test('a synth visits no more constructs for each one in a program of many stacks than in one of few', () => {
  expect(visitsPerConstruct(12)).toBeLessThan(1.2 * visitsPerConstruct(3));
});
