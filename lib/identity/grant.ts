import { createHash } from 'node:crypto';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { type ITerraformDependable, TerraformStack, Token } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { resolve } from '../core/resolve';
import { noteManualCommand } from '../core/warnings';
import type { AzureRole } from './azure-role';
import type { IPrincipal } from './principal';

/** The role, the principal and the scope of a role assignment. */
export interface GrantOptions {
  /** The role; choose the least that works. */
  readonly role: AzureRole;

  /** The principal that the role is assigned to; a construct must be in the same stack. */
  readonly principal: IPrincipal;

  /** The resource id that the role is for: a resource, a resource group or a subscription. */
  readonly resourceId: string;

  /**
   * Whether the role is assigned outside of Terraform, because the deployment identity may not assign roles (`Owner`, `User Access Administrator` or
   * `Role Based Access Control Administrator` on the resource may). Then no resource is created, and the stack's annotations have the
   * command to run.
   *
   * @see https://learn.microsoft.com/azure/role-based-access-control/role-assignments-steps
   * @default false
   */
  readonly byHand?: boolean;
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
   * @param options the role, its principal and its scope.
   */
  public static on(scope: IConstruct, options: GrantOptions): Grant {
    return Grant._on(scope, options);
  }

  /**
   * @param part names the resource of the grant if one construct grants on several resources.
   * @param resourceIdCommand a command of the Azure CLI that prints the resource id, where that is a token.
   * @internal
   */
  public static _on(scope: IConstruct, options: GrantOptions, part = '', resourceIdCommand?: string): Grant {
    const key = checkProps(scope, 'GrantOptions', options, (faults) => checkPrincipal(faults, scope, options));
    const id = ['Grant', options.byHand && 'ByHand', part, nameIn(scope, options.role), key]
      .filter(Boolean)
      .join('-')
      .replace(/[^\w-]+/g, '');
    return (scope.node.tryFindChild(id) as Grant | undefined) ?? new Grant(scope, id, options, resourceIdCommand);
  }

  /** The role assignment itself, for arguments that this class does not offer; undefined if it is assigned outside of Terraform. */
  public readonly resource?: RoleAssignment;

  /** The resources that dependents wait for; empty if the role is assigned outside of Terraform. */
  public readonly ready: ITerraformDependable[];

  private constructor(
    scope: IConstruct,
    id: string,
    private readonly options: GrantOptions,
    private readonly resourceIdCommand: string | undefined,
  ) {
    super(scope, id);
    checkProps(this, 'GrantOptions', options, () => {});
    if (options.byHand) noteManualCommand(this, `${resolve(this, this.command)}`);
    else this.resource = this.assign(options);
    this.ready = this.resource ? [this.resource] : [];
    implementReady(this, () => this.ready);
    state(this, 'grant', () => ({
      roleName: options.role.roleName,
      principalId: options.principal._inStackOf(this).objectId,
      resourceId: options.resourceId,
    }));
  }

  /**
   * The commands that assign the role, for an administrator who is signed in to the Azure CLI. The command queries IDs that are
   * known only after the apply; otherwise they are tokens.
   */
  public get command(): string {
    const { principal, resourceId, role } = this.options;
    const { objectId, type, objectIdCommand } = principal._inStackOf(this);
    return [
      `az role assignment create --role "${role.roleName}"`,
      `--assignee-object-id ${shellValue(objectId, objectIdCommand?.())}`,
      ...(type === undefined ? [] : [`--assignee-principal-type ${type}`]),
      `--scope ${shellValue(resourceId, this.resourceIdCommand)}`,
    ].join(' ');
  }

  private assign({ principal, resourceId, role }: GrantOptions): RoleAssignment {
    const { objectId, type } = principal._inStackOf(this);
    return new RoleAssignment(this, 'Resource', {
      scope: resourceId,
      roleDefinitionName: role.roleName,
      principalId: objectId,
      principalType: type,
      skipServicePrincipalAadCheck: type === 'ServicePrincipal' ? true : undefined,
    });
  }
}

/** Tells the grants of one construct on different resources apart; the same for the same resource. */
export function partOf(scope: IConstruct, resourceId: string): string {
  if (Token.isUnresolved(resourceId)) return String(resolve(TerraformStack.of(scope), resourceId));
  const hash = createHash('sha256').update(resourceId.toLowerCase()).digest('hex').slice(0, 6);
  return `${resourceId.slice(resourceId.lastIndexOf('/') + 1)}-${hash}`;
}

/** A role's name, or the expression of one that is known only after deployment. */
function nameIn(scope: IConstruct, { roleName }: AzureRole): string {
  return Token.isUnresolved(roleName) ? String(resolve(TerraformStack.of(scope), roleName)) : roleName;
}

/** @returns the principal's key in the ids of its grants. */
function checkPrincipal(faults: Faults, scope: IConstruct, { principal }: GrantOptions): string {
  principal._check(faults, 'principal');
  const { key, stack } = principal._inStackOf(scope);
  const own = TerraformStack.of(scope);
  if (stack && stack !== own) {
    const fix = `Grant in stack ${stack.node.path}, or import the principal into ${own.node.path} (fromCluster, fromLookup).`;
    faults.add('principal', `must be in the same stack (${own.node.path})`, stack.node.path, fix);
  }
  return key;
}

function shellValue(value: string, command: string | undefined): string {
  return isKnown(value) || command === undefined ? value : `"$(${command})"`;
}

publicClass('Grant', Grant);
