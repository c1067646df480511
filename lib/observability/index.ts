export * from './managed-prometheus-settings';
export * from './scrape-target';
export * from './trace-receiver';
