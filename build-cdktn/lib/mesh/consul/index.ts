export * from './consul-api-gateway';
export * from './consul-api-gateway-props';
export * from './consul-mesh';
export * from './consul-mesh-props';
export type { IConsulMesh } from './consul-mesh-ref';
export { ConsulVersion } from './consul-version';
