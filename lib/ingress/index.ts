export * from './agic-deployment';
export * from './agic-helm-options';
export * from './agic-version';
export * from './application-gateway';
export { IApplicationGateway } from './application-gateway-base';
export * from './application-gateway-ingress';
export { IApplicationGatewayIngress } from './application-gateway-ingress-ref';
export * from './firewall-rule';
export * from './firewall-rule-set';
export * from './gateway-capacity';
export * from './gateway-certificate';
export * from './gateway-ingress';
export * from './gateway-ingress-options';
export { GatewayIngressTarget, MeshedServiceOptions } from './gateway-ingress-target';
export * from './gateway-ingress-tls';
export * from './gateway-tls-policy';
export {
  ApplicationGatewayAttributes,
  ApplicationGatewayLookup,
  KnownApplicationGateway,
} from './imported-application-gateway';
export * from './prohibited-target';
export * from './trusted-root';
export * from './web-application-firewall';
