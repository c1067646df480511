import type { ITerraformDependable } from 'cdktn';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkGiven, checkName } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import type { ISecretsStoreDriver } from '../../secrets/secrets-store-driver-base';
import type { IKeyVault } from '../../vault/key-vault-base';

/** The source of the certificates and the key with which the add-on signs workload certificates. */
export interface ManagedIstioCertificateAuthorityOptions {
  /** The vault, in the same stack, with four secrets in PEM. It must allow access from the cluster's network. */
  readonly vault: IKeyVault;

  /** The driver that reads the vault: the AKS add-on, on the same cluster. Its identity is granted access to the four secrets. */
  readonly secretsStoreDriver: ISecretsStoreDriver;

  /**
   * The secret with the root certificate.
   *
   * @default root-cert
   */
  readonly rootCertificateSecret?: string;

  /**
   * The secret with the chain from the signing certificate to the root.
   *
   * @default cert-chain
   */
  readonly certificateChainSecret?: string;

  /**
   * The secret with the signing certificate, an intermediate CA.
   *
   * @default ca-cert
   */
  readonly certificateSecret?: string;

  /**
   * The secret with the key of the signing certificate.
   *
   * @default ca-key
   */
  readonly keySecret?: string;
}

interface SecretNames {
  readonly rootCertificateSecret: string;
  readonly certificateChainSecret: string;
  readonly certificateSecret: string;
  readonly keySecret: string;
}

const prop = 'certificateAuthority';
const driverProp = `${prop}.secretsStoreDriver`;

export function checkCertificateAuthority(
  faults: Faults,
  options: ManagedIstioCertificateAuthorityOptions,
  cluster: IAksCluster | undefined,
): void {
  const { vault, secretsStoreDriver: driver } = options;
  checkGiven(faults, `${prop}.vault`, vault, 'Use the vault of this stack with the certificates.');
  for (const [name, secret] of Object.entries(namesOf(options))) {
    checkName(faults, `${prop}.${name}`, secret, nameRules.vaultObject);
  }
  if (!checkGiven(faults, driverProp, driver, 'Use a SecretsStoreDriver of this cluster.')) return;
  if (cluster && driver.cluster !== cluster) {
    const must = `must be on the cluster of the mesh (${cluster.node.path})`;
    faults.add(driverProp, must, driver.cluster.node.path, 'Use the same cluster for both.');
  }
  checkIsAddOn(faults, options);
}

/** For an imported driver, another construct may still declare how it is installed. */
export function checkIsAddOn(
  faults: Faults,
  { secretsStoreDriver: driver }: ManagedIstioCertificateAuthorityOptions,
): void {
  if (driver._facts.isAddon === false) {
    const fix = 'Set its installation to SecretsStoreInstallation.aksAddon().';
    faults.add(driverProp, 'must be the AKS add-on, by which the mesh reads the vault', driver.node.path, fix);
  }
}

/**
 * The Terraform argument.
 *
 * Source: https://learn.microsoft.com/azure/aks/istio-plugin-ca
 */
export function certificateAuthorityArgument(options: ManagedIstioCertificateAuthorityOptions): object {
  const names = namesOf(options);
  return {
    key_vault_id: options.vault.vaultId,
    root_cert_object_name: names.rootCertificateSecret,
    cert_chain_object_name: names.certificateChainSecret,
    cert_object_name: names.certificateSecret,
    key_object_name: names.keySecret,
  };
}

/** The Azure CLI flags to set it manually. */
export function certificateAuthorityFlags(options: ManagedIstioCertificateAuthorityOptions): string {
  const names = namesOf(options);
  return [
    ` --key-vault-id ${options.vault.vaultId}`,
    `--root-cert-object-name ${names.rootCertificateSecret}`,
    `--cert-chain-object-name ${names.certificateChainSecret}`,
    `--ca-cert-object-name ${names.certificateSecret}`,
    `--ca-key-object-name ${names.keySecret}`,
  ].join(' ');
}

/**
 * Grants the driver's identity read access to only the four secrets: Key Vault Secrets User on each.
 *
 * Source: https://learn.microsoft.com/azure/aks/istio-plugin-ca
 */
export function grantCertificateAuthority(options: ManagedIstioCertificateAuthorityOptions): ITerraformDependable[] {
  const identity = options.secretsStoreDriver.addonIdentity;
  if (!identity) return [];
  return [...new Set(Object.values(namesOf(options)))].flatMap(
    (name) => options.vault.grantReadSecrets(identity, name).ready,
  );
}

function namesOf(options: ManagedIstioCertificateAuthorityOptions): SecretNames {
  return {
    rootCertificateSecret: options.rootCertificateSecret ?? 'root-cert',
    certificateChainSecret: options.certificateChainSecret ?? 'cert-chain',
    certificateSecret: options.certificateSecret ?? 'ca-cert',
    keySecret: options.keySecret ?? 'ca-key',
  };
}
