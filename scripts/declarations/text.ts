import * as ts from 'typescript';
import { isInternal, isStruct, type PublicType, parentsOf, publicTypes, typeNamed } from './public-types';

export const declarationsFile = 'lib/core/declarations.ts';

type Props = { [prop: string]: string };
type Calls = { [method: string]: string[] };

/** The public types that input can be of, and what each consists of. */
interface Declarations {
  readonly structs: { [name: string]: { extends?: string[]; props: Props } };
  readonly enums: { [name: string]: { [member: string]: string } };
  readonly interfaces: { [name: string]: { members: string[]; by: string[]; methods?: Calls } };
  readonly classes: { [name: string]: { calls?: Calls; methods?: Calls; constants?: string[] } };
}

export function declarationsText(): string {
  const { structs, enums, interfaces, classes } = declarations();
  return [
    '// Written by `npm run declarations` from the public types of lib/.',
    "import type { ClassDeclaration, EnumDeclaration, InterfaceDeclaration, StructDeclaration } from './declared-kind';",
    '',
    table('structs', 'StructDeclaration', structs),
    '',
    table('enums', 'EnumDeclaration', enums),
    '',
    table('interfaces', 'InterfaceDeclaration', interfaces),
    '',
    table('classes', 'ClassDeclaration', classes),
    '',
  ].join('\n');
}

function declarations(): Declarations {
  const found: Declarations = { structs: {}, enums: {}, interfaces: {}, classes: {} };
  const all = publicTypes();
  const visit = (name: string): void => {
    const type = typeNamed(name);
    if (type === undefined || name in found.structs || name in found.enums || name in found.interfaces) return;
    if (ts.isEnumDeclaration(type)) {
      found.enums[name] = membersOfEnum(type);
    } else if (ts.isInterfaceDeclaration(type) && isStruct(type)) {
      const parents = parentsOf(type);
      const props = propsOf(type);
      found.structs[name] = { ...(parents.length > 0 ? { extends: parents } : {}), props };
      for (const parent of parents) visit(parent);
      for (const kind of Object.values(props)) visit(namedIn(kind));
    } else if (ts.isInterfaceDeclaration(type)) {
      const methods = methodsOf(type);
      found.interfaces[name] = {
        members: membersOf(name),
        by: implementersOf(name, all),
        ...(Object.keys(methods).length > 0 ? { methods } : {}),
      };
      for (const method of type.members.filter(ts.isMethodSignature).filter((member) => !isInternal(member))) {
        for (const kind of method.parameters.map(kindOfParameter)) visit(namedIn(kind));
      }
    }
  };
  for (const type of all) {
    if (!ts.isClassDeclaration(type)) continue;
    const calls = callsOf(type, (method) => isStatic(method) && !method.type?.getText().endsWith('[]'));
    const methods = callsOf(type, (method) => !isStatic(method) && method.type?.getText() === type.name?.text);
    const constants = constantsOf(type);
    found.classes[type.name?.text ?? ''] = {
      ...(Object.keys(calls).length > 0 ? { calls } : {}),
      ...(Object.keys(methods).length > 0 ? { methods } : {}),
      ...(constants.length > 0 ? { constants } : {}),
    };
    const made = type.members.filter(ts.isConstructorDeclaration).filter(isPublic);
    for (const kind of [...made.flatMap(kindsOf), ...Object.values(calls).flat()]) visit(namedIn(kind));
    for (const method of type.members.filter(ts.isMethodDeclaration).filter(isPublic)) {
      for (const kind of kindsOf(method)) visit(namedIn(kind));
    }
  }
  return found;
}

function table(name: string, type: string, rows: { [name: string]: unknown }): string {
  const lines = Object.keys(rows)
    .sort()
    .map((row) => `  ${row}: ${literal(rows[row], '  ', `  ${row}: `)},`);
  return [`export const ${name}: { readonly [name: string]: ${type} } = {`, ...lines, '};'].join('\n');
}

const widest = 120;

/** As Biome formats it: one property a line, and lists on one line where they fit behind `before`. */
function literal(value: unknown, indent: string, before: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const elements = value.map((element) => `'${element}'`);
    const line = `[${elements.join(', ')}]`;
    if (`${before}${line},`.length <= widest) return line;
    return `[\n${elements.map((element) => `${inner}${element},\n`).join('')}${indent}]`;
  }
  if (typeof value === 'string') return `'${value}'`;
  const entries = Object.entries(value as object);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([name, element]) => {
    const key = `${inner}${name}: `;
    return `${key}${literal(element, inner, key)},`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** Internal props are the library's own business. */
function propsOf(type: ts.InterfaceDeclaration): Props {
  return Object.fromEntries(
    type.members
      .filter(ts.isPropertySignature)
      .map((member) => [
        member.name.getText(),
        isInternal(member) ? 'any?' : `${kindOf(member.type)}${member.questionToken ? '?' : ''}`,
      ]),
  );
}

function membersOfEnum(type: ts.EnumDeclaration): { [member: string]: string } {
  return Object.fromEntries(
    type.members.map(({ name, initializer }) => {
      if (!initializer || !ts.isStringLiteral(initializer))
        throw new Error(`${type.name.text}.${name.getText()} has no text.`);
      return [name.getText(), initializer.text];
    }),
  );
}

/** What an object must have to be of an interface, its parents' members too; `node` stands for a construct. */
function membersOf(name: string): string[] {
  const type = typeNamed(name);
  if (type === undefined) return name === 'IConstruct' ? ['node'] : [];
  if (!ts.isInterfaceDeclaration(type)) return [];
  const own = type.members.filter(({ questionToken }) => !questionToken).map((member) => member.name?.getText() ?? '');
  return [...new Set([...parentsOf(type).flatMap(membersOf), ...own])];
}

/** The public classes whose objects are of an interface, or whose static methods make such. */
function implementersOf(name: string, all: PublicType[]): string[] {
  return all
    .filter(ts.isClassDeclaration)
    .filter((type) => isOf(type, name) || type.members.some((member) => isStatic(member) && makes(member, name)))
    .map((type) => type.name?.text ?? '')
    .sort();
}

function makes(member: ts.ClassElement, name: string): boolean {
  return (ts.isMethodDeclaration(member) || ts.isPropertyDeclaration(member)) && member.type?.getText() === name;
}

function isOf(type: ts.ClassDeclaration | ts.InterfaceDeclaration, name: string): boolean {
  return parentsOf(type).some((parent) => {
    const declared = typeNamed(parent);
    return parent === name || (declared && !ts.isEnumDeclaration(declared) && isOf(declared, name));
  });
}

/** The public methods with parameters that `is` true of, each with its parameters. */
function callsOf(type: ts.ClassDeclaration, is: (method: ts.MethodDeclaration) => boolean): Calls {
  return Object.fromEntries(
    type.members
      .filter(ts.isMethodDeclaration)
      .filter((method) => isPublic(method) && method.parameters.length > 0 && is(method))
      .map(callOf),
  );
}

/** The methods of an interface with parameters; what creates a construct is checked by that. */
function methodsOf(type: ts.InterfaceDeclaration): Calls {
  return Object.fromEntries(
    type.members
      .filter(ts.isMethodSignature)
      .filter((method) => !isInternal(method) && !/^(id)?$/.test(method.parameters[0]?.name.getText() ?? ''))
      .map(callOf),
  );
}

function callOf({ name, parameters }: ts.MethodDeclaration | ts.MethodSignature): [method: string, kinds: string[]] {
  return [name.getText(), parameters.map((parameter) => `${parameter.name.getText()}: ${kindOfParameter(parameter)}`)];
}

/** The names by which a class gives objects of itself without parameters. */
function constantsOf(type: ts.ClassDeclaration): string[] {
  return type.members
    .filter((member) => isStatic(member) && isPublic(member))
    .flatMap((member) => {
      if (ts.isMethodDeclaration(member) && member.parameters.length === 0) return [`${member.name.getText()}()`];
      return ts.isPropertyDeclaration(member) ? [member.name.getText()] : [];
    });
}

function kindsOf(call: ts.ConstructorDeclaration | ts.MethodDeclaration): string[] {
  return call.parameters.map(kindOfParameter);
}

function kindOfParameter({ type, questionToken, initializer, dotDotDotToken }: ts.ParameterDeclaration): string {
  const kind = type === undefined && initializer ? kindOfDefault(initializer) : kindOf(type);
  return `${kind}${questionToken || initializer || dotDotDotToken ? '?' : ''}`;
}

/** A parameter without a type has that of its default. */
function kindOfDefault(value: ts.Expression): string {
  if (ts.isStringLiteral(value)) return 'string';
  if (ts.isNumericLiteral(value)) return 'number';
  if (ts.isPropertyAccessExpression(value)) return value.expression.getText();
  if (ts.isArrayLiteralExpression(value) && value.elements.length > 0) return `${kindOfDefault(value.elements[0])}[]`;
  throw new Error(`There is no kind for the default ${value.getText()}.`);
}

function kindOf(type: ts.TypeNode | undefined): string {
  if (type === undefined) throw new Error('A parameter or prop has no type.');
  if (ts.isArrayTypeNode(type)) return `${kindOf(type.elementType)}[]`;
  if (ts.isTypeLiteralNode(type)) {
    const [member] = type.members;
    if (type.members.length === 1 && ts.isIndexSignatureDeclaration(member)) return `${kindOf(member.type)}{}`;
  }
  if (ts.isTypeReferenceNode(type) && !type.typeArguments) return type.typeName.getText();
  if (/^(string|number|boolean|any)$/.test(type.getText())) return type.getText();
  throw new Error(`There is no kind for ${type.getText()} in ${type.getSourceFile().fileName}.`);
}

/** `IPrincipal` in `IPrincipal[]?`. */
function namedIn(kind: string): string {
  return kind.replace(/^\w+: /, '').replace(/\W+$/, '');
}

function isStatic(member: ts.ClassElement): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
}

function isPublic(member: ts.ClassElement): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return !isInternal(member) && (ts.getCombinedModifierFlags(member) & hidden) === 0;
}
