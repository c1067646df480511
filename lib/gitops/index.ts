export * from './flux-configuration';
export * from './flux-extension';
export { FluxKustomization } from './flux-kustomization';
export * from './git-access';
export * from './git-reference';
