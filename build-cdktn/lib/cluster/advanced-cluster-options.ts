import type { KubernetesClusterConfig } from '@cdktn/provider-azurerm/lib/kubernetes-cluster';
import { checkElementsKnown, checkGiven, checkPattern, checkSecret, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';

/**
 * The HTTP proxy that nodes and pods of `kube-system` use.
 *
 * @see https://learn.microsoft.com/azure/aks/http-proxy
 */
export interface HttpProxyOptions {
  /**
   * The proxy's URL for HTTP, e.g. `http://proxy.example.com:3128/`.
   *
   * @default - no proxy for HTTP
   */
  readonly httpProxy?: string;

  /**
   * The proxy's URL for HTTPS, e.g. `https://proxy.example.com:3129/`.
   *
   * @default - no proxy for HTTPS
   */
  readonly httpsProxy?: string;

  /**
   * Hosts, domains and ranges that are reached without the proxy. AKS adds the ranges of the cluster's network.
   *
   * @default - those of AKS
   */
  readonly noProxy?: string[];

  /**
   * The certificate of the proxy's certificate authority, in PEM format encoded as base64.
   *
   * @default - the authorities of the node image
   */
  readonly trustedCa?: string;
}

/**
 * The administrator of Linux nodes, for existing clusters that have one. AKS disables password sign-in.
 *
 * @see https://learn.microsoft.com/azure/aks/node-access
 */
export interface LinuxAdminOptions {
  /**
   * The user's name: a letter, then up to 31 letters, digits, `_` and `-`.
   *
   * Changing this replaces the cluster.
   */
  readonly userName: string;

  /**
   * The public SSH key, e.g. `ssh-rsa AAAA...`.
   *
   * Changing this replaces the cluster.
   */
  readonly sshPublicKey: string;
}

/**
 * The administrator of Windows nodes.
 *
 * @see https://learn.microsoft.com/azure/aks/learn/quick-windows-container-deploy-cli
 */
export interface WindowsAdminOptions {
  /**
   * The user's name.
   *
   * Changing this replaces the cluster.
   */
  readonly userName: string;

  /** The password: a token, such as a sensitive `TerraformVariable`; 8 to 123 characters. Terraform stores it in its state. */
  readonly password: string;

  /**
   * Uses Windows Server licences of your own (Azure Hybrid Benefit).
   *
   * @default false
   */
  readonly hybridBenefit?: boolean;

  /**
   * The DNS server of the domain for group managed service accounts (gMSA). Together with `gmsaRootDomain`; an empty text is the DNS
   * server of the network.
   *
   * @see https://learn.microsoft.com/azure/aks/use-group-managed-service-accounts
   * @default - no gMSA
   */
  readonly gmsaDnsServer?: string;

  /**
   * The root domain for group managed service accounts (gMSA). Together with `gmsaDnsServer`; an empty text is that of the network.
   *
   * @default - no gMSA
   */
  readonly gmsaRootDomain?: string;
}

/** Rarely used settings of a cluster, for existing clusters that have them and for restricted networks. */
export interface AdvancedClusterOptions {
  /**
   * The HTTP proxy of the nodes.
   *
   * @default - none
   */
  readonly httpProxy?: HttpProxyOptions;

  /**
   * Up to 10 certificates of certificate authorities that nodes trust, each in PEM format encoded as base64.
   *
   * @see https://learn.microsoft.com/azure/aks/custom-certificate-authority
   * @default - the authorities of the node image
   */
  readonly trustedCertificates?: string[];

  /**
   * The administrator of Linux nodes.
   *
   * @default - none that you can sign in as
   */
  readonly linuxAdmin?: LinuxAdminOptions;

  /**
   * The administrator of Windows nodes.
   *
   * @default - `azureuser` with a password that AKS generates
   */
  readonly windowsAdmin?: WindowsAdminOptions;
}

const mostCertificates = 10;

export function checkAdvancedCluster(faults: Faults, options: AdvancedClusterOptions): void {
  const { httpProxy, trustedCertificates, linuxAdmin, windowsAdmin } = options;
  if (httpProxy) checkHttpProxy(faults, 'advanced.httpProxy', httpProxy);
  if (checkElementsKnown(faults, 'advanced.trustedCertificates', trustedCertificates)) {
    const at = 'advanced.trustedCertificates';
    const count = trustedCertificates?.length ?? 1;
    if (count < 1 || count > mostCertificates) {
      faults.add(at, `must be 1 to ${mostCertificates} certificates`, count, 'Leave it out, or give fewer.');
    }
    trustedCertificates?.forEach((text, index) => {
      checkCertificate(faults, `${at}[${index}]`, text);
    });
  }
  if (linuxAdmin) {
    const at = 'advanced.linuxAdmin';
    const mustBe = 'must be a letter and up to 31 letters, digits, _ and -';
    checkPattern(faults, `${at}.userName`, linuxAdmin.userName, /^[A-Za-z][\w-]{0,31}$/, mustBe, 'azureuser');
    const key = /^(ssh|ecdsa|sk)-[\w@.-]+ \S+/;
    checkPattern(
      faults,
      `${at}.sshPublicKey`,
      linuxAdmin.sshPublicKey,
      key,
      'must be a public SSH key',
      'ssh-rsa AAAA',
    );
  }
  if (windowsAdmin) checkWindowsAdmin(faults, 'advanced.windowsAdmin', windowsAdmin);
}

function checkHttpProxy(faults: Faults, at: string, { httpProxy, httpsProxy, trustedCa, noProxy }: HttpProxyOptions) {
  if (httpProxy === undefined && httpsProxy === undefined) {
    const fix = "Set httpProxy, e.g. 'http://proxy.example.com:3128/', or leave advanced.httpProxy out.";
    faults.add(at, 'must have httpProxy, httpsProxy or both', undefined, fix);
  }
  const url = /^https?:\/\/[^\s/@]+(\/\S*)?$/;
  for (const [prop, value] of Object.entries({ httpProxy, httpsProxy })) {
    checkPattern(
      faults,
      `${at}.${prop}`,
      value,
      url,
      'must be a URL of a proxy, without user and password',
      'http://proxy.example.com:3128/',
    );
  }
  if (isKnown(noProxy) && noProxy.length === 0) {
    faults.add(`${at}.noProxy`, 'must have at least one element', noProxy, 'Leave it out.');
  }
  for (const host of isKnown(noProxy) ? noProxy : []) {
    if (!isKnown(host) || !host.includes('*')) continue;
    faults.add(`${at}.noProxy`, 'must be hosts, domains and ranges without *', host, 'For example, use .example.com.');
  }
  checkCertificate(faults, `${at}.trustedCa`, trustedCa);
}

function checkCertificate(faults: Faults, prop: string, text: string | undefined): void {
  if (!isKnown(text)) return;
  const pem = Buffer.from(text, 'base64').toString('utf8');
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return;
  const fix = "Use readFileSync(FILE).toString('base64') with a PEM file.";
  faults.add(prop, 'must be a certificate in PEM format, encoded as base64', text, fix);
}

function checkWindowsAdmin(faults: Faults, at: string, options: WindowsAdminOptions): void {
  checkGiven(faults, `${at}.userName`, options.userName, 'For example, use azureuser.');
  checkSecret(faults, `${at}.password`, options.password);
  const { gmsaDnsServer, gmsaRootDomain } = options;
  if ((gmsaDnsServer === undefined) !== (gmsaRootDomain === undefined)) {
    const prop = gmsaDnsServer === undefined ? 'gmsaRootDomain' : 'gmsaDnsServer';
    const other = gmsaDnsServer === undefined ? 'gmsaDnsServer' : 'gmsaRootDomain';
    faults.add(
      `${at}.${prop}`,
      `can only be used with ${other}`,
      undefined,
      'Set both; an empty string means those of the network.',
    );
  }
}

/**
 * The option that doesn't work with Windows pools, if one is given.
 *
 * Source: https://learn.microsoft.com/azure/aks/http-proxy#limitations-and-considerations and
 * https://learn.microsoft.com/azure/aks/custom-certificate-authority#limitations
 */
export function linuxOnlyOption({ httpProxy, trustedCertificates }: AdvancedClusterOptions): string | undefined {
  if (httpProxy) return 'advanced.httpProxy';
  return trustedCertificates && 'advanced.trustedCertificates';
}

export function renderAdvancedCluster(
  options: AdvancedClusterOptions,
): Pick<
  KubernetesClusterConfig,
  'customCaTrustCertificatesBase64' | 'httpProxyConfig' | 'linuxProfile' | 'windowsProfile'
> {
  const { httpProxy, linuxAdmin, windowsAdmin } = options;
  return {
    customCaTrustCertificatesBase64: options.trustedCertificates,
    httpProxyConfig: httpProxy,
    linuxProfile: linuxAdmin && {
      adminUsername: linuxAdmin.userName,
      sshKey: { keyData: linuxAdmin.sshPublicKey },
    },
    windowsProfile: windowsAdmin && {
      adminUsername: windowsAdmin.userName,
      adminPassword: windowsAdmin.password,
      license: windowsAdmin.hybridBenefit ? 'Windows_Server' : undefined,
      gmsa:
        windowsAdmin.gmsaDnsServer === undefined || windowsAdmin.gmsaRootDomain === undefined
          ? undefined
          : { dnsServer: windowsAdmin.gmsaDnsServer, rootDomain: windowsAdmin.gmsaRootDomain },
    },
  };
}
