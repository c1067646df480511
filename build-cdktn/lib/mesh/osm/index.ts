export * from './managed-open-service-mesh';
export * from './open-service-mesh';
export * from './open-service-mesh-ref';
export * from './osm-mesh-config';
export * from './osm-mesh-config-options';
