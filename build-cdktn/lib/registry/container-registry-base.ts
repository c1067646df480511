import { type ITerraformDependable, TerraformStack } from 'cdktn';
import { Construct, type IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import { publicMethods } from '../core/public-class';
import { literalName } from '../core/references';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import { privateLinkServices } from '../network/private-link-services';
import { knownFacts } from '../network/private-link-target';
import type { IPrivateLinkTarget, PrivateLinkFacts } from '../network/private-link-target-ref';
import { RegistryPermissions } from './registry-permissions';

/** A container registry: created here, or imported by name or id. */
export interface IContainerRegistry extends IConstruct, IPrivateLinkTarget {
  /** The registry's resource id. */
  readonly registryId: string;

  /** The registry's name. */
  readonly registryName: string;

  /** The host that images are named by, e.g. `shop4711.azurecr.io`. */
  readonly loginServer: string;

  /** The resources that dependents wait for; empty for a registry that exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Grants the right to pull all images and charts, e.g. `registry.grantPull(cluster.kubelet)` for a cluster's nodes.
   *
   * @param principal the principal; a construct must be in the same stack.
   */
  grantPull(principal: IPrincipal): Grant;

  /**
   * Grants the right to push and pull all images and charts.
   *
   * @param principal the principal; a construct must be in the same stack.
   */
  grantPush(principal: IPrincipal): Grant;
}

const roles = {
  [RegistryPermissions.BY_REGISTRY]: { pull: AzureRole.ACR_PULL, push: AzureRole.ACR_PUSH },
  [RegistryPermissions.BY_REPOSITORY]: { pull: AzureRole.REPOSITORY_READER, push: AzureRole.REPOSITORY_WRITER },
};

/**
 * What new and imported registries share.
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
   * Whether roles on the registry are assigned outside of Terraform.
   *
   * @internal
   */
  protected readonly _grantsByHand: boolean = false;

  /**
   * The registry's literal name and resource group, where they are known.
   *
   * @internal
   */
  protected readonly _place: { registryName?: string; resourceGroupName?: string } = {};

  /** @internal */
  public get _privateLink(): PrivateLinkFacts {
    const facts = knownFacts(privateLinkServices.containerRegistry, this.registryId, 'registry');
    return { ...facts, construct: this };
  }

  /**
   * Grants the right to pull all images and charts, e.g. `registry.grantPull(cluster.kubelet)` for a cluster's nodes.
   *
   * @param principal the principal; a construct must be in the same stack.
   */
  public grantPull(principal: IPrincipal): Grant {
    return this.grant(roles[this._permissions].pull, principal);
  }

  /**
   * Grants the right to push and pull all images and charts.
   *
   * @param principal the principal; a construct must be in the same stack.
   */
  public grantPush(principal: IPrincipal): Grant {
    return this.grant(roles[this._permissions].push, principal);
  }

  private grant(role: AzureRole, principal: IPrincipal): Grant {
    const options = { role, principal, resourceId: this.registryId, byHand: this._grantsByHand };
    return Grant._on(this, options, '', this.idCommand());
  }

  /** The command that prints the registry's id, if it is known after the apply only. */
  private idCommand(): string | undefined {
    if (!this._grantsByHand || isKnown(this.registryId)) return undefined;
    const { registryName, resourceGroupName = '' } = this._place;
    const group = literalName(TerraformStack.of(this), resourceGroupName);
    if (!isKnown(registryName) || !isKnown(group)) return undefined;
    return `az acr show --resource-group ${group} --name ${registryName} --query id --output tsv`;
  }
}

publicMethods('IContainerRegistry', ContainerRegistryBase);
