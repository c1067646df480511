import * as ts from 'typescript';
import { nameRules } from '../../lib/core/names';
import { sources } from '../sources';

/** What the names of a function's parameters stand for where it is called. */
export type Environment = ReadonlyMap<string, Bound>;

interface Bound {
  readonly node: ts.Expression;
  readonly environment: Environment;
}

type Value = string | readonly string[] | { readonly fields: (key: string) => Value | undefined } | undefined;

/** Marks what is known at run time only: a page shows it as `<name>`. */
export const placeholder = { start: '\u0001', end: '\u0002' };

/** The text of an expression, as far as the source tells it. */
export function textOf(node: ts.Expression, environment: Environment): string {
  const value = meaningOf(node, environment);
  return typeof value === 'string' ? value : unknown(node);
}

function meaningOf(node: ts.Expression, environment: Environment): Value {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    return meaningOf(node.expression, environment);
  }
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map((span) => textOf(span.expression, environment) + span.literal.text);
    return node.head.text + spans.join('');
  }
  if (ts.isConditionalExpression(node)) return either(node, environment);
  if (ts.isBinaryExpression(node)) return combined(node, environment);
  if (ts.isIdentifier(node)) return meaningOfName(node, environment);
  if (ts.isPropertyAccessExpression(node)) return field(meaningOf(node.expression, environment), node.name.text);
  if (ts.isElementAccessExpression(node)) {
    const list = meaningOf(node.expression, environment);
    return isList(list) ? list[Number(node.argumentExpression.getText())] : undefined;
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => textOf(element, environment));
  if (ts.isObjectLiteralExpression(node)) return { fields: (key) => fieldOf(node, key, environment) };
  return ts.isCallExpression(node) ? called(node, environment) : undefined;
}

/** Both texts of a choice; a text that is there sometimes is left out. */
function either(node: ts.ConditionalExpression, environment: Environment): Value {
  const [first, second] = [node.whenTrue, node.whenFalse].map((branch) => textOf(branch, environment));
  if (first === '' || second === '') return '';
  if (first === second) return first;
  return first.endsWith('.') ? `${first} Or: ${second}` : `${first} or ${second}`;
}

function combined(node: ts.BinaryExpression, environment: Environment): Value {
  const { left, right } = node;
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.PlusToken) return textOf(left, environment) + textOf(right, environment);
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
    return meaningOf(left, environment) ? meaningOf(right, environment) : '';
  }
  return meaningOf(left, environment) ?? meaningOf(right, environment);
}

function called(node: ts.CallExpression, environment: Environment): Value {
  const { expression: callee } = node;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (callee.getText() === 'Object.values') return enumValues(node.arguments[0].getText());
  const object = meaningOf(callee.expression, environment);
  return callee.name.text === 'join' && isList(object) ? object.join(', ') : undefined;
}

function meaningOfName(node: ts.Identifier, environment: Environment): Value {
  const bound = environment.get(node.text);
  if (bound) return meaningOf(bound.node, bound.environment);
  if (node.text === 'undefined') return undefined;
  if (node.text === 'nameRules') return { fields: (key) => rule(key) };
  const declaration = declarationOf(node);
  if (!declaration) return undefined;
  if (ts.isParameter(declaration)) return declaration.initializer && meaningOf(declaration.initializer, environment);
  if (ts.isVariableDeclaration(declaration)) {
    const isLoop = ts.isForOfStatement(declaration.parent.parent);
    return declaration.initializer && !isLoop ? meaningOf(declaration.initializer, environment) : undefined;
  }
  return meaningOfElement(declaration, environment);
}

/** `const { why = '' } = bounds`: what bounds has, or the default where bounds is known to have none. */
function meaningOfElement(element: ts.BindingElement, environment: Environment): Value {
  const source = element.parent.parent;
  const from = ts.isVariableDeclaration(source) && source.initializer && meaningOf(source.initializer, environment);
  if (!from || typeof from !== 'object' || isList(from)) return undefined;
  const value = from.fields((element.propertyName ?? element.name).getText());
  return value ?? (element.initializer && meaningOf(element.initializer, environment));
}

function field(value: Value, key: string): Value {
  return typeof value === 'object' && !isList(value) ? value.fields(key) : undefined;
}

function fieldOf(node: ts.ObjectLiteralExpression, key: string, environment: Environment): Value {
  for (const property of node.properties) {
    if (property.name?.getText() !== key) continue;
    if (ts.isPropertyAssignment(property)) return meaningOf(property.initializer, environment);
    if (ts.isShorthandPropertyAssignment(property)) return meaningOf(property.name, environment);
  }
  return undefined;
}

function rule(key: string): Value {
  const found = (nameRules as { readonly [name: string]: object })[key];
  return found && { fields: (name) => String((found as { readonly [name: string]: unknown })[name]) };
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value);
}

/** The nearest declaration of a name, outwards from where it is used; then any exported constant of that name. */
export function declarationOf(
  node: ts.Identifier,
): ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration | undefined {
  for (let scope: ts.Node = node; scope; scope = scope.parent) {
    const found =
      ts.isBlock(scope) || ts.isSourceFile(scope) || ts.isFunctionLike(scope)
        ? declaredIn(scope, node.text)
        : undefined;
    if (found) return found;
  }
  return sources.map(({ ast }) => declaredIn(ast, node.text)).find((found) => found !== undefined);
}

function declaredIn(scope: ts.Node, name: string) {
  const declarations = ts.isFunctionLike(scope)
    ? [...scope.parameters]
    : (scope as ts.Block).statements
        .filter(ts.isVariableStatement)
        .flatMap(({ declarationList }) => [...declarationList.declarations]);
  for (const declaration of declarations) {
    if (ts.isIdentifier(declaration.name)) {
      if (declaration.name.text === name) return declaration;
    } else {
      const element = declaration.name.elements.find(
        (part) => ts.isBindingElement(part) && part.name.getText() === name,
      );
      if (element && ts.isBindingElement(element)) return element;
    }
  }
  return undefined;
}

function enumValues(name: string): readonly string[] | undefined {
  for (const { ast } of sources) {
    const found = ast.statements.filter(ts.isEnumDeclaration).find((statement) => statement.name.text === name);
    if (found)
      return found.members.map(({ initializer }) =>
        initializer && ts.isStringLiteral(initializer) ? initializer.text : '',
      );
  }
  return undefined;
}

/** `range.text` is `<text>`, `this.ranges.length` is `<length>`, `keys.join()` is `<keys>`. */
function unknown(node: ts.Expression): string {
  let inner: ts.Expression = node;
  while (ts.isCallExpression(inner)) {
    inner = ts.isPropertyAccessExpression(inner.expression) ? inner.expression.expression : inner.expression;
  }
  const name = ts.isPropertyAccessExpression(inner) ? inner.name.text : inner.getText();
  const word = /^\w+$/.test(name) ? name.replace(/^_/, '') : 'value';
  return placeholder.start + word + placeholder.end;
}
