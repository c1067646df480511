import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import { RegistryPermissions } from './registry-permissions';

/** A container registry: made here, looked up or known by its id. */
export interface IContainerRegistry extends IConstruct {
  /** The registry's resource id. */
  readonly registryId: string;

  /** The registry's name. */
  readonly registryName: string;

  /** The host that images are named by, e.g. `shop4711.azurecr.io`. */
  readonly loginServer: string;

  /** What others wait for; empty for a registry that exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Lets somebody pull every image and chart, e.g. `registry.grantPull(cluster.kubelet)` a cluster's nodes.
   *
   * @param principal who; of the same stack, if a construct made it.
   */
  grantPull(principal: IPrincipal): Grant;

  /**
   * Lets somebody push and pull every image and chart.
   *
   * @param principal who; of the same stack, if a construct made it.
   */
  grantPush(principal: IPrincipal): Grant;
}

const roles = {
  [RegistryPermissions.BY_REGISTRY]: { pull: AzureRole.ACR_PULL, push: AzureRole.ACR_PUSH },
  [RegistryPermissions.BY_REPOSITORY]: { pull: AzureRole.REPOSITORY_READER, push: AzureRole.REPOSITORY_WRITER },
};

/**
 * What made and imported registries share.
 *
 * @internal
 */
export abstract class ContainerRegistryBase extends Construct implements IContainerRegistry {
  public abstract readonly registryId: string;
  public abstract readonly registryName: string;
  public abstract readonly loginServer: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  protected readonly _permissions: RegistryPermissions = RegistryPermissions.BY_REGISTRY;

  /**
   * Lets somebody pull every image and chart, e.g. `registry.grantPull(cluster.kubelet)` a cluster's nodes.
   *
   * @param principal who; of the same stack, if a construct made it.
   */
  public grantPull(principal: IPrincipal): Grant {
    return Grant.on(this, { role: roles[this._permissions].pull, principal, resourceId: this.registryId });
  }

  /**
   * Lets somebody push and pull every image and chart.
   *
   * @param principal who; of the same stack, if a construct made it.
   */
  public grantPush(principal: IPrincipal): Grant {
    return Grant.on(this, { role: roles[this._permissions].push, principal, resourceId: this.registryId });
  }
}
