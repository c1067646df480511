export * from './mesh-default-deny';
export * from './mesh-default-deny-props';
export * from './mesh-namespace';
export { MeshNamespacePolicy, MeshNamespacePolicyProps } from './mesh-namespace-policy';
