import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as ts from 'typescript';
import { allProperties, placeOf, publicTypes, type Type, type TypeReference } from './support/assembly';
import { isExported, placeOfNode, type Source, sources, targetOf, walk } from './support/sources';

/** The names that a file exports, those of the files that it re-exports included. */
function exportsOf(file: string): string[] {
  const source = sources.find((one) => one.file === file) as Source;
  return source.ast.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause: clause, moduleSpecifier } = statement;
      if (clause && ts.isNamedExports(clause)) return clause.elements.map(({ name }) => name.text);
      return exportsOf(targetOf(source, (moduleSpecifier as ts.StringLiteral).text) as string);
    }
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
    return declarations
      .filter((one): one is ts.DeclarationStatement => isExported(one as ts.Declaration))
      .map(({ name }) => name?.getText() as string);
  });
}

const namesFile = '__tests__/contract/public-names.txt';

/** Helm values and Kubernetes objects have no type that TypeScript could know. */
const anyAllowed = [
  'AgicHelmOptions.values',
  'AlbControllerProps.values',
  'CertManagerInstallOptions.certManagerValues',
  'CertManagerInstallOptions.trustManagerValues',
  // A value of any prop, which an error prints.
  'ConstructFaults.add(.value)',
  'ConsulMeshProps.values',
  'HelmChartProps.values',
  'IstioAmbientOptions.cniValues',
  'IstioAmbientOptions.ztunnelValues',
  'IstioEgressGatewayProps.values',
  'IstioFoundationOptions.baseValues',
  'IstioFoundationProps.baseValues',
  'IstioGatewayProps.values',
  'IstioMeshProps.baseValues',
  'IstioMeshProps.values',
  'KialiProps.values',
  'KedaChartOptions.values',
  'KubernetesManifestsProps.manifests',
  'LinkerdMeshProps.cniValues',
  'LinkerdMeshProps.values',
  'LinkerdVizProps.values',
  'ManagedIstioMeshConfigProps.meshConfig',
  'OpenServiceMeshProps.meshConfig',
  'OpenServiceMeshProps.values',
  'OpenTelemetryCollectorProps.values',
  'OsmMeshConfigOptions.meshConfig',
  'OsmMeshConfigProps.meshConfig',
  'PrometheusStackProps.values',
  'SecretsStoreChartOptions.values',
  'VaultSecrets.volume()',
  'VaultSecrets.volumeMount()',
];

test('the public names are those of the reviewed list', () => {
  const known = readFileSync(path.join(__dirname, 'public-names.txt'), 'utf8').split('\n').filter(Boolean);
  const names = publicTypes.map(({ name }) => name).sort();
  const added = names.filter((name) => !known.includes(name)).map((name) => `add ${name} to ${namesFile}`);
  const removed = known.filter((name) => !names.includes(name)).map((name) => `${name} is gone: a breaking change`);
  expect([...added, ...removed]).toEqual([]);
  expect(known).toEqual([...known].sort());
});

test('the entry of the package exports what jsii publishes, and the short form of ProviderVersions.require', () => {
  const published = [...publicTypes.map(({ name }) => name), 'requireProviders'].sort();
  expect(exportsOf('lib/index.ts').sort()).toEqual(published);
});

test('every optional prop has a @default', () => {
  const missing = publicTypes
    .filter(({ datatype }) => datatype)
    .flatMap((type) =>
      (type.properties ?? [])
        .filter(({ optional, docs }) => optional && !docs?.default)
        .map(({ name }) => `${type.name}.${name} (${placeOf(type)})`),
    );
  expect(missing).toEqual([]);
});

test('every public class, struct, enum and prop has a summary', () => {
  const missing = publicTypes.flatMap((type) => [
    ...(type.docs?.summary ? [] : [`${type.name} (${placeOf(type)})`]),
    ...(type.properties ?? [])
      .filter(({ name, docs }) => !docs?.summary && !saidAbove(type, name))
      .map(({ name }) => `${type.name}.${name} (${placeOf(type)})`),
  ]);
  expect(missing).toEqual([]);
});

test('every public method has a summary', () => {
  const missing = publicTypes.flatMap((type) =>
    (type.methods ?? [])
      .filter(({ name, docs }) => !docs?.summary && !saidAbove(type, name ?? ''))
      .map(({ name }) => `${type.name}.${name} (${placeOf(type)})`),
  );
  expect(missing).toEqual([]);
});

test('no union and no any in the assembly, other than what Helm and Kubernetes are given', () => {
  const wrong = references().filter(({ place, reference }) => {
    const text = JSON.stringify(reference);
    if (text.includes('"union"')) return true;
    return /"primitive":"(any|json)"/.test(text) && !anyAllowed.includes(place);
  });
  expect(wrong.map(({ place }) => place)).toEqual([]);
});

test('public declarations use nothing that other languages lack', () => {
  const utilities = ['Record', 'Partial', 'Required', 'Pick', 'Omit', 'Map', 'Set', 'WeakMap', 'Promise', 'Readonly'];
  const files = new Map(publicTypes.map((type) => [type.name, type.locationInModule.filename]));
  const found: string[] = [];
  for (const source of sources) {
    for (const statement of source.ast.statements) {
      const isType = ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement);
      if (!isType || files.get(statement.name?.text ?? '') !== source.file) continue;
      for (const node of publicParts(statement)) {
        walk(node, (part) => {
          const isUtility = ts.isTypeReferenceNode(part) && utilities.includes(part.typeName.getText());
          const isUnion = ts.isUnionTypeNode(part) && part.types.filter(isSomething).length > 1;
          const isUnknown = part.kind === ts.SyntaxKind.UnknownKeyword;
          const isOther =
            ts.isTypeParameterDeclaration(part) || ts.isFunctionTypeNode(part) || ts.isTupleTypeNode(part);
          if (isUtility || isUnion || isUnknown || isOther)
            found.push(`${placeOfNode(source, part)}: ${part.getText()}`);
        });
      }
    }
  }
  expect(found).toEqual([]);
});

/** The types, type parameters and parameters of a declaration's public members. */
function publicParts(declaration: ts.InterfaceDeclaration | ts.ClassDeclaration): ts.Node[] {
  const members = (declaration.members as ts.NodeArray<ts.ClassElement | ts.TypeElement>).filter((member) => {
    const flags = ts.getCombinedModifierFlags(member);
    return !(flags & ts.ModifierFlags.NonPublicAccessibilityModifier) && !member.name?.getText().startsWith('_');
  });
  return [
    ...(declaration.typeParameters ?? []),
    ...members.flatMap((member) => {
      const { type, parameters = [], typeParameters = [] } = member as ts.MethodSignature;
      const types = parameters.map((parameter) => parameter.type);
      return [type, ...types, ...typeParameters].filter((node): node is ts.TypeNode => node !== undefined);
    }),
  ];
}

function isSomething(node: ts.TypeNode): boolean {
  return node.kind !== ts.SyntaxKind.UndefinedKeyword;
}

/** Whether an interface or base of a type documents the member: its readers look there. */
function saidAbove(type: Type, member: string): boolean {
  const above = publicTypes.filter(({ fqn }) => fqn === type.base || type.interfaces?.includes(fqn));
  return above.some(
    (other) =>
      [...(other.properties ?? []), ...(other.methods ?? [])].some(
        ({ name, docs }) => name === member && docs?.summary,
      ) || saidAbove(other, member),
  );
}

function references(): { place: string; reference: TypeReference }[] {
  return publicTypes.flatMap((type) => [
    ...allProperties(type).map(({ name, type: reference }) => ({ place: `${type.name}.${name}`, reference })),
    ...[...(type.initializer ? [type.initializer] : []), ...(type.methods ?? [])].flatMap((method) => [
      ...(method.parameters ?? []).map((parameter) => ({
        place: `${type.name}.${method.name ?? 'constructor'}(.${parameter.name})`,
        reference: parameter.type,
      })),
      ...(method.returns ? [{ place: `${type.name}.${method.name}()`, reference: method.returns.type }] : []),
    ]),
  ]);
}
