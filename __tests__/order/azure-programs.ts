import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  AgicDeployment,
  AksCluster,
  AlbController,
  AlbGateway,
  AlbListener,
  ApiServerAccess,
  ApplicationGateway,
  ApplicationGatewayIngress,
  ApplicationLoadBalancer,
  AzureMonitorWorkspace,
  AzureTags,
  ClusterNetwork,
  ClusterOutbound,
  ContainerRegistry,
  GatewayApi,
  GatewayApiChannel,
  type IAlbController,
  type IApplicationLoadBalancer,
  type IKeda,
  type IPrivateDnsZone,
  type ISubnet,
  type ITriggerAuthentication,
  type IVirtualNetwork,
  Keda,
  KeyVault,
  ManagedGrafana,
  ManagedIdentity,
  MonitorPrivateLinkScope,
  Namespace,
  NatGateway,
  NodePool,
  Principal,
  PrivateDnsZone,
  PrivateEndpoint,
  PrivateEndpointDns,
  type PrivateEndpointProps,
  PrivateLinkTarget,
  ScaledObject,
  ScaleTarget,
  ScaleTrigger,
  Subnet,
  TriggerAuthentication,
  VirtualNetwork,
  VirtualNetworkPeering,
} from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import {
  azureStack,
  azureStackOf,
  foundation,
  may,
  must,
  type Programs,
  type Statement,
  type World,
} from './statements';

const zoneName = 'privatelink.blob.core.windows.net';

export function accountId(name: string): string {
  return `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${name}`;
}

function placeOf(side: string): { resourceGroupName: string; location: string } {
  return { ...place, resourceGroupName: `rg-${side}` };
}

/** Two networks of one name, in two resource groups. */
export const networks: Statement[] = ['east', 'west'].flatMap((side, index) => [
  must(`network-${side}`, ['stack'], ({ stack }) => {
    const addressSpace = [`10.${index}.0.0/16`];
    return new VirtualNetwork(stack, `Network${side}`, { ...placeOf(side), networkName: 'shop', addressSpace });
  }),
  must(`subnet-${side}`, [`network-${side}`], (world) => {
    const network = world.get<VirtualNetwork>(`network-${side}`);
    return network.addSubnet('Endpoints', { prefix: `10.${index}.20.0/24` });
  }),
]);

export function endpoint(world: World, side: string, props: Partial<PrivateEndpointProps> = {}): PrivateEndpoint {
  return new PrivateEndpoint(world.stack, `Endpoint${side}`, {
    ...placeOf(side),
    endpointName: `shop-${side}`,
    subnet: world.get<ISubnet>(`subnet-${side}`),
    target: PrivateLinkTarget.storageBlob(accountId(side)),
    tags: { side },
    ...props,
  });
}

function waiting(on: string): Statement {
  return may(`waits-for-${on}`, [on], (world) => {
    const identity = new ManagedIdentity(world.stack, `After-${on}`, { ...place, identityName: `after-${on}` });
    identity.node.addDependency(world.get<IConstruct>(on));
    return identity;
  });
}

const endpoints = ['east', 'west'].flatMap((side) => [
  may(side, [`subnet-${side}`], (world) => endpoint(world, side)),
  waiting(side),
]);
const zone = may('zone', ['stack'], ({ stack }) => {
  return new PrivateDnsZone(stack, 'Zone', { zoneName, resourceGroupName: 'rg-dns' });
});
const links = ['east', 'west'].map((side) =>
  may(`link-${side}`, ['zone', `network-${side}`], (world) =>
    world.get<IPrivateDnsZone>('zone').linkNetwork(world.get<IVirtualNetwork>(`network-${side}`)),
  ),
);
const centralZone = must('zone', ['stack'], ({ stack }) => {
  return PrivateDnsZone.fromLookup(stack, 'Zone', { zoneName, resourceGroupName: 'rg-dns' });
});
const endpointsOfZone = ['east', 'west'].flatMap((side) => [
  may(side, ['zone', `subnet-${side}`], (world) => {
    return endpoint(world, side, { dns: PrivateEndpointDns.zones([world.get<IPrivateDnsZone>('zone')]) });
  }),
  waiting(side),
]);
const endpointsOfNetworks = ['east', 'west'].flatMap((side) => [
  may(side, [`subnet-${side}`], (world) => {
    const dns = PrivateEndpointDns.ownZones({ perNetwork: true, resourceGroupName: `rg-dns-${side}` });
    return endpoint(world, side, { dns });
  }),
  waiting(side),
]);

/** A gateway in a network that is peered with that of the cluster, both of another program. */
const gatewayNextDoor: Statement[] = [
  azureStack,
  ...['hub', 'shop'].flatMap((networkName) => [
    must(networkName, ['stack'], ({ stack }) =>
      VirtualNetwork.fromLookup(stack, `Network-${networkName}`, { networkName, resourceGroupName: 'rg-shop' }),
    ),
    ...['nodes', 'pods', 'gateways'].map((subnetName) =>
      must(`${networkName}-${subnetName}`, ['stack'], ({ stack }) => {
        const lookup = { networkName, resourceGroupName: 'rg-shop', subnetName };
        return Subnet.fromLookup(stack, `Subnet-${networkName}-${subnetName}`, lookup);
      }),
    ),
  ]),
  must('peering', ['hub', 'shop'], (world) => {
    const [network, remoteNetwork] = [world.get<IVirtualNetwork>('hub'), world.get<IVirtualNetwork>('shop')];
    return new VirtualNetworkPeering(world.stack, 'Peering', { network, remoteNetwork });
  }),
  must('cluster', ['shop-nodes', 'shop-pods'], (world) => {
    const [nodeSubnet, podSubnet] = [world.get<ISubnet>('shop-nodes'), world.get<ISubnet>('shop-pods')];
    return shopCluster(world.stack, { network: ClusterNetwork.azureCniPodSubnet({ nodeSubnet, podSubnet }) });
  }),
  must('gateway', ['hub-gateways'], (world) => {
    const subnet = world.get<ISubnet>('hub-gateways');
    return new ApplicationGateway(world.stack, 'Gateway', { ...place, gatewayName: 'shop', subnet });
  }),
  must('controller', ['cluster', 'gateway'], (world) => {
    const deployment = AgicDeployment.addOn(world.get<ApplicationGateway>('gateway'));
    return new ApplicationGatewayIngress(world.stack, 'Controller', { cluster: world.cluster, deployment });
  }),
];

/** Pools that leave by NAT gateways of their own, to a public API server. */
const pools: Statement[] = [
  azureStack,
  must('network', ['stack'], ({ stack }) => shopNetwork(stack)),
  must('cluster', ['network'], (world) => {
    const natGateway = new NatGateway(world.stack, 'Nat', { ...place, natGatewayName: 'shop' });
    const network = world.get<VirtualNetwork>('network');
    const nodeSubnet = network.addSubnet('Nodes', { prefix: '10.0.0.0/20', natGateway });
    const outbound = ClusterOutbound.natGateway();
    return shopCluster(world.stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, outbound }) });
  }),
  ...['b', 'a', 'c'].map((poolName, index) =>
    may(poolName, ['cluster'], (world) => {
      const cluster = world.get<AksCluster>('cluster');
      const natGateway = new NatGateway(world.stack, `Nat-${poolName}`, {
        ...place,
        natGatewayName: `nat-${poolName}`,
      });
      const network = world.get<VirtualNetwork>('network');
      const nodeSubnet = network.addSubnet(`Nodes-${poolName}`, {
        prefix: `10.0.${16 * (index + 1)}.0/20`,
        natGateway,
      });
      const props = { cluster, poolName, nodeSubnet, vmSize: 'Standard_D4ds_v5' };
      return new NodePool(world.stack, `Pool-${poolName}`, props);
    }),
  ),
  waiting('cluster'),
];

/** Pools that are too large together for the subnet that they share. */
const smallSubnet: Statement[] = [
  azureStack,
  must('subnet', ['stack'], ({ stack }) => shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/24' })),
  must('cluster', ['subnet'], (world) => {
    const network = ClusterNetwork.azureCniOverlay({ nodeSubnet: world.get<ISubnet>('subnet') });
    return shopCluster(world.stack, { network, userPool: undefined });
  }),
  may('another', ['subnet'], (world) => {
    const vmSize = 'Standard_D4ds_v5';
    return new AksCluster(world.stack, 'Another', {
      ...place,
      clusterName: 'another',
      network: ClusterNetwork.azureCniOverlay({ nodeSubnet: world.get<ISubnet>('subnet') }),
      apiServer: ApiServerAccess.publicFrom(['203.0.113.7/32']),
      administrators: [Principal.deployer()],
      systemPool: { vmSize },
      userPool: { vmSize, maxCount: 300 },
    });
  }),
  ...['bb', 'aa', 'cc'].map((poolName) =>
    may(poolName, ['cluster'], (world) => {
      const cluster = world.get<AksCluster>('cluster');
      const props = { cluster, poolName, vmSize: 'Standard_D4ds_v5', maxCount: 200 };
      return new NodePool(world.stack, `Pool-${poolName}`, props);
    }),
  ),
];

/** A stack that reads the states of two others, because names of resource groups were passed on. */
const statesOfOthers: Statement[] = [
  azureStack,
  ...['one', 'two'].flatMap((name) => [
    must(name, [], ({ app }) => azureStackOf(app, name)),
    must(`group-${name}`, [name], (world) => {
      const stack = world.get<TerraformStack>(name);
      return new ResourceGroup(stack, 'Group', { name: `rg-${name}`, location: 'westeurope' });
    }),
    must(`identity-${name}`, ['stack', `group-${name}`], (world) => {
      const { name: resourceGroupName } = world.get<ResourceGroup>(`group-${name}`);
      const props = { ...place, resourceGroupName, identityName: name };
      return new ManagedIdentity(world.stack, `Identity-${name}`, props);
    }),
  ]),
];

const shop = must('shop', ['cluster'], ({ stack, cluster }) =>
  Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' }),
);

function scaling(grantRoles: boolean): Statement[] {
  const queues = 'resourceGroups/rg/providers/Microsoft.ServiceBus/namespaces/shop/queues';
  return [
    ...foundation,
    shop,
    must('keda', ['cluster'], ({ stack, cluster }) => Keda.fromCluster(stack, 'Keda', cluster)),
    must('identity', ['keda'], (world) => {
      return world.get<IKeda>('keda').addIdentity('Scaler', { newIdentity: { ...place, identityName: 'scaler' } });
    }),
    must('authentication', ['identity', 'shop'], (world) => {
      const [keda, identity, namespace] = [
        world.get<IKeda>('keda'),
        world.get<any>('identity'),
        world.get<any>('shop'),
      ];
      const props = { keda, identity, namespace, name: 'scaler', grantRoles };
      return new TriggerAuthentication(world.stack, 'Authentication', props);
    }),
    ...['orders', 'bills'].flatMap((name) => [
      may(name, ['authentication'], (world) => {
        const authentication = world.get<ITriggerAuthentication>('authentication');
        const queueId = `/subscriptions/s/${queues}/${name}`;
        return new ScaledObject(world.stack, `Scaled-${name}`, {
          keda: world.get<IKeda>('keda'),
          namespace: world.get<Namespace>('shop'),
          name,
          target: ScaleTarget.deployment(name),
          maxReplicas: 10,
          triggers: [ScaleTrigger.serviceBusQueue({ queueId, authentication })],
        });
      }),
      waiting(name),
    ]),
  ];
}

function balancing(grantRoles: boolean): Statement[] {
  return [
    ...foundation,
    must('controller', ['cluster'], ({ stack, cluster }) => {
      const present = { cluster, version: '1.5.1', channel: GatewayApiChannel.STANDARD };
      const gatewayApi = GatewayApi.present(stack, 'GatewayApi', present);
      const newIdentity = { ...place, identityName: 'shop-alb' };
      return new AlbController(stack, 'Controller', { cluster, gatewayApi, newIdentity, grantRoles });
    }),
    waiting('controller'),
    ...['shop', 'billing'].map((name) =>
      may(name, ['controller'], (world) => {
        const lookup = { networkName: 'shop', resourceGroupName: 'rg-shop', subnetName: name };
        const subnet = Subnet.fromLookup(world.stack, `Subnet-${name}`, lookup);
        const controller = world.get<IAlbController>('controller');
        const props = { ...placeOf(name), loadBalancerName: name, subnet, controller };
        return new ApplicationLoadBalancer(world.stack, `Balancer-${name}`, props);
      }),
    ),
    may('imported', ['controller'], (world) => {
      const loadBalancerId =
        '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ServiceNetworking/trafficControllers/x';
      const controller = world.get<IAlbController>('controller');
      const attributes = { loadBalancerId, frontendNames: ['edge'], controller };
      return ApplicationLoadBalancer.fromAttributes(world.stack, 'Imported', attributes);
    }),
    may('gateway', ['imported'], (world) => {
      const { stack, cluster } = world;
      const namespace = Namespace.fromName(stack, 'Edge', { cluster, name: 'edge' });
      const loadBalancer = world.get<IApplicationLoadBalancer>('imported');
      const listeners = [AlbListener.https('https', 'shop-tls')];
      return new AlbGateway(stack, 'Gateway', { loadBalancer, namespace, name: 'shop', listeners });
    }),
    may('known-gateway', ['controller'], (world) => {
      const controller = world.get<IAlbController>('controller');
      return AlbGateway.fromName(world.stack, 'KnownGateway', { controller, name: 'other', namespaceName: 'edge' });
    }),
    waiting('imported'),
    waiting('gateway'),
    waiting('known-gateway'),
  ];
}

const monitored: Statement[] = [
  azureStack,
  ...networks,
  must('scope', ['stack'], ({ stack }) => {
    return new MonitorPrivateLinkScope(stack, 'Scope', { scopeName: 'shop', resourceGroupName: 'rg-shop' });
  }),
  ...['one', 'two'].map((name) =>
    may(name, ['scope'], (world) => {
      const provider = 'providers/Microsoft.Insights/dataCollectionEndpoints';
      const id = `/subscriptions/s/resourceGroups/rg/${provider}/${name}`;
      world.get<MonitorPrivateLinkScope>('scope').addDataCollectionEndpoint(name, id);
    }),
  ),
  may('endpoint', ['scope', 'subnet-east'], (world) => {
    return endpoint(world, 'east', { target: world.get<MonitorPrivateLinkScope>('scope') });
  }),
  waiting('endpoint'),
  waiting('scope'),
];

/** What a platform team has in a stack, and who may use it. */
const platform: Statement[] = [
  azureStack,
  ...networks,
  must('cluster', ['stack'], ({ stack }) => shopCluster(stack)),
  may('vault', ['stack'], ({ stack }) => new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711' })),
  may('registry', ['stack'], ({ stack }) => {
    return new ContainerRegistry(stack, 'Registry', { ...place, registryName: 'shop4711' });
  }),
  may('metrics', ['stack'], ({ stack }) => {
    return new AzureMonitorWorkspace(stack, 'Metrics', { ...place, workspaceName: 'shop', publicQuery: false });
  }),
  may('grafana', ['metrics'], (world) => {
    const props = { ...place, grafanaName: 'shop4711', administrators: [Principal.deployer()] };
    const workspaces = [world.get<AzureMonitorWorkspace>('metrics')];
    return new ManagedGrafana(world.stack, 'Grafana', { ...props, workspaces });
  }),
  must('identity', ['stack'], ({ stack }) => {
    return new ManagedIdentity(stack, 'Identity', { ...place, identityName: 'shop' });
  }),
  may('pull', ['registry', 'identity'], (world) => {
    return world.get<ContainerRegistry>('registry').grantPull(world.get<ManagedIdentity>('identity'));
  }),
  ...['tls', 'password'].map((name) =>
    may(`read-${name}`, ['vault', 'identity'], (world) => {
      return world.get<KeyVault>('vault').grantReadSecrets(world.get<ManagedIdentity>('identity'), name);
    }),
  ),
  may('east', ['vault', 'subnet-east'], (world) => endpoint(world, 'east', { target: world.get<KeyVault>('vault') })),
  may('west', ['registry', 'subnet-west'], (world) => {
    return endpoint(world, 'west', { target: world.get<ContainerRegistry>('registry') });
  }),
  ...['team', 'cost'].map((key) =>
    may(`tag-${key}`, ['stack'], ({ stack }) => AzureTags.of(stack).add({ [key]: 'shop' })),
  ),
  waiting('vault'),
  waiting('registry'),
  waiting('grafana'),
];

/** Programs of what is around a mesh. */
export const azurePrograms: Programs = {
  'endpoints in zones that they make': [azureStack, ...networks, ...endpoints],
  'endpoints in zones of the stack': [azureStack, ...networks, ...endpoints, zone, ...links],
  'endpoints in zones of another program': [azureStack, ...networks, centralZone, ...endpointsOfZone, ...links],
  'endpoints in zones of their networks': [azureStack, ...networks, ...endpointsOfNetworks],
  'Azure Monitor in a network': monitored,
  'a gateway beside the network of its cluster': gatewayNextDoor,
  'a platform': platform,
  'node pools': pools,
  'node pools in a small subnet': smallSubnet,
  'states of other stacks': statesOfOthers,
  'scaling with roles': scaling(true),
  'scaling without roles': scaling(false),
  'load balancers with roles': balancing(true),
  'load balancers without roles': balancing(false),
};
