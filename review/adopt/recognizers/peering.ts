import type { JsonMap } from '../../../command/terraform/resource';
import type { Adoption, Placed } from '../adoption';
import { parentId, sameId } from '../azure-id';
import { isNothing } from '../differences';
import { code, literal, props } from '../expression';
import type { StateResource } from '../state';
import { recognizeResource } from './resource';
import { networkOf } from './subnet';

const type = 'azurerm_virtual_network_peering';

/** Both sides of a peering as one construct; what the library would create otherwise is written as it is. */
export function recognizePeering(resource: StateResource, adoption: Adoption): Placed {
  const remote = adoption.all(type).find((other) => isOtherSide(resource, other));
  const sides = [resource, ...(remote ? [remote] : [])];
  const isAlike = remote === undefined || forwards(remote) === forwards(resource);
  if (!isAlike || !sides.every((side) => isAsMade(side, adoption))) return recognizeResource(resource, adoption);
  const { program } = adoption;
  const own = networkOf(networkIdOf(resource), adoption);
  const other = networkOf(String(resource.values.remote_virtual_network_id), adoption);
  const gateway = gatewayOf(resource.values, program.library('PeeringGateway'));
  const options = props(
    { network: code(own.name), remoteNetwork: code(other.name) },
    {
      peeringName: literal(resource.values.name),
      remotePeeringName: remote && literal(remote.values.name),
      forwardedTraffic: literal(forwards(resource)),
      gateway: gateway === undefined ? undefined : code(gateway),
      remoteSide: remote ? undefined : literal(false),
    },
  );
  const placed = adoption.construct('VirtualNetworkPeering', resource, options, () => ({}));
  if (remote) adoption.placeWith(remote, placed);
  return placed;
}

function networkIdOf({ values }: StateResource): string {
  return parentId(String(values.id));
}

function isOtherSide(one: StateResource, other: StateResource): boolean {
  return (
    sameId(networkIdOf(other), String(one.values.remote_virtual_network_id)) &&
    sameId(networkIdOf(one), String(other.values.remote_virtual_network_id))
  );
}

/** The library lets networks reach each other, and updates routes with an address space that it knows. */
function isAsMade(side: StateResource, adoption: Adoption): boolean {
  const { values } = side;
  const knowsSpace = adoption.find(values.remote_virtual_network_id, 'azurerm_virtual_network') !== undefined;
  return (
    adoption.providerOf(side) === undefined &&
    values.allow_virtual_network_access !== false &&
    knowsSpace === !isNothing(values.triggers) &&
    isNothing(values.only_ipv6_peering_enabled) &&
    values.peer_complete_virtual_networks_enabled !== false
  );
}

function forwards({ values }: StateResource): boolean {
  return values.allow_forwarded_traffic === true;
}

function gatewayOf(values: JsonMap, PeeringGateway: string): string | undefined {
  if (values.use_remote_gateways === true) return `${PeeringGateway}.OF_REMOTE_NETWORK`;
  return values.allow_gateway_transit === true ? `${PeeringGateway}.OF_NETWORK` : undefined;
}
