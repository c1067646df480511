export { MeshEgress, MeshEgressProps } from './mesh-egress';
export * from './mesh-ingress';
export * from './mesh-ingress-props';
export * from './mesh-ingress-ref';
export * from './mesh-ingress-routes';
export * from './mesh-ingress-routes-props';
export * from './mesh-service';
export * from './mesh-service-props';
export * from './mesh-workload';
