import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import { resourceOf } from '../core/references';

/** Arguments that the L1s of many services have. */
interface Access {
  readonly publicNetworkAccessEnabledInput?: unknown;
  readonly publicNetworkAccessInput?: unknown;
  readonly networkRulesInput?: { readonly defaultAction?: unknown };
  readonly networkAclsInput?: { readonly defaultAction?: unknown };
}

/**
 * Whether a resource of this program is open to the Internet; undefined if unknown: for another program's resource, and for
 * services with a different argument for it.
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
