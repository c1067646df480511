export * from './istio';
export * from './mesh-feature';
export * from './mesh-namespace';
export * from './service-mesh';
