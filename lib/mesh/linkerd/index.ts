export {
  type CertManagerInstallOptions,
  type CertManagerPresentOptions,
  CertManagerSource,
} from './cert-manager-source';
export * from './linkerd-identity';
export { LinkerdInboundPolicy } from './linkerd-inbound-policy';
export * from './linkerd-mesh';
export * from './linkerd-mesh-props';
export { type LinkerdVendorOptions, LinkerdVersion } from './linkerd-version';
