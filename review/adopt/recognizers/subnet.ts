import { isMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, nameOf, only, type Placed } from '../adoption';
import { parentId, parseAzureId } from '../azure-id';
import { call, code, type Expression, literal, props } from '../expression';
import type { StateResource } from '../state';
import { recognizeResource } from './resource';

const delegations: { readonly [service: string]: string } = {
  'Microsoft.ContainerService/managedClusters': 'API_SERVER',
  'Microsoft.Network/applicationGateways': 'APPLICATION_GATEWAY',
  'Microsoft.ServiceNetworking/trafficControllers': 'TRAFFIC_CONTROLLER',
};

const endpointPolicies: { readonly [value: string]: string } = {
  Disabled: 'DISABLED',
  Enabled: 'ENABLED',
  NetworkSecurityGroupEnabled: 'SECURITY_RULES',
  RouteTableEnabled: 'ROUTES',
};

/** A subnet with what is attached to it, in a network of the state or in another one. */
export function recognizeSubnet(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const { program } = adoption;
  const prefixes = Array.isArray(values.address_prefixes) ? values.address_prefixes : [];
  const prefix = prefixes.find((one) => !String(one).includes(':'));
  const service = block(block(values, 'delegation'), 'service_delegation').name;
  const isKnownService = service === undefined || Object.hasOwn(delegations, String(service));
  if (prefix === undefined || prefixes.length > 2 || !isKnownService) return recognizeResource(resource, adoption);

  const attached = attachedTo(resource, adoption);
  const policies: string | undefined = endpointPolicies[String(values.private_endpoint_network_policies)];
  const ipv6 = prefixes.find((one) => String(one).includes(':'));
  const options = props(
    { prefix: literal(prefix) },
    {
      ipv6Prefix: ipv6 === undefined ? undefined : literal(ipv6),
      subnetName: literal(values.name),
      delegation:
        service === undefined
          ? undefined
          : code(`${program.library('SubnetDelegation')}.${delegations[String(service)]}`),
      ...attached,
      defaultOutboundAccess: given(values.default_outbound_access_enabled),
      privateEndpointPolicies:
        policies === undefined ? undefined : code(`${program.library('PrivateEndpointPolicies')}.${policies}`),
    },
  );
  const network = networkOf(parentId(String(values.id)), adoption);
  const name = program.constant(nameOf(resource), 'subnet');
  const id = program.id(nameOf(resource));
  const path = `${network.path}/${id}`;
  program.add({ name, path, value: call(`${network.name}.addSubnet`, literal(id), options) });
  return {
    name,
    path,
    resource: `${name}.resource`,
    attributes: { id: `${name}.subnetId` },
  };
}

function attachedTo(resource: StateResource, adoption: Adoption): { [prop: string]: Expression | undefined } {
  const idOf = (type: string, argument: string) => {
    const found = adoption.all(type).find(({ values }) => values.subnet_id === resource.values.id);
    return found ? adoption.value(found.values[argument]) : undefined;
  };
  return {
    securityGroupId: idOf('azurerm_subnet_network_security_group_association', 'network_security_group_id'),
    routeTableId: idOf('azurerm_subnet_route_table_association', 'route_table_id'),
    natGatewayId: idOf('azurerm_subnet_nat_gateway_association', 'nat_gateway_id'),
  };
}

/** The network of an id, made here or imported. */
export function networkOf(networkId: string, adoption: Adoption): Pick<Placed, 'name' | 'path'> {
  const owner = adoption.find(networkId, 'azurerm_virtual_network');
  const placed = owner && adoption.place(owner);
  if (placed) return placed;
  const name = parseAzureId(networkId)?.name ?? 'network';
  return adoption.imported('VirtualNetwork.fromNetworkId', networkId, [name, 'network'], (constant) => ({
    id: `${constant}.networkId`,
  }));
}

/** The subnet of an id, made here or imported, as an expression. */
export function subnetOf(subnetId: string, adoption: Adoption): Expression {
  const found = adoption.find(subnetId, 'azurerm_subnet');
  const placed = found && adoption.place(found);
  if (placed && placed.resource !== placed.name) return code(placed.name);
  const { name = 'nodes' } = parseAzureId(subnetId) ?? {};
  const id = placed ? code(`${placed.name}.id`) : undefined;
  const imported = adoption.imported(
    'Subnet.fromSubnetId',
    subnetId,
    [name, 'subnet'],
    (constant) => ({
      id: `${constant}.subnetId`,
    }),
    id,
    subnetFacts(subnetId, adoption),
  );
  return code(imported.name);
}

/** What a data source of the state read, for the library's checks. */
function subnetFacts(subnetId: string, adoption: Adoption): Expression | undefined {
  const same = (id: unknown, other: string) => String(id).toLowerCase() === other.toLowerCase();
  const subnet = adoption.state.data.find(({ type, values }) => type === 'azurerm_subnet' && same(values.id, subnetId));
  const network = adoption.state.data.find(
    ({ type, values }) => type === 'azurerm_virtual_network' && same(values.id, parentId(subnetId)),
  );
  const prefixes =
    subnet && only(subnet.values.address_prefixes) !== undefined ? subnet.values.address_prefixes : undefined;
  if (prefixes === undefined && !isMap(network?.values)) return undefined;
  return props({
    prefixes: prefixes === undefined ? undefined : literal(prefixes),
    addressSpace: network ? given(network.values.address_space) : undefined,
  });
}
