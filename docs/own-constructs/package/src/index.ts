export { TeamNamespace, type TeamNamespaceProps } from './team-namespace';
