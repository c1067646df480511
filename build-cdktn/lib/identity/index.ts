export * from './azure-role';
export { Grant, GrantOptions } from './grant';
export * from './managed-identity';
export * from './oidc-issuer';
export { IPrincipal, Principal } from './principal';
