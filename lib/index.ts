export * from './cluster';
export * from './core';
export * from './helm';
export * from './identity';
export * from './mesh';
export * from './network';
export * from './registry';
export * from './workload';
