import type { ITerraformDependable, TerraformDataSource, TerraformResource } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { Claim } from '../core/ledger';
import { type IManagedIdentity, ManagedIdentity } from '../identity/managed-identity';

/** The driver that mounts vault objects into pods: installed by this program, or imported. */
export interface ISecretsStoreDriver extends IConstruct {
  /** The cluster that the driver is on. */
  readonly cluster: IAksCluster;

  /**
   * The identity that AKS created for the add-on and assigned to all nodes. Undefined if the driver is installed by its chart.
   */
  readonly addonIdentity?: IManagedIdentity;

  /** The resources that dependents wait for. */
  readonly ready: ITerraformDependable[];

  /** @internal */
  readonly _facts: SecretsStoreFacts;
}

/**
 * The known facts about a driver; undefined ones can't be checked.
 *
 * @internal
 */
export interface SecretsStoreFacts {
  readonly isAddon?: boolean;
  readonly syncsSecrets?: boolean;
}

/** One per cluster: a second driver would fail to register on the nodes. */
export const secretsStoreDrivers = new Claim<ISecretsStoreDriver>();

export function driverOf(cluster: IAksCluster): ISecretsStoreDriver | undefined {
  return secretsStoreDrivers.ownerOn(cluster);
}

/**
 * What installed and imported drivers share.
 *
 * @internal
 */
export abstract class SecretsStoreDriverBase extends Construct implements ISecretsStoreDriver {
  public abstract readonly cluster: IAksCluster;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public abstract readonly _facts: SecretsStoreFacts;

  /**
   * The identity that was read.
   *
   * @internal
   */
  protected _addonIdentity?: IManagedIdentity;

  public get addonIdentity(): IManagedIdentity | undefined {
    if (this._facts.isAddon === false) return undefined;
    this._addonIdentity ??= this.importIdentity();
    return this._addonIdentity;
  }

  /** Reads the identity from the cluster's resource or data source. */
  private importIdentity(): IManagedIdentity | undefined {
    const source = this.cluster.node.defaultChild as TerraformResource | TerraformDataSource | undefined;
    if (!source) return undefined;
    const attribute = (name: string) =>
      source.getStringAttribute(`key_vault_secrets_provider[0].secret_identity[0].${name}`);
    return ManagedIdentity.fromAttributes(this, 'AddonIdentity', {
      identityId: attribute('user_assigned_identity_id'),
      clientId: attribute('client_id'),
      principalId: attribute('object_id'),
    });
  }
}
