import { checkGiven, checkInteger } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { numberText, productOf, shareOf } from '../../core/token-values';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { CertManagerSource } from './cert-manager-source';
import { checkShorter } from './certificate-lifetimes';
import {
  type IdentityNeeds,
  type IdentityParts,
  type IdentitySource,
  issuerName,
  linkerdWebhooks,
  trustAnchorName,
} from './identity-source';

/** Certificates that cert-manager creates and renews in the cluster, and trust-manager distributes. */
export interface LinkerdCertManagerIdentityOptions {
  /** Whether this program installs cert-manager and trust-manager, or they exist already. */
  readonly certManager: CertManagerSource;

  /**
   * The validity of the trust anchor in days: 10 to 36500. It is renewed with the same key in the last tenth of that time, so
   * running pods keep trusting certificates that it signs; restart them once in that tenth.
   *
   * @default 3650
   */
  readonly trustAnchorValidityDays?: number;

  /**
   * The validity of the issuer's certificate in hours: 2 to 8760, and more than `issuerRenewalHours`.
   *
   * @default 48
   */
  readonly issuerValidityHours?: number;

  /**
   * The time before expiry at which the issuer's certificate is renewed, in hours.
   *
   * @default 25
   */
  readonly issuerRenewalHours?: number;

  /**
   * The validity of the control plane's webhook certificates in days: 2 to 3650, and more than `webhookRenewalDays`.
   *
   * @default 90
   */
  readonly webhookValidityDays?: number;

  /**
   * The time before expiry at which a webhook's certificate is renewed, in days.
   *
   * @default 30
   */
  readonly webhookRenewalDays?: number;
}

const hoursOfDay = 24;
const group = 'cert-manager.io';
const trustAnchor = 'linkerd-trust-anchor';
const trustRoots = 'linkerd-identity-trust-roots';
const issuer = 'linkerd-identity-issuer';
const webhookAuthority = 'linkerd-webhook-authority';
const webhookIssuer = 'linkerd-webhook-issuer';

/** Certificates that cert-manager creates in the cluster, with the names that Linkerd's documentation and tools expect. */
export class CertManagerIdentity implements IdentitySource {
  private readonly trustAnchorValidityDays: number;
  private readonly issuerValidityHours: number;
  private readonly issuerRenewalHours: number;
  private readonly webhookValidityDays: number;
  private readonly webhookRenewalDays: number;

  public constructor(private readonly options: LinkerdCertManagerIdentityOptions) {
    this.trustAnchorValidityDays = options.trustAnchorValidityDays ?? 3650;
    this.issuerValidityHours = options.issuerValidityHours ?? 48;
    this.issuerRenewalHours = options.issuerRenewalHours ?? 25;
    this.webhookValidityDays = options.webhookValidityDays ?? 90;
    this.webhookRenewalDays = options.webhookRenewalDays ?? 30;
  }

  public check(faults: Faults, prop: string): void {
    const fix = 'Use CertManagerSource.installed() or CertManagerSource.present().';
    if (checkGiven(faults, `${prop}.certManager`, this.options.certManager, fix)) {
      this.options.certManager._check(faults, `${prop}.certManager`);
    }
    checkInteger(faults, `${prop}.trustAnchorValidityDays`, this.trustAnchorValidityDays, 10, 36500, 'days');
    checkInteger(faults, `${prop}.issuerValidityHours`, this.issuerValidityHours, 2, 8760, 'hours');
    checkInteger(faults, `${prop}.issuerRenewalHours`, this.issuerRenewalHours, 1, 8760, 'hours');
    checkInteger(faults, `${prop}.webhookValidityDays`, this.webhookValidityDays, 2, 3650, 'days');
    checkInteger(faults, `${prop}.webhookRenewalDays`, this.webhookRenewalDays, 1, 3650, 'days');
    const [renewal, validity] = [`${prop}.issuerRenewalHours`, `${prop}.issuerValidityHours`];
    checkShorter(faults, renewal, this.issuerRenewalHours, validity, this.issuerValidityHours, 'hours');
    const [webhookRenewal, webhookValidity] = [`${prop}.webhookRenewalDays`, `${prop}.webhookValidityDays`];
    checkShorter(faults, webhookRenewal, this.webhookRenewalDays, webhookValidity, this.webhookValidityDays, 'days');
  }

  public make(needs: IdentityNeeds): IdentityParts {
    const { scope, cluster, namespace } = needs;
    const certManager = this.options.certManager._make(scope, cluster);
    const manifests = new KubernetesManifests(scope, 'Certificates', {
      cluster,
      releaseName: 'linkerd-certificates',
      namespace,
      manifests: [
        ...this.trustAnchorObjects(needs, certManager.namespace),
        this.issuerCertificate(needs),
        bundle(),
        ...this.webhookObjects(needs),
      ],
    });
    manifests.node.addDependency(needs.namespaceReady, ...certManager.dependencies);
    return {
      values: {
        identity: { externalCA: true, issuer: { scheme: 'kubernetes.io/tls' } },
        ...Object.fromEntries(
          linkerdWebhooks.map(({ key, service }) => [
            key,
            { externalSecret: true, injectCaFrom: `${namespace}/${service}` },
          ]),
        ),
      },
      secretValues: {},
      dependencies: [manifests],
    };
  }

  /** Renewing the certificate keeps its key: running pods trust certificates that it signs until their copy of it expires. */
  private trustAnchorObjects(needs: IdentityNeeds, namespace: string): object[] {
    const hours = productOf(this.trustAnchorValidityDays, hoursOfDay);
    return [
      selfSignedIssuer('linkerd-trust-root-issuer', namespace),
      certificate(trustAnchor, namespace, {
        isCA: true,
        commonName: trustAnchorName(needs),
        duration: hoursText(hours),
        renewBefore: hoursText(shareOf(this.trustAnchorValidityDays, hoursOfDay / 10)),
        secretName: trustAnchor,
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
        issuerRef: { group, kind: 'Issuer', name: 'linkerd-trust-root-issuer' },
      }),
      {
        apiVersion: `${group}/v1`,
        kind: 'ClusterIssuer',
        metadata: { name: issuer },
        spec: { ca: { secretName: trustAnchor } },
      },
    ];
  }

  private issuerCertificate(needs: IdentityNeeds): object {
    return certificate(issuer, needs.namespace, {
      isCA: true,
      commonName: issuerName(needs),
      dnsNames: [issuerName(needs)],
      usages: ['cert sign', 'crl sign', 'server auth', 'client auth'],
      duration: hoursText(this.issuerValidityHours),
      renewBefore: hoursText(this.issuerRenewalHours),
      secretName: issuer,
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      issuerRef: { group, kind: 'ClusterIssuer', name: issuer },
    });
  }

  private webhookObjects(needs: IdentityNeeds): object[] {
    const { namespace, trustDomain } = needs;
    const hours = productOf(this.trustAnchorValidityDays, hoursOfDay);
    return [
      selfSignedIssuer(webhookAuthority, namespace),
      certificate(webhookAuthority, namespace, {
        isCA: true,
        commonName: `webhook.${namespace}.${trustDomain}`,
        duration: hoursText(hours),
        renewBefore: hoursText(shareOf(this.trustAnchorValidityDays, hoursOfDay / 10)),
        secretName: webhookAuthority,
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
        issuerRef: { group, kind: 'Issuer', name: webhookAuthority },
      }),
      {
        apiVersion: `${group}/v1`,
        kind: 'Issuer',
        metadata: { name: webhookIssuer, namespace },
        spec: { ca: { secretName: webhookAuthority } },
      },
      ...linkerdWebhooks.map(({ service }) => {
        const commonName = `${service}.${namespace}.svc`;
        return certificate(service, namespace, {
          isCA: false,
          commonName,
          dnsNames: [commonName],
          usages: ['server auth'],
          duration: hoursText(productOf(this.webhookValidityDays, hoursOfDay)),
          renewBefore: hoursText(productOf(this.webhookRenewalDays, hoursOfDay)),
          secretName: `${service}-k8s-tls`,
          // The policy validator reads only PKCS #8.
          privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
          issuerRef: { group, kind: 'Issuer', name: webhookIssuer },
        });
      }),
    ];
  }
}

function certificate(name: string, namespace: string, spec: object): object {
  return { apiVersion: `${group}/v1`, kind: 'Certificate', metadata: { name, namespace }, spec };
}

function selfSignedIssuer(name: string, namespace: string): object {
  return { apiVersion: `${group}/v1`, kind: 'Issuer', metadata: { name, namespace }, spec: { selfSigned: {} } };
}

/** The ConfigMap from which the control plane and its injector read the trust anchor. */
function bundle(): object {
  return {
    apiVersion: 'trust.cert-manager.io/v1alpha1',
    kind: 'Bundle',
    metadata: { name: trustRoots },
    spec: {
      sources: [{ secret: { name: trustAnchor, key: 'tls.crt' } }],
      target: {
        configMap: { key: 'ca-bundle.crt' },
        namespaceSelector: { matchLabels: { 'linkerd.io/is-control-plane': 'true' } },
      },
    },
  };
}

function hoursText(hours: number): string {
  return `${numberText(hours)}h`;
}
