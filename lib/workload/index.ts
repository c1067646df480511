export * from './namespace';
export * from './pod-security';
export * from './workload-identity';
