import type { Faults } from '../../core/faults';
import { CertManagerIdentity } from './cert-manager-identity';
import type { CertManagerSource } from './cert-manager-source';
import { GivenIdentity } from './given-identity';
import type { IdentityNeeds, IdentityParts, IdentitySource } from './identity-source';
import { TlsIdentity } from './tls-identity';

/** Certificates that Terraform makes and renews. */
export interface LinkerdTlsIdentityOptions {
  /**
   * Names of the trust anchors: 1 to 32 letters and digits each. All of them are trusted, the first one signs. To rotate, deploy
   * `['First', 'Second']`, restart all pods of the mesh, deploy `['Second', 'First']`, restart, deploy `['Second']`.
   *
   * @default ['First']
   */
  readonly trustAnchors?: string[];

  /**
   * How long trust anchors and the authority of the webhooks hold, in days: 2 to 36500. They are not renewed early.
   *
   * Changing this replaces the trust anchors, which pods that run don't trust: rotate instead.
   *
   * @default 3650
   */
  readonly trustAnchorValidityDays?: number;

  /**
   * How long the issuer's certificate holds, in days: more than `renewalDays`, less than `trustAnchorValidityDays`.
   *
   * @default 365
   */
  readonly issuerValidityDays?: number;

  /**
   * How long the certificates of the control plane's webhooks hold, in days: more than `renewalDays`, less than
   * `trustAnchorValidityDays`.
   *
   * @default 365
   */
  readonly webhookValidityDays?: number;

  /**
   * How many days before its end a certificate is renewed by the next apply. Somebody has to apply in this time: a pipeline that
   * runs every week, for example. Trust anchors are not renewed.
   *
   * @default 60
   */
  readonly renewalDays?: number;
}

/** Certificates that cert-manager makes and renews in the cluster, and trust-manager distributes. */
export interface LinkerdCertManagerIdentityOptions {
  /** Whether cert-manager and trust-manager are installed here, or there already. */
  readonly certManager: CertManagerSource;

  /**
   * How long the trust anchor holds, in days: 10 to 36500. It is renewed with the same key in the last tenth of that time, so
   * pods that run go on trusting what it signs; they have to be restarted once in that tenth.
   *
   * @default 3650
   */
  readonly trustAnchorValidityDays?: number;

  /**
   * How long the issuer's certificate holds, in hours: 2 to 8760, and more than `issuerRenewalHours`.
   *
   * @default 48
   */
  readonly issuerValidityHours?: number;

  /**
   * How many hours before its end the issuer's certificate is renewed.
   *
   * @default 25
   */
  readonly issuerRenewalHours?: number;

  /**
   * How long the certificates of the control plane's webhooks hold, in days: 2 to 3650, and more than `webhookRenewalDays`.
   *
   * @default 90
   */
  readonly webhookValidityDays?: number;

  /**
   * How many days before its end the certificate of a webhook is renewed.
   *
   * @default 30
   */
  readonly webhookRenewalDays?: number;
}

/** The certificate of an admission webhook of the control plane. */
export interface LinkerdWebhookCertificate {
  /** The certificate in PEM, for the DNS name of the webhook's Service, e.g. `linkerd-proxy-injector.linkerd.svc`. */
  readonly certificatePem: string;

  /** The certificate's key in PEM, as PKCS #8 (`BEGIN PRIVATE KEY`): a token. Terraform's state holds it in clear. */
  readonly keyPem: string;

  /** What the API server trusts, in PEM: the authority that signed the certificate, or the certificate itself. */
  readonly caBundlePem: string;
}

/** Certificates that something else makes and renews. All keys are ECDSA P-256. */
export interface LinkerdGivenIdentityOptions {
  /** The trust anchors, one or more, in PEM. */
  readonly trustAnchorPem: string;

  /** The issuer's certificate in PEM: an authority signed by a trust anchor, with the DNS name `identity.linkerd.TRUSTDOMAIN`. */
  readonly issuerCertificatePem: string;

  /** The issuer's key in PEM: a token. Terraform's state holds it in clear. */
  readonly issuerKeyPem: string;

  /** Of the webhook that puts proxies into pods, `linkerd-proxy-injector.linkerd.svc`. */
  readonly proxyInjector: LinkerdWebhookCertificate;

  /** Of the webhook that checks service profiles, `linkerd-sp-validator.linkerd.svc`. */
  readonly profileValidator: LinkerdWebhookCertificate;

  /** Of the webhook that checks policies, `linkerd-policy-validator.linkerd.svc`. */
  readonly policyValidator: LinkerdWebhookCertificate;
}

/**
 * Where the certificates of a mesh come from: trust anchor, issuer, and those of the control plane's webhooks. The certificates
 * of workloads are made from them by Linkerd itself, each for a day.
 *
 * @see https://linkerd.io/2-edge/features/automatic-mtls/
 */
export class LinkerdIdentity {
  /** Terraform's tls provider makes them; applies renew them in time. The state holds all keys in clear. */
  public static byTlsProvider(options: LinkerdTlsIdentityOptions = {}): LinkerdIdentity {
    return new LinkerdIdentity(new TlsIdentity(options));
  }

  /**
   * cert-manager makes and renews them, trust-manager distributes the trust anchor. No key leaves the cluster.
   *
   * @see https://linkerd.io/2-edge/tasks/automatically-rotating-control-plane-tls-credentials/
   */
  public static byCertManager(options: LinkerdCertManagerIdentityOptions): LinkerdIdentity {
    return new LinkerdIdentity(new CertManagerIdentity(options));
  }

  /**
   * Something else makes and renews them.
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
