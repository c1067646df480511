import { TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import { resourceOf } from '../core/references';

/** What L1s of many services have in common. */
interface Access {
  readonly publicNetworkAccessEnabledInput?: unknown;
  readonly publicNetworkAccessInput?: unknown;
  readonly networkRulesInput?: { readonly defaultAction?: unknown };
  readonly networkAclsInput?: { readonly defaultAction?: unknown };
}

/**
 * Whether a resource of this program is open to the Internet; undefined if that isn't known: for a resource of
 * another program, and of a service that has another argument for it.
 */
export function isPubliclyReachable(scope: IConstruct, resourceId: string): boolean | undefined {
  const resource = resourceOf(TerraformStack.of(scope), resourceId, 'id') as Access | undefined;
  if (!resource) return undefined;
  const { networkRulesInput, networkAclsInput, publicNetworkAccessInput: access } = resource;
  const action = networkRulesInput?.defaultAction ?? networkAclsInput?.defaultAction;
  if (action === 'Deny') return false;
  if (isKnown(access)) return access === 'Enabled';
  if (!('publicNetworkAccessEnabledInput' in resource)) return undefined;
  const enabled = resource.publicNetworkAccessEnabledInput;
  return enabled === undefined || isKnown(enabled) ? enabled !== false : undefined;
}
