export { AgicDeployment } from './agic-deployment';
export * from './agic-helm-options';
export * from './agic-version';
export { AlbController, AlbControllerProps } from './alb-controller';
export { IAlbController } from './alb-controller-ref';
export * from './alb-controller-version';
export * from './alb-gateway';
export * from './alb-http-route';
export { AlbListener, AlbListenerOptions } from './alb-listener';
export * from './alb-route-rule';
export * from './application-gateway';
export { IApplicationGateway } from './application-gateway-base';
export * from './application-gateway-ingress';
export * from './application-gateway-ingress-props';
export { IApplicationGatewayIngress } from './application-gateway-ingress-ref';
export * from './application-gateway-props';
export * from './application-load-balancer';
export { IApplicationLoadBalancer } from './application-load-balancer-ref';
export * from './firewall-rule';
export * from './firewall-rule-set';
export { GatewayCapacity } from './gateway-capacity';
export * from './gateway-certificate';
export * from './gateway-ingress';
export * from './gateway-ingress-options';
export * from './gateway-ingress-props';
export { GatewayIngressTarget, MeshedServiceOptions } from './gateway-ingress-target';
export * from './gateway-ingress-tls';
export * from './gateway-tls-policy';
export {
  ApplicationGatewayAttributes,
  ApplicationGatewayLookup,
  CommonApplicationGatewayAttributes,
} from './imported-application-gateway';
export { LoadBalancerAttributes } from './imported-load-balancer';
export * from './managed-application-load-balancer';
export * from './prohibited-target';
export * from './trusted-root';
export * from './web-application-firewall';
