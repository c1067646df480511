import type { TerraformStack } from 'cdktf';
import {
  type AlbBackend,
  AlbController,
  type AlbControllerProps,
  AlbControllerVersion,
  AlbGateway,
  type AlbGatewayAttributes,
  type AlbGatewayProps,
  AlbHttpRoute,
  type AlbHttpRouteProps,
  AlbListener,
  type AlbListenerOptions,
  type AlbRouteMatch,
  AlbRouteRule,
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
  AzureCloud,
  GatewayApi,
  GatewayApiChannel,
  type IAlbController,
  type LoadBalancerAttributes,
  ManagedApplicationLoadBalancer,
  type ManagedApplicationLoadBalancerProps,
  ManagedIdentity,
  Namespace,
  PathMatch,
  WebApplicationFirewall,
} from '../../../lib';
import { given, type RoomSamples, struct } from '../support/sample';
import { knownCluster, knownSubnet, place, resourceId, somewhere } from '../support/values';

function newIdentity(stack: TerraformStack) {
  return { ...somewhere(stack), identityName: 'shop-alb' };
}
const toWeb = AlbRouteRule.toServices([{ serviceName: 'web', port: 80 }]);
const https = AlbListener.https('https', 'shop-tls');

/** How each struct of Application Gateway for Containers reaches the output. */
export const samples: RoomSamples = {
  AlbBackend: struct<AlbBackend>(
    (stack, backend) => {
      const rules = [AlbRouteRule.toServices([{ serviceName: 'web', port: 80, ...backend }])];
      route(stack, { rules });
    },
    { weight: 10 },
  ),
  AlbControllerProps: struct<AlbControllerProps>((stack, props) => controller(stack, props), {
    cloud: AzureCloud.CHINA,
    grantRoles: false,
    identity: given(
      (stack: TerraformStack) => ({ newIdentity: undefined, identity: identity(stack, 'other') }),
      (stack: TerraformStack) => identity(stack, 'shop'),
    ),
    namespace: (stack) => namespace(stack, 'other'),
    newIdentity: (stack) => ({ ...newIdentity(stack), identityName: 'other' }),
    values: { albController: { logLevel: 'debug' } },
    version: AlbControllerVersion.of('1.11.5'),
  }),
  AlbGatewayAttributes: struct<AlbGatewayAttributes>((stack, attributes) => {
    const made = { controller: controller(stack), namespaceName: 'edge', name: 'shop', ...attributes };
    route(stack, { gateway: AlbGateway.fromName(stack, 'Gateway', made) });
  }),
  AlbGatewayProps: struct<AlbGatewayProps>((stack, props) => gateway(stack, props), {
    firewall: (stack) => firewall(stack),
    frontendName: 'other',
  }),
  AlbHttpRouteProps: struct<AlbHttpRouteProps>((stack, props) => route(stack, props), {
    firewall: (stack) => firewall(stack),
    hostNames: ['shop.example.com'],
    listenerName: 'https',
  }),
  AlbListenerOptions: struct<AlbListenerOptions>(
    (stack, options) => gateway(stack, { listeners: [AlbListener.https('https', 'shop-tls', options)] }),
    { hostName: 'shop.example.com', openToAllNamespaces: true, port: 8443 },
  ),
  AlbRouteMatch: struct<AlbRouteMatch>(
    (stack, match) => {
      route(stack, { rules: [AlbRouteRule.toServices([{ serviceName: 'web', port: 80 }], [match])] });
    },
    { headers: { 'x-beta': 'true' }, method: 'GET', path: PathMatch.prefix('/api') },
  ),
  ApplicationLoadBalancerProps: struct<ApplicationLoadBalancerProps>((stack, props) => loadBalancer(stack, props), {
    tags: { app: 'shop' },
  }),
  LoadBalancerAttributes: struct<LoadBalancerAttributes>((stack, attributes) => {
    const loadBalancerId = resourceId('Microsoft.ServiceNetworking/trafficControllers', 'shop');
    const known = { loadBalancerId, frontendNames: ['shop'], controller: controller(stack), ...attributes };
    gateway(stack, { loadBalancer: ApplicationLoadBalancer.fromAttributes(stack, 'LoadBalancer', known) });
  }),
  ManagedApplicationLoadBalancerProps: struct<ManagedApplicationLoadBalancerProps>((stack, props) => {
    const made = { controller: controller(stack), namespace: namespace(stack, 'edge'), name: 'alb' };
    const subnet = knownSubnet(stack, 'alb');
    new ManagedApplicationLoadBalancer(stack, 'LoadBalancer', { ...made, subnet, ...props });
  }),
};

function identity(stack: TerraformStack, identityName: string) {
  const { resourceGroupName } = place;
  return ManagedIdentity.fromLookup(stack, `Identity-${identityName}`, { identityName, resourceGroupName });
}

function namespace(stack: TerraformStack, name: string) {
  const found = stack.node.tryFindChild(`Ns-${name}`) as Namespace | undefined;
  return found ?? Namespace.fromName(stack, `Ns-${name}`, { cluster: knownCluster(stack), name });
}

function firewall(stack: TerraformStack) {
  const id = resourceId('Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies', 'shop');
  return WebApplicationFirewall.fromFirewallId(stack, 'Firewall', id);
}

function controller(stack: TerraformStack, props: Partial<AlbControllerProps> = {}): IAlbController {
  const cluster = knownCluster(stack);
  const version = '1.5.1';
  const present = { cluster, version, channel: GatewayApiChannel.STANDARD };
  const gatewayApi = props.gatewayApi ?? GatewayApi.present(stack, 'GatewayApi', present);
  return new AlbController(stack, 'Alb', { cluster, gatewayApi, newIdentity: newIdentity(stack), ...props });
}

function loadBalancer(stack: TerraformStack, props: Partial<ApplicationLoadBalancerProps> = {}) {
  const made = { ...place, loadBalancerName: 'shop', subnet: knownSubnet(stack, 'alb') };
  const own = props.controller ?? controller(stack);
  return new ApplicationLoadBalancer(stack, 'LoadBalancer', { ...made, ...props, controller: own });
}

function gateway(stack: TerraformStack, props: Partial<AlbGatewayProps> = {}): AlbGateway {
  const own = props.loadBalancer ?? loadBalancer(stack);
  const made = { namespace: namespace(stack, 'edge'), name: 'shop', listeners: [https] };
  return new AlbGateway(stack, 'Gateway', { ...made, ...props, loadBalancer: own });
}

function route(stack: TerraformStack, props: Partial<AlbHttpRouteProps>): void {
  const own = props.gateway ?? gateway(stack);
  const made = { namespace: namespace(stack, 'edge'), name: 'shop', rules: [toWeb] };
  new AlbHttpRoute(stack, 'Route', { ...made, ...props, gateway: own });
}
