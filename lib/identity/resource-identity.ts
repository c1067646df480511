import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IPrincipal } from './principal';

/** A construct's path within its stack, as a part of names. */
export function keyInStack({ node }: IConstruct, stack: TerraformStack): string {
  return node.path.slice(stack.node.path.length + 1).replaceAll('/', '-');
}

/**
 * The identity that Azure creates with a construct's resource.
 *
 * @param name names it among the construct's identities, where there are several.
 */
export function resourceIdentity(owner: IConstruct, objectId: string, name?: string): IPrincipal {
  const stack = TerraformStack.of(owner);
  const key = [keyInStack(owner, stack), ...(name === undefined ? [] : [name])].join('-');
  return { _inStackOf: () => ({ key, objectId, type: 'ServicePrincipal', stack }), _check: () => {} };
}
