import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktn';
import type { IConstruct } from 'constructs';

/** A value with its tokens written as Terraform expressions, e.g. `${azurerm_subnet.Nodes.id}`. */
export function resolve(scope: IConstruct, value: unknown): unknown {
  if (typeof value === 'string' && !Token.isUnresolved(value)) return value;
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
}

/** A text that is equal for equal names and ids: Azure ignores case, and a token equals the same expression. */
export function comparableText(scope: IConstruct, text: string): string {
  return String(resolve(scope, text)).toLowerCase();
}
