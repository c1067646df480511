export * from './core';
export * from './helm';
export * from './identity';
export * from './network';
export * from './registry';
