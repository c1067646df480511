import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import { CertManagerIdentity, type LinkerdCertManagerIdentityOptions } from './cert-manager-identity';
import { GivenIdentity, type LinkerdGivenIdentityOptions } from './given-identity';
import type { IdentityNeeds, IdentityParts, IdentitySource } from './identity-source';
import { type LinkerdTlsIdentityOptions, TlsIdentity } from './tls-identity';

/**
 * The source of a mesh's certificates: trust anchor, issuer, and the control plane's webhooks. Linkerd itself issues the workload
 * certificates from them, each valid for a day.
 *
 * @see https://linkerd.io/2-edge/features/automatic-mtls/
 */
export class LinkerdIdentity {
  /** Terraform's tls provider creates them, and regular applies renew them. The state contains all keys in plain text. */
  public static byTlsProvider(options: LinkerdTlsIdentityOptions = {}): LinkerdIdentity {
    return new LinkerdIdentity(new TlsIdentity(options));
  }

  /**
   * cert-manager creates and renews them, and trust-manager distributes the trust anchor. No key leaves the cluster.
   *
   * @see https://linkerd.io/2-edge/tasks/automatically-rotating-control-plane-tls-credentials/
   */
  public static byCertManager(options: LinkerdCertManagerIdentityOptions): LinkerdIdentity {
    return new LinkerdIdentity(new CertManagerIdentity(options));
  }

  /**
   * Something else creates and renews them.
   *
   * @see https://linkerd.io/2-edge/tasks/generate-certificates/
   */
  public static given(options: LinkerdGivenIdentityOptions): LinkerdIdentity {
    return new LinkerdIdentity(new GivenIdentity(options));
  }

  private readonly source: IdentitySource;

  private constructor(source: IdentitySource) {
    this.source = source;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    this.source.check(faults, prop);
  }

  /** @internal */
  public _make(needs: IdentityNeeds): IdentityParts {
    return this.source.make(needs);
  }
}

publicClass('LinkerdIdentity', LinkerdIdentity);
