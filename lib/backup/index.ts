export * from './backup-vault';
export * from './cluster-backup';
export * from './cluster-backup-props';
