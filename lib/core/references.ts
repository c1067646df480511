import { TerraformResource, type TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resolve } from './resolve';

/** An attribute of a resource or data source, as an expression names it. */
export interface Reference {
  /** In Terraform's words, e.g. `azurerm_subnet`. */
  readonly type: string;
  /** The name within the configuration. */
  readonly id: string;
  readonly attribute: string;
}

const reference = /^\$\{(?:data\.)?(\w+)\.([\w-]+)\.(\w+)\}$/;

/** What an expression such as `${azurerm_subnet.Nodes.id}` refers to; undefined for any other text. */
export function referenceIn(expression: string): Reference | undefined {
  const [, type, id, attribute] = reference.exec(expression) ?? [];
  return type === undefined ? undefined : { type, id, attribute };
}

/** The type of the resource or data source whose id a token is. */
export function typeOfId(scope: IConstruct, resourceId: string): string | undefined {
  const found = referenceIn(String(resolve(scope, resourceId)));
  return found?.attribute === 'id' ? found.type : undefined;
}

/** The resource of a stack that a token is an attribute of. */
export function resourceOf(stack: TerraformStack, token: string, attribute: string): TerraformResource | undefined {
  const found = referenceIn(String(resolve(stack, token)));
  if (found?.attribute !== attribute) return undefined;
  return stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .find((node) => node.terraformResourceType === found.type && node.friendlyUniqueId === found.id);
}

/**
 * The text that a token for the name of a resource stands for, e.g. that of an L1 `ResourceGroup`, if its owner gave literal
 * text; another stack can use it without that stack's state. Whatever else is given comes back as it is.
 */
export function literalName(stack: TerraformStack, name: string): string {
  if (!Token.isUnresolved(name)) return name;
  const resource = resourceOf(stack, name, 'name') as { nameInput?: string } | undefined;
  return resource?.nameInput ?? name;
}
