export type { LinkerdCertManagerIdentityOptions } from './cert-manager-identity';
export {
  type CertManagerInstallOptions,
  type CertManagerPresentOptions,
  CertManagerSource,
} from './cert-manager-source';
export type { LinkerdGivenIdentityOptions, LinkerdWebhookCertificate } from './given-identity';
export * from './linkerd-identity';
export { LinkerdInboundPolicy } from './linkerd-inbound-policy';
export * from './linkerd-mesh';
export * from './linkerd-mesh-props';
export { type LinkerdVendorOptions, LinkerdVersion } from './linkerd-version';
export type { LinkerdTlsIdentityOptions } from './tls-identity';
