export * from './gateway-api';
export * from './gateway-exposure';
export { IMeshGateway } from './mesh-gateway';
export * from './mesh-gateway-certificate';
export { TlsVersion } from './tls-version';
