import { createHash } from 'node:crypto';
import { Token } from 'cdktn';

/** A naming rule of Azure or Kubernetes. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly minLength: number;
  readonly maxLength: number;
  /** Completes "must be ... characters: ". */
  readonly allowed: string;
  readonly example: string;
}

/**
 * One row per kind of name.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const nameRules = {
  /** Azure accepts letters of all scripts, azurerm only ASCII letters. */
  resourceGroup: {
    pattern: /^[A-Za-z0-9_.()-]*[A-Za-z0-9_()-]$/,
    minLength: 1,
    maxLength: 90,
    allowed: 'letters, digits, _ . ( ) -, and no period at the end',
    example: 'rg-shop',
  },
  location: {
    pattern: /^[A-Za-z][A-Za-z0-9 ]*$/,
    minLength: 2,
    maxLength: 40,
    allowed: 'letters, digits and spaces',
    example: 'westeurope',
  },
  cluster: {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/,
    minLength: 1,
    maxLength: 63,
    allowed: 'letters, digits, _ and -, with a letter or digit at both ends',
    example: 'shop',
  },
  dnsPrefix: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
    minLength: 2,
    maxLength: 54,
    allowed: 'letters, digits and -, with a letter or digit at both ends',
    example: 'shop',
  },
  nodePool: {
    pattern: /^[a-z][a-z0-9]*$/,
    minLength: 1,
    maxLength: 12,
    allowed: 'lowercase letters and digits, with a letter first',
    example: 'user',
  },
  windowsNodePool: {
    pattern: /^[a-z][a-z0-9]*$/,
    minLength: 1,
    maxLength: 6,
    allowed: 'lowercase letters and digits, with a letter first',
    example: 'win',
  },
  registry: {
    pattern: /^[A-Za-z0-9]+$/,
    minLength: 5,
    maxLength: 50,
    allowed: 'letters and digits',
    example: 'shop4711',
  },
  managedIdentity: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    minLength: 3,
    maxLength: 128,
    allowed: 'letters, digits, _ and -, with a letter or digit first',
    example: 'shop-kubelet',
  },
  /** Of a managed identity. */
  federatedCredential: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    minLength: 3,
    maxLength: 120,
    allowed: 'letters, digits, _ and -, with a letter or digit first',
    example: 'shop-checkout',
  },
  keyVault: {
    pattern: /^[A-Za-z](?!.*--)[A-Za-z0-9-]*[A-Za-z0-9]$/,
    minLength: 3,
    maxLength: 24,
    allowed: 'letters, digits and -, with a letter first, a letter or digit last and no -- in between',
    example: 'shop4711',
  },
  /** Secrets, keys and certificates. */
  vaultObject: {
    pattern: /^[A-Za-z0-9-]+$/,
    minLength: 1,
    maxLength: 127,
    allowed: 'letters, digits and -',
    example: 'db-password',
  },
  virtualNetwork: {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/,
    minLength: 2,
    maxLength: 64,
    allowed: 'letters, digits, _ . and -, with a letter or digit first and a letter, digit or _ last',
    example: 'shop',
  },
  subnet: {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/,
    minLength: 1,
    maxLength: 80,
    allowed: 'letters, digits, _ . and -, with a letter or digit first and a letter, digit or _ last',
    example: 'nodes',
  },
  /** Network security groups, route tables, NAT gateways, private endpoints, public addresses. */
  networkPart: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_]$/,
    minLength: 2,
    maxLength: 80,
    allowed: 'letters, digits, _ . and -, with a letter or digit first and a letter, digit or _ last',
    example: 'shop-nodes',
  },
  privateDnsZone: {
    pattern: /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)+$/,
    minLength: 3,
    maxLength: 253,
    allowed: 'two or more parts of at most 63 letters, digits, _ and -, with periods between them',
    example: 'privatelink.azurecr.io',
  },
  /** Cache rules and credential sets of a registry. */
  registryPart: {
    pattern: /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/,
    minLength: 5,
    maxLength: 49,
    allowed: 'letters, digits and single -, with a letter or digit at both ends',
    example: 'docker-hub',
  },
  logAnalyticsWorkspace: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
    minLength: 4,
    maxLength: 63,
    allowed: 'letters, digits and -, with a letter or digit at both ends',
    example: 'shop-logs',
  },
  monitorWorkspace: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
    minLength: 2,
    maxLength: 63,
    allowed: 'letters, digits and -, with a letter or digit at both ends',
    example: 'shop-metrics',
  },
  applicationInsights: {
    pattern: /^[\p{L}\p{N}_.()-]*[\p{L}\p{N}_()-]$/u,
    minLength: 1,
    maxLength: 260,
    allowed: 'letters, digits, _ . ( ) -, and no period at the end',
    example: 'shop-traces',
  },
  grafana: {
    pattern: /^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/,
    minLength: 2,
    maxLength: 23,
    allowed: 'letters, digits and -, with a letter first and a letter or digit last',
    example: 'shop4711',
  },
  /** Private link scopes, rule groups, diagnostic settings and alerts of Azure Monitor. */
  monitorPart: {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_. ()-]*[A-Za-z0-9_()])?$/,
    minLength: 1,
    maxLength: 255,
    allowed: 'letters, digits, spaces, _ . ( ) -, with a letter or digit first and no space, period or - last',
    example: 'shop-monitor',
  },
  /** RFC 1123 label: namespaces, Services, ServiceAccounts in this library. */
  kubernetesLabel: {
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    minLength: 1,
    maxLength: 63,
    allowed: 'lowercase letters, digits and - (RFC 1123), with a letter or digit at both ends',
    example: 'shop',
  },
  /** RFC 1123 subdomain: names of most Kubernetes objects. */
  kubernetesObject: {
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    minLength: 1,
    maxLength: 253,
    allowed:
      'lowercase letters, digits, - and . (RFC 1123 subdomain), with a letter or digit at both ends of each part',
    example: 'checkout',
  },
  helmRelease: {
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    minLength: 1,
    maxLength: 53,
    allowed: 'lowercase letters, digits and -, with a letter or digit at both ends',
    example: 'istiod',
  },
} as const satisfies Record<string, NameRule>;

/**
 * The prefix of a cluster's DNS names, from its name: with `-` instead of `_`, and shortened to the length that Azure accepts.
 *
 * A valid cluster name results in a valid prefix. Changing the result for a name would replace clusters with that name.
 */
export function dnsPrefixOf(clusterName: string): string {
  if (Token.isUnresolved(clusterName)) return clusterName;
  const prefix = clusterName.replaceAll('_', '-').slice(0, nameRules.dnsPrefix.maxLength).replace(/-+$/, '');
  return prefix.length < nameRules.dnsPrefix.minLength ? `${prefix}-aks` : prefix;
}

/**
 * The name of a part, derived from its owner's name: `shop` and `kubelet` result in `shop-kubelet`. If it is too long for the
 * rule, the owner's name is shortened or, if the suffix alone takes half of the length, the end; a hash keeps it unique.
 *
 * @param rule a kind of name that may have hyphens.
 */
export function derivedName(base: string, suffix: string, rule: NameRule): string {
  const name = `${base}-${suffix}`;
  if (Token.isUnresolved(name) || name.length <= rule.maxLength) return name;
  return suffix.length > rule.maxLength / 2 ? cut(name, rule) : cut(name, rule, suffix);
}

/**
 * Converts a name of one kind to another, e.g. a certificate's to a Secret's. A name that the rule doesn't accept is trimmed to
 * letters and digits at both ends and shortened; a hash keeps it unique.
 *
 * @param rule a kind of name that may have hyphens, and accepts the characters of `name`.
 */
export function fittedName(name: string, rule: NameRule): string {
  if (Token.isUnresolved(name) || (name.length <= rule.maxLength && rule.pattern.test(name))) return name;
  return cut(name, rule);
}

function cut(name: string, rule: NameRule, ...suffix: string[]): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  const tail = [hash, ...suffix].join('-');
  const start = name.replace(/^[^\p{L}\p{N}]+/u, '').slice(0, rule.maxLength - tail.length - 1);
  const head = start.replace(/[^\p{L}\p{N}]+$/u, '');
  return head === '' ? tail : `${head}-${tail}`;
}
