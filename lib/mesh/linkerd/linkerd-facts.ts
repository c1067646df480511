import type { GatewayApiChannel } from '../gateways/gateway-api';
import type { LinkerdInboundPolicy } from './linkerd-inbound-policy';

/** What the renderer of Linkerd has to know of the mesh; what is not known is undefined. */
export interface LinkerdFacts {
  readonly gatewayApiChannel?: GatewayApiChannel;
  readonly defaultInboundPolicy?: LinkerdInboundPolicy;
}
