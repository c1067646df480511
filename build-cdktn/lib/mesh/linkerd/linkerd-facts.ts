import type { GatewayApiChannel } from '../gateways/gateway-api';
import type { LinkerdInboundPolicy } from './linkerd-inbound-policy';

/** The facts about the mesh that Linkerd's renderer needs; unknown facts are undefined. */
export interface LinkerdFacts {
  readonly gatewayApiChannel?: GatewayApiChannel;
  readonly defaultInboundPolicy?: LinkerdInboundPolicy;
}
