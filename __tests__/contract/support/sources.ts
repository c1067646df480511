import path from 'node:path';
import * as ts from 'typescript';
import { type Source, sources } from '../../../scripts/sources';

export { type Source, sources };

/** What a file imports and re-exports, as written. */
export function importsOf(source: Source): string[] {
  return source.ast.statements
    .filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .flatMap(({ moduleSpecifier }) =>
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [],
    );
}

/** Where a relative import leads, e.g. `lib/core/faults.ts`; undefined for packages and missing files. */
export function targetOf(source: Source, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = path.posix.join(path.posix.dirname(source.file), specifier);
  return [`${base}.ts`, `${base}/index.ts`].find((candidate) => sources.some(({ file }) => file === candidate));
}

export function exportedClasses(source: Source): ts.ClassDeclaration[] {
  return source.ast.statements.filter(
    (statement): statement is ts.ClassDeclaration => ts.isClassDeclaration(statement) && isExported(statement),
  );
}

export function isExported(node: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
}

/** The name of the class that a class extends, if any. */
export function baseNameOf(declaration: ts.ClassDeclaration): string | undefined {
  const clause = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0].expression.getText();
}

/** Whether a class is a construct: it extends `Construct`, perhaps through other classes of lib/. */
export function isConstruct(declaration: ts.ClassDeclaration): boolean {
  const base = baseNameOf(declaration);
  if (base === undefined) return false;
  const parent = sources
    .flatMap(({ ast }) => ast.statements.filter(ts.isClassDeclaration))
    .find(({ name }) => name?.text === base);
  return base === 'Construct' || (parent !== undefined && parent !== declaration && isConstruct(parent));
}

/** Calls `use` for a node and everything below it. */
export function walk(node: ts.Node, use: (node: ts.Node) => void): void {
  use(node);
  ts.forEachChild(node, (child) => walk(child, use));
}

/** `lib/identity/grant.ts:37`. */
export function placeOfNode(source: Source, node: ts.Node): string {
  return `${source.file}:${source.ast.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** Whether a declaration is the library's own, by its tag. Imported twins are: users see their interface. */
export function isInternal(declaration: ts.Declaration): boolean {
  return ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal');
}
