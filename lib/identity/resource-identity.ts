import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IPrincipal } from './principal';

/**
 * The identity that Azure creates with a construct's resource.
 *
 * @param name names it among the identities of the construct.
 */
export function resourceIdentity(owner: IConstruct, name: string, objectId: string): IPrincipal {
  const stack = TerraformStack.of(owner);
  const key = `${owner.node.path.slice(stack.node.path.length + 1).replaceAll('/', '-')}-${name}`;
  return { _inStackOf: () => ({ key, objectId, type: 'ServicePrincipal', stack }), _check: () => {} };
}
