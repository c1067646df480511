export * from './gateway-api';
export * from './gateway-exposure';
export * from './mesh-gateway';
export * from './mesh-gateway-certificate';
export { TlsVersion } from './tls-version';
