import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps } from '../core/checked-props';
import { checkName, checkPlace, checkResourceId, checkUuid, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { literalName } from '../core/references';
import { resourceIdPart } from '../core/resource-ids';
import type { IPrincipal, PrincipalFacts } from './principal';
import { keyInStack } from './resource-identity';

/** A user-assigned managed identity: created here, or imported by name or ids. */
export interface IManagedIdentity extends IConstruct, IPrincipal {
  /** The identity's resource id. */
  readonly identityId: string;

  /** The client id (application id), which workloads sign in with. */
  readonly clientId: string;

  /** The object id of the identity's service principal, which roles are granted to. */
  readonly principalId: string;

  /** The resource group that the identity is in. */
  readonly resourceGroupName: string;

  /** The resources that dependents wait for; empty for an identity that exists already. */
  readonly ready: ITerraformDependable[];
}

/** Props of a new identity. */
export interface ManagedIdentityProps extends AzureResourceProps {
  /**
   * The name: 3 to 128 letters, digits, `_` and `-`, unique in the resource group.
   *
   * Changing this replaces the identity.
   */
  readonly identityName: string;
}

/** What is known of an identity of another program. */
export interface ManagedIdentityAttributes {
  /** The resource id. */
  readonly identityId: string;

  /** The client id (application id), a UUID. */
  readonly clientId: string;

  /** The object id of the service principal, a UUID. */
  readonly principalId: string;
}

/** How an existing identity is found. */
export interface ManagedIdentityLookup {
  /** The identity's name. */
  readonly identityName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;
}

abstract class ManagedIdentityBase extends Construct implements IManagedIdentity {
  public abstract readonly identityId: string;
  public abstract readonly clientId: string;
  public abstract readonly principalId: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly ready: ITerraformDependable[];

  /** @internal */
  public _inStackOf(_scope: IConstruct): PrincipalFacts {
    const stack = TerraformStack.of(this);
    const key = keyInStack(this, stack);
    const objectIdCommand = () => this.objectIdCommand(stack);
    return { key, objectId: this.principalId, type: 'ServicePrincipal', stack, objectIdCommand };
  }

  /** @internal */
  public _check(_faults: Faults): void {}

  /**
   * The literal name, if one is known.
   *
   * @internal
   */
  protected readonly _identityName: string | undefined = undefined;

  private objectIdCommand(stack: TerraformStack): string | undefined {
    const group = literalName(stack, this.resourceGroupName);
    if (!isKnown(this._identityName) || !isKnown(group)) return undefined;
    return `az identity show --resource-group ${group} --name ${this._identityName} --query principalId --output tsv`;
  }
}

/**
 * A user-assigned managed identity: it exists before the resources that use it, so its roles can be granted first.
 *
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class ManagedIdentity extends ManagedIdentityBase {
  /** An identity of another program or stack, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: ManagedIdentityLookup): IManagedIdentity {
    return new LookedUpIdentity(scope, id, lookup);
  }

  /** An identity of another program, by its three ids; reads nothing. */
  public static fromAttributes(scope: Construct, id: string, attributes: ManagedIdentityAttributes): IManagedIdentity {
    return new ImportedManagedIdentity(scope, id, attributes);
  }

  public readonly identityId: string;
  public readonly clientId: string;
  public readonly principalId: string;
  public readonly resourceGroupName: string;
  public readonly ready: ITerraformDependable[];

  /** The identity itself, for arguments that this class does not offer. */
  public readonly resource: UserAssignedIdentity;

  /** @internal */
  protected override readonly _identityName: string;

  public constructor(scope: Construct, id: string, props: ManagedIdentityProps) {
    super(scope, id);
    checkProps(this, 'ManagedIdentityProps', props, (faults) => {
      checkPlace(faults, props);
      checkName(faults, 'identityName', props.identityName, nameRules.managedIdentity);
    });

    this.resource = new UserAssignedIdentity(this, 'Resource', {
      name: props.identityName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
    });
    this._identityName = props.identityName;
    this.identityId = this.resource.id;
    this.clientId = this.resource.clientId;
    this.principalId = this.resource.principalId;
    this.resourceGroupName = props.resourceGroupName;
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
  }
}

class LookedUpIdentity extends ManagedIdentityBase {
  public readonly identityId: string;
  public readonly clientId: string;
  public readonly principalId: string;
  public readonly resourceGroupName: string;
  public readonly ready: ITerraformDependable[] = [];

  /** @internal */
  protected override readonly _identityName: string;

  public constructor(scope: Construct, id: string, lookup: ManagedIdentityLookup) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'identityName', lookup.identityName, nameRules.managedIdentity);
    checkName(faults, 'resourceGroupName', lookup.resourceGroupName, nameRules.resourceGroup);
    faults.throwIfAny();

    const data = new DataAzurermUserAssignedIdentity(this, 'Resource', {
      name: lookup.identityName,
      resourceGroupName: lookup.resourceGroupName,
    });
    this._identityName = lookup.identityName;
    this.identityId = data.id;
    this.clientId = data.clientId;
    this.principalId = data.principalId;
    this.resourceGroupName = lookup.resourceGroupName;
    implementReady(this, () => this.ready);
  }
}

class ImportedManagedIdentity extends ManagedIdentityBase {
  public readonly identityId: string;
  public readonly clientId: string;
  public readonly principalId: string;
  public readonly resourceGroupName: string;
  public readonly ready: ITerraformDependable[] = [];

  public constructor(scope: Construct, id: string, attributes: ManagedIdentityAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
    checkResourceId(faults, 'identityId', attributes.identityId, type);
    checkUuid(faults, 'clientId', attributes.clientId, 'the client id');
    checkUuid(faults, 'principalId', attributes.principalId, 'the object id of the service principal');
    faults.throwIfAny();

    this.identityId = attributes.identityId;
    this.clientId = attributes.clientId;
    this.principalId = attributes.principalId;
    this.resourceGroupName = resourceIdPart(attributes.identityId, 4);
    implementReady(this, () => this.ready);
  }
}

publicClass('ManagedIdentity', ManagedIdentity);
