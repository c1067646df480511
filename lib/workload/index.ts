export * from './namespace';
export * from './pod-security';
