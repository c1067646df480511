export * from './gateway-api';
export * from './istio';
export * from './linkerd';
export * from './mesh-feature';
export * from './mesh-namespace';
export * from './osm';
export * from './service-mesh';
