import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import type { AzureRole } from './azure-role';
import type { IPrincipal } from './principal';

/** What a grant gives, to whom, on what. */
export interface GrantOptions {
  /** The role; choose the least that works. */
  readonly role: AzureRole;

  /** Who gets the role. It must be of the same stack, if a construct made it. */
  readonly principal: IPrincipal;

  /** The resource id that the role is for: a resource, a resource group or a subscription. */
  readonly resourceId: string;
}

/**
 * One role for one principal on one resource.
 *
 * Azure takes up to ten minutes until a new assignment counts everywhere.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-assignments
 */
export class Grant extends Construct {
  /**
   * Grants a role. Granting the same role to the same principal from the same construct again returns the first grant.
   *
   * Throws if the principal is a construct of another stack, or its object id is no UUID.
   *
   * @param scope the construct that the role is about; the grant becomes its child.
   * @param options the role, who gets it, and on what.
   */
  public static on(scope: IConstruct, options: GrantOptions): Grant {
    return Grant._on(scope, options);
  }

  /**
   * @param part names what the grant is about, where one construct grants on several resources.
   * @internal
   */
  public static _on(scope: IConstruct, options: GrantOptions, part = ''): Grant {
    const faults = new Faults(scope);
    options.principal._check(faults, 'principal');
    const { key, stack } = options.principal._inStackOf(scope);
    const own = TerraformStack.of(scope);
    if (stack && stack !== own) {
      const fix = `Grant in stack ${stack.node.path}, or import the principal into ${own.node.path} (fromCluster, fromLookup).`;
      faults.add('principal', `must be of the same stack (${own.node.path})`, stack.node.path, fix);
    }
    faults.throwIfAny();
    const id = ['Grant', part, options.role.roleName, key]
      .filter(Boolean)
      .join('-')
      .replace(/[^\w-]+/g, '');
    return (scope.node.tryFindChild(id) as Grant | undefined) ?? new Grant(scope, id, options);
  }

  /** The role assignment itself, for what this class does not offer. */
  public readonly resource: RoleAssignment;

  private constructor(scope: IConstruct, id: string, options: GrantOptions) {
    super(scope, id);
    const { objectId, type } = options.principal._inStackOf(scope);
    this.resource = new RoleAssignment(this, 'Resource', {
      scope: options.resourceId,
      roleDefinitionName: options.role.roleName,
      principalId: objectId,
      principalType: type,
      skipServicePrincipalAadCheck: type === 'ServicePrincipal' ? true : undefined,
    });
    implementReady(this, () => [this.resource]);
  }
}
