import { checkGiven, checkPattern, checkSecret } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { type IdentityParts, type IdentitySource, linkerdWebhooks } from './identity-source';

/** The certificate of a control plane admission webhook. */
export interface LinkerdWebhookCertificate {
  /** The certificate in PEM, for the DNS name of the webhook's Service, e.g. `linkerd-proxy-injector.linkerd.svc`. */
  readonly certificatePem: string;

  /** The certificate's key in PEM, as PKCS #8 (`BEGIN PRIVATE KEY`): a token. The Terraform state contains it in plain text. */
  readonly keyPem: string;

  /** The CA bundle for the API server, in PEM: the authority that signed the certificate, or the certificate itself. */
  readonly caBundlePem: string;
}

/** Certificates that are created and renewed elsewhere. All keys are ECDSA P-256. */
export interface LinkerdGivenIdentityOptions {
  /** The trust anchors, one or more, in PEM. */
  readonly trustAnchorPem: string;

  /** The issuer's certificate in PEM: an authority signed by a trust anchor, with the DNS name `identity.linkerd.TRUSTDOMAIN`. */
  readonly issuerCertificatePem: string;

  /** The issuer's key in PEM: a token. The Terraform state contains it in plain text. */
  readonly issuerKeyPem: string;

  /** The certificate of the webhook that injects proxies, `linkerd-proxy-injector.linkerd.svc`. */
  readonly proxyInjector: LinkerdWebhookCertificate;

  /** The certificate of the webhook that validates service profiles, `linkerd-sp-validator.linkerd.svc`. */
  readonly profileValidator: LinkerdWebhookCertificate;

  /** The certificate of the webhook that validates policies, `linkerd-policy-validator.linkerd.svc`. */
  readonly policyValidator: LinkerdWebhookCertificate;
}

const certificate = /^\s*-----BEGIN CERTIFICATE-----\s/;
const inPem = 'must be certificates in PEM';

/** Certificates that are created and renewed elsewhere. */
export class GivenIdentity implements IdentitySource {
  public constructor(private readonly options: LinkerdGivenIdentityOptions) {}

  public check(faults: Faults, prop: string): void {
    const { options } = this;
    checkCertificate(faults, `${prop}.trustAnchorPem`, options.trustAnchorPem);
    checkCertificate(faults, `${prop}.issuerCertificatePem`, options.issuerCertificatePem);
    checkKey(faults, `${prop}.issuerKeyPem`, options.issuerKeyPem);
    for (const { key } of linkerdWebhooks) {
      const webhook = options[key];
      const fix = 'Set its certificate, key and authority; otherwise the chart creates one that expires after a year.';
      if (!checkGiven(faults, `${prop}.${key}`, webhook, fix)) continue;
      checkCertificate(faults, `${prop}.${key}.certificatePem`, webhook.certificatePem);
      checkCertificate(faults, `${prop}.${key}.caBundlePem`, webhook.caBundlePem);
      checkKey(faults, `${prop}.${key}.keyPem`, webhook.keyPem);
    }
  }

  public make(): IdentityParts {
    const { options } = this;
    const webhooks = linkerdWebhooks.map(({ key }) => ({ key, ...options[key] }));
    return {
      values: {
        identityTrustAnchorsPEM: options.trustAnchorPem,
        identity: { issuer: { tls: { crtPEM: options.issuerCertificatePem } } },
        ...Object.fromEntries(
          webhooks.map(({ key, certificatePem, caBundlePem }) => [
            key,
            { crtPEM: certificatePem, caBundle: caBundlePem },
          ]),
        ),
      },
      secretValues: {
        'identity.issuer.tls.keyPEM': options.issuerKeyPem,
        ...Object.fromEntries(webhooks.map(({ key, keyPem }) => [`${key}.keyPEM`, keyPem])),
      },
      dependencies: [],
    };
  }
}

function checkCertificate(faults: Faults, prop: string, pem: string): void {
  const example = 'the text of a file that starts with -----BEGIN CERTIFICATE-----';
  if (checkGiven(faults, prop, pem, `Use ${example}.`)) {
    checkPattern(faults, prop, pem, certificate, inPem, example);
  }
}

/** Error messages must not contain a key. */
function checkKey(faults: Faults, prop: string, pem: string): void {
  const fix = 'Use the value of a sensitive TerraformVariable, or an attribute of a resource.';
  if (checkGiven(faults, prop, pem, fix)) checkSecret(faults, prop, pem, fix);
}
