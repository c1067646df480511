export { WorkloadIdentityAttributes } from './imported-workload-identity';
export { INamespace, Namespace, NamespaceAttributes, NamespaceOptions, NamespaceProps } from './namespace';
export * from './pod-security';
export * from './workload-identity';
export { IWorkloadIdentity } from './workload-identity-base';
