import { DefaultTokenResolver, StringConcat, TerraformResource, type TerraformStack, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/** A value with its tokens written as Terraform expressions, e.g. `${azurerm_subnet.Nodes.id}`. */
export function resolve(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
}

const nameReference = /^\$\{(\w+)\.([\w-]+)\.name\}$/;

/**
 * The text that a token for the name of a resource stands for, e.g. that of an L1 `ResourceGroup`, if its owner gave literal
 * text; another stack can use it without that stack's state. Whatever else is given comes back as it is.
 */
export function literalName(stack: TerraformStack, name: string): string {
  if (!Token.isUnresolved(name)) return name;
  const [, type, id] = nameReference.exec(String(resolve(stack, name))) ?? [];
  const resource = stack.node
    .findAll()
    .find(
      (node) =>
        TerraformResource.isTerraformResource(node) &&
        node.terraformResourceType === type &&
        node.friendlyUniqueId === id,
    ) as { nameInput?: string } | undefined;
  return resource?.nameInput ?? name;
}
