import type { Faults } from '../core/faults';

/** Azure's name for the subnet of VPN and ExpressRoute gateways. */
const subnetName = 'GatewaySubnet';

const unsupported = ['natGateway', 'natGatewayId', 'securityRules', 'securityGroupId'] as const;

type Attached = { readonly [prop in (typeof unsupported)[number]]?: unknown };

/**
 * Rejects settings that Azure doesn't support on the subnet of VPN and ExpressRoute gateways.
 *
 * Sources: https://learn.microsoft.com/azure/nat-gateway/nat-gateway-resource#subnet,
 * https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-vpn-gateway-settings#gwsub
 */
export function checkVpnGatewaySubnet(faults: Faults, name: string, props: Attached): void {
  if (name !== subnetName) return;
  for (const prop of unsupported) {
    if (props[prop] === undefined) continue;
    const must = `must not be set for ${subnetName}, where Azure doesn't support it`;
    faults.add(prop, must, undefined, 'Leave it out, or rename the subnet if it has no VPN or ExpressRoute gateway.');
  }
}
