import { TerraformResource, type TerraformStack, Token } from 'cdktn';
import type { IConstruct } from 'constructs';
import { resolve } from './resolve';

/** An attribute of a resource or data source that an expression references. */
export interface Reference {
  /** The Terraform type, e.g. `azurerm_subnet`. */
  readonly type: string;
  /** The name within the configuration. */
  readonly id: string;
  readonly attribute: string;
}

const reference = /^\$\{(?:data\.)?(\w+)\.([\w-]+)\.(\w+)\}$/;

/** The reference in an expression such as `${azurerm_subnet.Nodes.id}`; undefined for any other text. */
export function referenceIn(expression: string): Reference | undefined {
  const [, type, id, attribute] = reference.exec(expression) ?? [];
  return type === undefined ? undefined : { type, id, attribute };
}

/** The type of the resource or data source whose id a token is. */
export function typeOfId(scope: IConstruct, resourceId: string): string | undefined {
  const found = referenceIn(String(resolve(scope, resourceId)));
  return found?.attribute === 'id' ? found.type : undefined;
}

/** The resource of a stack whose attribute a token is. */
export function resourceOf(stack: TerraformStack, token: string, attribute: string): TerraformResource | undefined {
  const found = referenceIn(String(resolve(stack, token)));
  if (found?.attribute !== attribute) return undefined;
  return stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .find((node) => node.terraformResourceType === found.type && node.friendlyUniqueId === found.id);
}

/**
 * The literal name behind a token for a resource's name, e.g. of an L1 `ResourceGroup`, if its owner sets literal text; another
 * stack can use it without that stack's state. All other values are returned unchanged.
 */
export function literalName(stack: TerraformStack, name: string): string {
  if (!Token.isUnresolved(name)) return name;
  const resource = resourceOf(stack, name, 'name') as { nameInput?: string } | undefined;
  return resource?.nameInput ?? name;
}
