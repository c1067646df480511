import { CertRequest } from '@cdktn/provider-tls/lib/cert-request';
import { LocallySignedCert } from '@cdktn/provider-tls/lib/locally-signed-cert';
import { PrivateKey } from '@cdktn/provider-tls/lib/private-key';
import { TlsProvider } from '@cdktn/provider-tls/lib/provider';
import { SelfSignedCert } from '@cdktn/provider-tls/lib/self-signed-cert';
import { TerraformStack } from 'cdktn';
import { Construct } from 'constructs';
import { checkInteger, checkLiteral, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { productOf } from '../../core/token-values';
import { warn } from '../../core/warnings';
import { checkShorter } from './certificate-lifetimes';
import {
  type IdentityNeeds,
  type IdentityParts,
  type IdentitySource,
  issuerName,
  linkerdWebhooks,
  trustAnchorName,
} from './identity-source';

/** Certificates that Terraform creates and renews. */
export interface LinkerdTlsIdentityOptions {
  /**
   * Names of the trust anchors: 1 to 32 letters and digits each. All of them are trusted; the first one signs. To rotate, deploy
   * `['First', 'Second']`, restart all pods in the mesh, deploy `['Second', 'First']`, restart them again, and deploy
   * `['Second']`.
   *
   * @default ['First']
   */
  readonly trustAnchors?: string[];

  /**
   * The validity of trust anchors and of the webhooks' CA in days: 2 to 36500. They are not renewed before they expire.
   *
   * Changing this replaces the trust anchors, which running pods don't trust: rotate them instead.
   *
   * @default 3650
   */
  readonly trustAnchorValidityDays?: number;

  /**
   * The validity of the issuer's certificate in days: more than `renewalDays`, less than `trustAnchorValidityDays`.
   *
   * @default 365
   */
  readonly issuerValidityDays?: number;

  /**
   * The validity of the control plane's webhook certificates in days: more than `renewalDays`, less than
   * `trustAnchorValidityDays`.
   *
   * @default 365
   */
  readonly webhookValidityDays?: number;

  /**
   * The time before expiry in days from which the next apply renews a certificate. Apply at least once in this time, e.g. by a
   * weekly pipeline. Trust anchors are not renewed.
   *
   * @default 60
   */
  readonly renewalDays?: number;
}

/** A certificate that signs others, with its key. */
interface Authority {
  readonly certificatePem: string;
  readonly keyPem: string;
}

interface LeafNames {
  readonly commonName: string;
  readonly uses: string[];
  readonly isAuthority: boolean;
  readonly validityDays: number;
}

const hoursOfDay = 24;
const signing = ['cert_signing', 'crl_signing'];

/**
 * Certificates created by Terraform's tls provider. Keys are P-256, as Linkerd requires, in PKCS #8, which the policy validator
 * requires. Webhooks have a separate CA: renewing one of their certificates doesn't change the CA bundle of the API server.
 *
 * All are passed to the chart by `set_sensitive`, including certificates: an unknown one in `values` would hide all values in the
 * plan.
 */
export class TlsIdentity implements IdentitySource {
  private readonly trustAnchors: string[];
  private readonly trustAnchorValidityDays: number;
  private readonly issuerValidityDays: number;
  private readonly webhookValidityDays: number;
  private readonly renewalDays: number;

  public constructor(options: LinkerdTlsIdentityOptions) {
    this.trustAnchors = options.trustAnchors ?? ['First'];
    this.trustAnchorValidityDays = options.trustAnchorValidityDays ?? 3650;
    this.issuerValidityDays = options.issuerValidityDays ?? 365;
    this.webhookValidityDays = options.webhookValidityDays ?? 365;
    this.renewalDays = options.renewalDays ?? 60;
  }

  public check(faults: Faults, prop: string): void {
    checkInteger(faults, `${prop}.trustAnchorValidityDays`, this.trustAnchorValidityDays, 2, 36500, 'days');
    checkInteger(faults, `${prop}.issuerValidityDays`, this.issuerValidityDays, 1, 36500, 'days');
    checkInteger(faults, `${prop}.webhookValidityDays`, this.webhookValidityDays, 1, 36500, 'days');
    checkInteger(faults, `${prop}.renewalDays`, this.renewalDays, 0, 36500, 'days');
    const shorter = (low: string, lowDays: number, high: string, highDays: number) =>
      checkShorter(faults, `${prop}.${low}`, lowDays, `${prop}.${high}`, highDays, 'days');
    shorter('renewalDays', this.renewalDays, 'issuerValidityDays', this.issuerValidityDays);
    shorter('renewalDays', this.renewalDays, 'webhookValidityDays', this.webhookValidityDays);
    shorter('issuerValidityDays', this.issuerValidityDays, 'trustAnchorValidityDays', this.trustAnchorValidityDays);
    shorter('webhookValidityDays', this.webhookValidityDays, 'trustAnchorValidityDays', this.trustAnchorValidityDays);
    this.checkTrustAnchors(faults, `${prop}.trustAnchors`);
  }

  public make(needs: IdentityNeeds): IdentityParts {
    const { scope } = needs;
    const alias = TerraformStack.of(scope).getLogicalId(scope.node);
    const provider = new TlsProvider(scope, 'TlsProvider', { alias });
    const anchors = this.trustAnchors.map((name) =>
      this.authority(new Construct(scope, `TrustAnchor${name}`), provider, trustAnchorName(needs)),
    );
    const issuer = this.signed(new Construct(scope, 'Issuer'), provider, anchors[0], {
      commonName: issuerName(needs),
      uses: signing,
      isAuthority: true,
      validityDays: this.issuerValidityDays,
    });
    const webhookName = `webhook.${needs.namespace}.${needs.trustDomain}`;
    const webhookAuthority = this.authority(new Construct(scope, 'WebhookAuthority'), provider, webhookName);
    const secretValues: { [path: string]: string } = {
      identityTrustAnchorsPEM: anchors.map(({ certificatePem }) => certificatePem).join(''),
      'identity.issuer.tls.crtPEM': issuer.certificatePem,
      'identity.issuer.tls.keyPEM': issuer.keyPem,
    };
    for (const { key, id, service } of linkerdWebhooks) {
      const webhook = this.signed(new Construct(scope, id), provider, webhookAuthority, {
        commonName: `${service}.${needs.namespace}.svc`,
        uses: ['digital_signature', 'server_auth'],
        isAuthority: false,
        validityDays: this.webhookValidityDays,
      });
      secretValues[`${key}.caBundle`] = webhookAuthority.certificatePem;
      secretValues[`${key}.crtPEM`] = webhook.certificatePem;
      secretValues[`${key}.keyPEM`] = webhook.keyPem;
    }
    const text =
      "The Terraform state contains the keys of the mesh's trust anchor, issuer and webhooks in plain text: anyone with read access can impersonate " +
      'any workload. Encrypt it and restrict access to it, or use LinkerdIdentity.byCertManager.';
    warn(scope, 'W180', text);
    return { values: {}, secretValues, dependencies: [] };
  }

  private checkTrustAnchors(faults: Faults, prop: string): void {
    const { trustAnchors } = this;
    if (!checkLiteral(faults, prop, trustAnchors, 'resource addresses contain the names')) return;
    const fix = "For example, use ['First'], and ['First', 'Second'] to start a rotation.";
    if (trustAnchors.length === 0) faults.add(prop, 'must have at least one trust anchor', undefined, fix);
    const wrong = trustAnchors.filter((name) => isKnown(name) && !/^[A-Za-z0-9]{1,32}$/.test(name));
    if (wrong.length > 0) faults.add(prop, 'must be names of 1 to 32 letters and digits', wrong.join(', '), fix);
    if (new Set(trustAnchors).size < trustAnchors.length) {
      faults.add(prop, 'must be different names', trustAnchors.join(', '), fix);
    }
  }

  /** Never renewed before it expires: running pods wouldn't trust a new one. */
  private authority(scope: Construct, provider: TlsProvider, commonName: string): Authority {
    const key = newKey(scope, provider);
    const certificate = new SelfSignedCert(scope, 'Certificate', {
      provider,
      privateKeyPem: key.privateKeyPem,
      subject: [{ commonName }],
      dnsNames: [commonName],
      allowedUses: signing,
      isCaCertificate: true,
      setSubjectKeyId: true,
      validityPeriodHours: productOf(this.trustAnchorValidityDays, hoursOfDay),
    });
    return { certificatePem: certificate.certPem, keyPem: key.privateKeyPem };
  }

  private signed(scope: Construct, provider: TlsProvider, by: Authority, names: LeafNames): Authority {
    const key = newKey(scope, provider);
    const request = new CertRequest(scope, 'Request', {
      provider,
      privateKeyPem: key.privateKeyPem,
      subject: [{ commonName: names.commonName }],
      dnsNames: [names.commonName],
    });
    const certificate = new LocallySignedCert(scope, 'Certificate', {
      provider,
      certRequestPem: request.certRequestPem,
      caCertPem: by.certificatePem,
      caPrivateKeyPem: by.keyPem,
      allowedUses: names.uses,
      isCaCertificate: names.isAuthority || undefined,
      setSubjectKeyId: true,
      validityPeriodHours: productOf(names.validityDays, hoursOfDay),
      earlyRenewalHours: productOf(this.renewalDays, hoursOfDay),
    });
    return { certificatePem: certificate.certPem, keyPem: key.privateKeyPemPkcs8 };
  }
}

function newKey(scope: Construct, provider: TlsProvider): PrivateKey {
  return new PrivateKey(scope, 'Key', { provider, algorithm: 'ECDSA', ecdsaCurve: 'P256' });
}
