import { ContainerRegistryCredentialSet } from '@cdktf/provider-azurerm/lib/container-registry-credential-set';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkName, checkPattern, checkSameStack, isKnown } from '../core/checks';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { resourceIdentity } from '../identity/resource-identity';
import type { IKeyVault } from '../vault/key-vault-base';
import type { IContainerRegistry } from './container-registry-base';

/** Props of a credential set. */
export interface RegistryCredentialSetProps {
  /**
   * The registry that signs in, created or imported in the same stack.
   *
   * Changing this replaces the credential set.
   */
  readonly registry: IContainerRegistry;

  /**
   * The name: 5 to 49 letters, digits and single `-`, unique in the registry.
   *
   * Changing this replaces the credential set.
   */
  readonly credentialSetName: string;

  /**
   * The registry that is signed in to, e.g. `docker.io` or `ghcr.io`.
   *
   * Changing this replaces the credential set.
   */
  readonly sourceHost: string;

  /**
   * The vault of both secrets, created or imported in the same stack. The registry must reach it: with a closed vault by
   * `trustedServicesBypass`.
   */
  readonly vault: IKeyVault;

  /** The name of the secret with the user name; it always has its latest version. */
  readonly usernameSecretName: string;

  /** The name of the secret with the password or access token; it always has its latest version. */
  readonly passwordSecretName: string;
}

/**
 * The credentials with which a registry pulls the images that it caches. It reads user name and password from a key vault, with an
 * identity that is granted *Key Vault Secrets User* on these two secrets only.
 *
 * @see https://learn.microsoft.com/azure/container-registry/artifact-cache-overview
 */
export class RegistryCredentialSet extends Construct {
  /** The credential set's resource id. */
  public readonly credentialSetId: string;

  /** The resources that dependents wait for: the credential set, and its identity's roles. */
  public readonly ready: ITerraformDependable[];

  /** The credential set itself, for arguments that this class does not offer. */
  public readonly resource: ContainerRegistryCredentialSet;

  /** @internal */
  public readonly _registry: IContainerRegistry;

  /** @internal */
  public readonly _sourceHost: string;

  public constructor(scope: Construct, id: string, props: RegistryCredentialSetProps) {
    super(scope, id);
    this.check(props);

    const { registry, vault, sourceHost, usernameSecretName, passwordSecretName } = props;
    this._registry = registry;
    this._sourceHost = sourceHost;
    this.resource = new ContainerRegistryCredentialSet(this, 'Resource', {
      name: props.credentialSetName,
      containerRegistryId: registry.registryId,
      loginServer: sourceHost,
      authenticationCredentials: {
        usernameSecretId: secretId(vault, usernameSecretName),
        passwordSecretId: secretId(vault, passwordSecretName),
      },
      identity: { type: 'SystemAssigned' },
    });
    this.credentialSetId = this.resource.id;
    const reader = resourceIdentity(this, this.resource.identity.principalId);
    const secrets = new Set([usernameSecretName, passwordSecretName]);
    this.ready = [this.resource, ...[...secrets].flatMap((name) => vault.grantReadSecrets(reader, name).ready)];
    implementReady(this, () => this.ready);
  }

  private check(props: RegistryCredentialSetProps): void {
    checkProps(this, 'RegistryCredentialSetProps', props, (faults) => {
      checkSameStack(faults, 'registry', props.registry, this, 'ContainerRegistry.fromLookup');
      checkSameStack(faults, 'vault', props.vault, this, 'KeyVault.fromLookup');
      checkName(faults, 'credentialSetName', props.credentialSetName, nameRules.registryPart);
      const host = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$/;
      checkPattern(faults, 'sourceHost', props.sourceHost, host, 'must be a host in lowercase', 'ghcr.io');
      checkName(faults, 'usernameSecretName', props.usernameSecretName, nameRules.vaultObject);
      checkName(faults, 'passwordSecretName', props.passwordSecretName, nameRules.vaultObject);
    });
  }
}

/** Without a version: the latest one counts. */
function secretId({ vaultUri }: IKeyVault, name: string): string {
  const base = isKnown(vaultUri) ? vaultUri.replace(/\/?$/, '/') : vaultUri;
  return `${base}secrets/${name}`;
}

publicClass('RegistryCredentialSet', RegistryCredentialSet);
