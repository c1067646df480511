import path from 'node:path';
import * as ts from 'typescript';
import { type Source, sources } from '../sources';

export type PublicType = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.EnumDeclaration;

/** Every type of lib/, by name. */
const declared = new Map<string, PublicType>(
  sources.flatMap(({ ast }) => ast.statements.filter(isType).map((type) => [type.name?.text ?? '', type] as const)),
);

/** The type of a name that lib/ declares; undefined for types of cdktf and constructs. */
export function typeNamed(name: string): PublicType | undefined {
  return declared.get(name);
}

/** What `lib/index.ts` exports. */
export function publicTypes(): PublicType[] {
  const names = exportedNames('lib/index.ts');
  return [...declared.values()].filter(({ name }) => names.has(name?.text ?? ''));
}

export function isInternal(node: ts.Node): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');
}

/** A struct is an interface that carries data: jsii tells it from one with behaviour by its name. */
export function isStruct({ name }: ts.InterfaceDeclaration): boolean {
  return !/^I[A-Z]/.test(name.text);
}

/** The names of the types that a class or an interface extends or implements. */
export function parentsOf(type: ts.InterfaceDeclaration | ts.ClassDeclaration): string[] {
  return (type.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

function isType(node: ts.Statement): node is PublicType {
  return (
    (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) && !isInternal(node)
  );
}

function exportedNames(file: string): Set<string> {
  const source = sources.find((one) => one.file === file) as Source;
  const names = new Set<string>();
  for (const statement of source.ast.statements) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      const chosen = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : undefined;
      const all = chosen?.map(({ name }) => name.text) ?? exportedNames(targetOf(file, moduleSpecifier));
      for (const name of all) names.add(name);
    } else if (isType(statement) && isExported(statement)) {
      names.add(statement.name?.text ?? '');
    }
  }
  return names;
}

function targetOf(file: string, specifier: ts.Expression | undefined): string {
  const base = path.posix.join(path.posix.dirname(file), (specifier as ts.StringLiteral).text);
  const found = [`${base}.ts`, `${base}/index.ts`].find((candidate) => sources.some((one) => one.file === candidate));
  if (found === undefined) throw new Error(`${file} exports ${base}, which does not exist.`);
  return found;
}

function isExported(node: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
}
