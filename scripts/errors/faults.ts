import path from 'node:path';
import * as ts from 'typescript';
import { type Source, sources } from '../sources';
import { declarationOf, type Environment, textOf } from './expressions';

/** One thing that can be wrong, as texts with placeholders. */
export interface FaultRow {
  readonly prop: string;
  readonly must: string;
  readonly fix: string;
}

type Helper = ts.FunctionDeclaration | ts.ArrowFunction;

/** Functions that are given the faults: what they add counts where they are called, with the caller's texts. */
const helpers = new Map(
  sources.flatMap(({ file, ast }) =>
    ast.statements
      .filter(ts.isFunctionDeclaration)
      .filter(takesFaults)
      .map((helper) => [`${file} ${helper.name?.text}`, helper] as const),
  ),
);

const called = new Set<Helper>();
for (const { ast } of sources) {
  visit(ast, (node) => {
    const helper = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && helperNamed(node.expression);
    if (helper) called.add(helper);
  });
}

/** The helper that a name stands for: of its own file, or of the file that it is imported from. */
function helperNamed(name: ts.Identifier): ts.FunctionDeclaration | undefined {
  const { fileName, statements } = name.getSourceFile();
  const from = statements.filter(ts.isImportDeclaration).find(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    return (
      bindings && ts.isNamedImports(bindings) && bindings.elements.some((element) => element.name.text === name.text)
    );
  });
  const specifier = from && ts.isStringLiteral(from.moduleSpecifier) ? from.moduleSpecifier.text : undefined;
  const file = specifier ? `${path.posix.join(path.posix.dirname(fileName), specifier)}.ts` : fileName;
  return helpers.get(`${file} ${name.text}`);
}

/** The faults that begin in a file: in its classes, and in helpers that nobody calls. */
export function faultsOf(source: Source): FaultRow[] {
  const rows = source.ast.statements
    .filter((statement) => !ts.isFunctionDeclaration(statement) || !isExpanded(statement))
    .flatMap((statement) => faultsIn(statement, new Map(), []));
  const seen = new Set<string>();
  return rows.map(withoutIdleBounds).filter((row) => {
    if (row.must === '') return false;
    const key = JSON.stringify(row);
    return !seen.has(key) && seen.add(key);
  });
}

/** No prefix is shorter than /0 or longer than /128: such a bound is none. */
function withoutIdleBounds(row: FaultRow): FaultRow {
  const must = row.must
    .replace(/^must not be larger than \/0 or not be smaller than \/128.*$/, '')
    .replace('not be larger than /0 or ', '')
    .replace(' or not be smaller than /128', '');
  return { ...row, must };
}

function isExpanded(declaration: ts.FunctionDeclaration): boolean {
  return declaration.name?.text === 'fail' || called.has(declaration);
}

function faultsIn(node: ts.Node, environment: Environment, within: Helper[]): FaultRow[] {
  const rows: FaultRow[] = [];
  const visitChild = (child: ts.Node): void => {
    // A local function counts where it is called.
    if (ts.isVariableDeclaration(child) && child.initializer && ts.isArrowFunction(child.initializer)) {
      if (callsAnyFault(child.initializer)) return;
    }
    if (ts.isCallExpression(child)) rows.push(...faultsOfCall(child, environment, within));
    ts.forEachChild(child, visitChild);
  };
  visitChild(node);
  return rows;
}

function faultsOfCall(call: ts.CallExpression, environment: Environment, within: Helper[]): FaultRow[] {
  const { expression: callee, arguments: given } = call;
  const row = (prop: ts.Expression, must: ts.Expression, fix: ts.Expression): FaultRow[] => [
    { prop: textOf(prop, environment), must: textOf(must, environment), fix: textOf(fix, environment) },
  ];
  if (isAdd(callee) && given.length === 4) return row(given[0], given[1], given[3]);
  if (!ts.isIdentifier(callee)) return [];
  if (callee.text === 'fail' && given.length === 5) return row(given[1], given[2], given[4]);
  const helper = helperNamed(callee) ?? localFunction(callee);
  if (!helper || within.includes(helper)) return [];
  return faultsIn(helper.body ?? helper, bind(helper, call, environment), [...within, helper]);
}

/** A helper's own names; a local function sees those around it too. */
function bind(helper: Helper, call: ts.CallExpression, environment: Environment): Environment {
  const bound = new Map(ts.isArrowFunction(helper) ? environment : []);
  helper.parameters.forEach((parameter, index) => {
    const node = call.arguments[index];
    if (node) bound.set(parameter.name.getText(), { node, environment });
    else bound.delete(parameter.name.getText());
  });
  return bound;
}

function isAdd(callee: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(callee) && callee.name.text === 'add' && /\bfaults$/.test(callee.expression.getText())
  );
}

function localFunction(name: ts.Identifier): ts.ArrowFunction | undefined {
  const declaration = declarationOf(name);
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer && ts.isArrowFunction(initializer) && callsAnyFault(initializer) ? initializer : undefined;
}

function callsAnyFault(node: ts.Node): boolean {
  let found = false;
  visit(node, (child) => {
    if (!ts.isCallExpression(child)) return;
    found ||=
      isAdd(child.expression) || (ts.isIdentifier(child.expression) && helperNamed(child.expression) !== undefined);
  });
  return found;
}

function takesFaults({ parameters }: ts.FunctionDeclaration): boolean {
  return parameters.some(({ type }) => type?.getText() === 'Faults');
}

function visit(node: ts.Node, use: (node: ts.Node) => void): void {
  use(node);
  ts.forEachChild(node, (child) => visit(child, use));
}
