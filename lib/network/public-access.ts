import { TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import { resolve } from '../core/resolve';

const idReference = /^\$\{(?:data\.)?(azurerm_\w+)\.([\w-]+)\.id\}$/;

/** The type of resource, in Terraform's words, that a token for an id refers to. */
export function terraformTypeOf(scope: IConstruct, resourceId: string): string | undefined {
  return idReference.exec(String(resolve(scope, resourceId)))?.[1];
}

/** What L1s of many services have in common. */
interface Access {
  readonly publicNetworkAccessEnabledInput?: unknown;
  readonly publicNetworkAccessInput?: unknown;
  readonly networkRulesInput?: { readonly defaultAction?: unknown };
  readonly networkAclsInput?: { readonly defaultAction?: unknown };
}

/**
 * Whether everybody on the Internet reaches a resource of this program; undefined where that can't be told: for a resource of
 * another program, and one of a service that says it in its own way.
 */
export function isPubliclyReachable(scope: IConstruct, resourceId: string): boolean | undefined {
  const resource = resourceOf(scope, resourceId) as Access | undefined;
  if (!resource) return undefined;
  const { networkRulesInput, networkAclsInput, publicNetworkAccessInput: access } = resource;
  const action = networkRulesInput?.defaultAction ?? networkAclsInput?.defaultAction;
  if (action === 'Deny') return false;
  if (isKnown(access)) return access === 'Enabled';
  if (!('publicNetworkAccessEnabledInput' in resource)) return undefined;
  const enabled = resource.publicNetworkAccessEnabledInput;
  return enabled === undefined || isKnown(enabled) ? enabled !== false : undefined;
}

/** The L1 in the stack of `scope` that a token for an id refers to. */
function resourceOf(scope: IConstruct, resourceId: string): TerraformResource | undefined {
  const [, type, id] = idReference.exec(String(resolve(scope, resourceId))) ?? [];
  if (id === undefined) return undefined;
  return TerraformStack.of(scope)
    .node.findAll()
    .find(
      (node): node is TerraformResource =>
        TerraformResource.isTerraformResource(node) &&
        node.terraformResourceType === type &&
        node.friendlyUniqueId === id,
    );
}
