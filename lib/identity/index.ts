export * from './azure-role';
export * from './grant';
export * from './managed-identity';
export * from './principal';
