export * from './gateway-exposure';
export * from './istio-foundation';
export * from './istio-gateway';
export * from './istio-mesh';
export * from './istio-traffic-redirection';
export * from './istio-version';
