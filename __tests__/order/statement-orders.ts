import * as ts from 'typescript';
import { type Choice, topologicalOrder } from './topological';

/**
 * The program with the statements of each block in another order, in which every name is defined before it is used.
 *
 * A statement waits for those that define what it names, also within the functions of the program that it calls. What leaves a
 * block, assigns or synthesizes keeps its place, and so do imports, types and functions.
 */
export function reordered(text: string, choice: Choice): string {
  const file = ts.createSourceFile('program.ts', text, ts.ScriptTarget.ES2022, true);
  const functions = new Map(
    file.statements.filter(ts.isFunctionDeclaration).map((declared) => [declared.name?.text ?? '', declared] as const),
  );
  return printBlock(file, file.statements, text, functions, choice);
}

type Functions = ReadonlyMap<string, ts.FunctionDeclaration>;

function printBlock(
  block: ts.Node,
  statements: readonly ts.Statement[],
  text: string,
  functions: Functions,
  choice: Choice,
): string {
  if (statements.length === 0) return block.getFullText();
  const printed = statements.map((statement) => printStatement(statement, text, functions, choice));
  const order = orderOf(statements, functions, choice);
  const [first, last] = [statements[0].getFullStart(), statements[statements.length - 1].getEnd()];
  const body = order.map((index) => printed[index]).join('\n');
  return `${text.slice(block.getFullStart(), first)}${body}${text.slice(last, block.getEnd())}`;
}

/** A statement with the blocks of functions and loops in it reordered too. */
function printStatement(statement: ts.Statement, text: string, functions: Functions, choice: Choice): string {
  const blocks: ts.Block[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isBlock(node)) blocks.push(node);
    else ts.forEachChild(node, collect);
  };
  collect(statement);
  let printed = '';
  let from = statement.getFullStart();
  for (const block of blocks) {
    printed += text.slice(from, block.getFullStart());
    printed += printBlock(block, block.statements, text, functions, choice);
    from = block.getEnd();
  }
  return printed + text.slice(from, statement.getEnd());
}

function orderOf(statements: readonly ts.Statement[], functions: Functions, choice: Choice): number[] {
  const facts = statements.map((statement) => ({
    defines: definedBy(statement),
    uses: usedBy(statement, functions),
    isFixed: isFixed(statement),
  }));
  const waitsFor = facts.map((fact, index) =>
    facts
      .map((_, other) => other)
      .filter((other) => {
        if (other === index) return false;
        if (fact.isFixed || facts[other].isFixed) return other < index;
        return intersects(fact.uses, facts[other].defines);
      }),
  );
  return topologicalOrder(waitsFor, choice);
}

function isFixed(statement: ts.Statement): boolean {
  if (
    ts.isImportDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  ) {
    return true;
  }
  let found = false;
  const look = (node: ts.Node, isNested: boolean): void => {
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) found ||= !isNested;
    if (ts.isCallExpression(node) && /(^|\.)synth$/.test(node.expression.getText())) found = true;
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) found = true;
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) found = true;
    const goesDeeper = isNested || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => look(child, goesDeeper));
  };
  look(statement, false);
  return found;
}

function definedBy(statement: ts.Statement): Set<string> {
  const names = new Set<string>();
  const add = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
  };
  if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) add(name);
  return names;
}

/** Every identifier in a statement, and in the functions that it names: more than it uses, never less. */
function usedBy(statement: ts.Node, functions: Functions): Set<string> {
  const names = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isLabel(node) && !names.has(node.text)) {
      names.add(node.text);
      const called = functions.get(node.text);
      if (called) look(called);
    }
    ts.forEachChild(node, look);
  };
  look(statement);
  for (const name of ts.isStatement(statement) ? definedBy(statement) : []) names.delete(name);
  return names;
}

/** The `b` of `a.b` and of `{ b: c }`, which names nothing. */
function isLabel(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  );
}

function intersects(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  for (const name of left) if (right.has(name)) return true;
  return false;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
