import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkUuid } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { resolve } from '../core/resolve';
import { deployerConfig } from './deployer-config';

/** A principal that a role can be granted to: a group, a user, an application, a managed identity. */
export interface IPrincipal {
  /**
   * The facts for a role assignment in the stack of `scope`.
   *
   * @internal
   */
  _inStackOf(scope: IConstruct): PrincipalFacts;

  /** @internal */
  _check(faults: Faults, prop: string): void;
}

/** @internal */
export interface PrincipalFacts {
  /** The same for the same principal; part of the ids of its role assignments. */
  readonly key: string;
  readonly objectId: string;
  /** A command of the Azure CLI that prints the object id where that is a token. */
  readonly objectIdCommand?: () => string | undefined;
  /** Undefined if it is known after the apply only: then Azure determines it. */
  readonly type?: 'Group' | 'ServicePrincipal' | 'User';
  /** The stack of the construct that creates the principal, if one does. */
  readonly stack?: TerraformStack;
}

/** Principals that are not constructs. */
export class Principal {
  /**
   * The deployment identity: the signed-in user, or the pipeline's identity.
   *
   * Its role assignments are replaced when another identity deploys. If several identities deploy, use a group.
   */
  public static deployer(): IPrincipal {
    return {
      _inStackOf: (scope) => ({ key: 'Deployer', objectId: deployerConfig(scope).objectId }),
      _check: () => {},
    };
  }

  /**
   * A group of Entra ID.
   *
   * @param objectId the group's object id, a UUID.
   */
  public static group(objectId: string): IPrincipal {
    return principalOf('Group', objectId, `the group's object id`);
  }

  /**
   * A user of Entra ID. Prefer a group: people leave.
   *
   * @param objectId the user's object id, a UUID.
   */
  public static user(objectId: string): IPrincipal {
    return principalOf('User', objectId, `the user's object id`);
  }

  /**
   * An application's service principal, or a managed identity that is known by its object id alone.
   *
   * @param objectId the object id of the service principal (not of the application registration), a UUID.
   */
  public static servicePrincipal(objectId: string): IPrincipal {
    return principalOf('ServicePrincipal', objectId, `the service principal's object id`);
  }

  private constructor() {}
}

function principalOf(type: 'Group' | 'ServicePrincipal' | 'User', objectId: string, what: string): IPrincipal {
  return {
    _inStackOf: (scope) => ({ key: `${type}-${resolve(scope, objectId)}`, objectId, type }),
    _check: (faults, prop) => checkUuid(faults, prop, objectId, what),
  };
}

publicClass('Principal', Principal);
