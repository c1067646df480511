export * from './azure-role';
export * from './grant';
export * from './managed-identity';
export * from './oidc-issuer';
export * from './principal';
