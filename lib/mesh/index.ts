<<<<<<< HEAD
export * from './access-logs';
=======
export * from './consul';
>>>>>>> 2f11c1d (Install Consul, and say services' intents in its words)
export * from './gateway-api';
export * from './istio';
export * from './job-sidecar';
export * from './linkerd';
export * from './mesh-default-deny';
export * from './mesh-default-deny-props';
export * from './mesh-egress';
export * from './mesh-egress-props';
export * from './mesh-feature';
export * from './mesh-gateway';
export * from './mesh-gateway-certificate';
export * from './mesh-ingress';
export * from './mesh-ingress-props';
export * from './mesh-namespace';
export * from './mesh-namespace-policy';
export * from './mesh-namespace-policy-props';
export * from './mesh-service';
export * from './mesh-service-props';
export * from './mesh-workload';
export * from './osm';
export * from './service-mesh';
export * from './sidecar-options';
export * from './traffic';
