export * from './sidecar-options';
export * from './traffic-redirection';
