import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkUuid } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { resolve } from '../core/resolve';
import { deployerConfig } from './deployer-config';

/** Somebody or something that a role can be granted to: a group, a user, an application, a managed identity. */
export interface IPrincipal {
  /**
   * What a role assignment in the stack of `scope` needs to know.
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
  /** Undefined where only the deployment knows: then Azure finds out. */
  readonly type?: 'Group' | 'ServicePrincipal' | 'User';
  /** Where the principal is made by a construct: the stack that the construct is in. */
  readonly stack?: TerraformStack;
}

/** Principals that are not constructs. */
export class Principal {
  /**
   * Whoever runs the deployment: the person who is logged in, or the pipeline's identity.
   *
   * Its role assignments are replaced when somebody else deploys. Where more than one deploys, use a group.
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
