import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { checkElementsKnown, checkGiven, checkPattern, checkSecret, checkUuid, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { type AppRoutingOptions, checkAppRouting, renderAppRouting } from './app-routing';
import { checkUpgradeOverride, renderUpgradeOverride, type UpgradeOverrideOptions } from './upgrade-override';

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

  /**
   * Entra ID groups whose members are cluster administrators by Kubernetes RBAC, in addition to Azure RBAC: their object ids,
   * UUIDs. With `azureRbac: false` name them in `administrators`.
   *
   * @default - none
   */
  readonly adminGroupObjectIds?: string[];

  /**
   * Whether the API server is an OIDC issuer, whose tokens Entra ID trusts. False doesn't change an existing cluster's issuer:
   * AKS cannot disable it, and clusters that are created with Kubernetes 1.34 or later have one.
   *
   * @see https://learn.microsoft.com/azure/aks/use-oidc-issuer
   * @default true
   */
  readonly oidcIssuer?: boolean;

  /**
   * Whether the cluster runs the workload identity webhook. `WorkloadIdentity` requires it.
   *
   * @see https://learn.microsoft.com/azure/aks/workload-identity-overview
   * @default true
   */
  readonly workloadIdentity?: boolean;

  /**
   * The name of the Azure Extended Zone of the nodes, in the cluster's region.
   *
   * Changing this replaces the cluster.
   *
   * @see https://learn.microsoft.com/azure/aks/extended-zones
   * @default - the region itself
   */
  readonly edgeZone?: string;

  /**
   * The application routing add-on with NGINX, for existing clusters that have it: Azure ends its support in November 2026. Raises a
   * warning.
   *
   * @see https://learn.microsoft.com/azure/aks/app-routing
   * @default - off
   */
  readonly appRouting?: AppRoutingOptions;

  /**
   * Upgrades that ignore the results of AKS's pre-upgrade checks, such as deprecated APIs and pod disruption budgets. azurerm
   * rejects its removal: set `force` to false instead.
   *
   * @see https://learn.microsoft.com/azure/aks/stop-cluster-upgrade-api-breaking-changes
   * @default - upgrades stop where AKS finds a problem
   */
  readonly upgradeOverride?: UpgradeOverrideOptions;
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
  checkExisting(faults, options);
}

function checkExisting(faults: Faults, options: AdvancedClusterOptions): void {
  const {
    adminGroupObjectIds = [],
    oidcIssuer,
    workloadIdentity = true,
    edgeZone,
    appRouting,
    upgradeOverride,
  } = options;
  for (const id of adminGroupObjectIds) checkUuid(faults, 'advanced.adminGroupObjectIds', id, "the groups' object ids");
  if (oidcIssuer === false && workloadIdentity) {
    const fix = 'Set workloadIdentity: false, or leave oidcIssuer out.';
    faults.add('advanced.workloadIdentity', 'must be false without the OIDC issuer', workloadIdentity, fix);
  }
  const zone = 'must be the name of an Azure Extended Zone: lowercase letters and digits';
  checkPattern(faults, 'advanced.edgeZone', edgeZone, /^[a-z][a-z0-9]*$/, zone, 'losangeles');
  if (appRouting) checkAppRouting(faults, 'advanced.appRouting', appRouting);
  if (upgradeOverride) checkUpgradeOverride(faults, 'advanced.upgradeOverride', upgradeOverride);
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
 * The option that Windows pools don't support, if one is set.
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
  | 'customCaTrustCertificatesBase64'
  | 'edgeZone'
  | 'httpProxyConfig'
  | 'linuxProfile'
  | 'oidcIssuerEnabled'
  | 'upgradeOverride'
  | 'webAppRouting'
  | 'windowsProfile'
  | 'workloadIdentityEnabled'
> {
  const { httpProxy, linuxAdmin, windowsAdmin, oidcIssuer = true, workloadIdentity = true } = options;
  const { appRouting, upgradeOverride } = options;
  return {
    // The provider keeps the issuer of a cluster where the argument is left out, and replaces the cluster where it is false.
    oidcIssuerEnabled: oidcIssuer || undefined,
    workloadIdentityEnabled: workloadIdentity || undefined,
    edgeZone: options.edgeZone,
    webAppRouting: appRouting && renderAppRouting(appRouting),
    upgradeOverride: upgradeOverride && renderUpgradeOverride(upgradeOverride),
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
