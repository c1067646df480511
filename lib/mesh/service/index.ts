export * from './mesh-egress';
export * from './mesh-ingress';
export * from './mesh-ingress-props';
export * from './mesh-service';
export * from './mesh-service-props';
export * from './mesh-workload';
