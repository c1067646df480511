export * from './access-logs';
