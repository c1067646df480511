import * as ts from 'typescript';
import {
  exportedClasses,
  importsOf,
  isConstruct,
  isInternal,
  placeOfNode,
  type Source,
  sources,
  targetOf,
  walk,
} from './support/sources';

/** The table of CONTRIBUTING.md. */
const ranks: { readonly [room: string]: number } = {
  core: 0,
  helm: 1,
  identity: 1,
  network: 1,
  vault: 2,
  workspace: 2,
  registry: 3,
  cluster: 4,
  backup: 5,
  provisioning: 5,
  workload: 5,
  gitops: 6,
  secrets: 6,
  mesh: 7,
  ingress: 8,
  observability: 8,
  autoscaling: 9,
};

/** The folders within mesh/, by the same rule; the files of mesh/ itself say what a mesh is. */
const meshRanks: { readonly [folder: string]: number } = {
  gateways: 0,
  sidecars: 0,
  traffic: 1,
  telemetry: 2,
  mesh: 3,
  consul: 4,
  istio: 4,
  linkerd: 4,
  osm: 4,
  dialects: 5,
  namespaces: 6,
  service: 7,
};

/** What only one room makes. */
const onlyRooms: { readonly [specifier: string]: string } = {
  '@cdktf/provider-helm/lib/release': 'helm',
  '@cdktf/provider-helm/lib/provider': 'cluster',
  '@cdktf/provider-azurerm/lib/role-assignment': 'identity',
};

const packages = ['cdktf', 'constructs', 'ipaddr.js', 'node:crypto', 'node:path'];
/** What one file needs beyond them, and why. */
const exceptions: { readonly [file: string]: string } = {
  // Whether the folder of a user's own chart holds one: Helm would tell at apply only.
  'lib/helm/chart-source.ts': 'node:fs',
  // Whether a release fits into its Secret depends on how far gzip compresses it.
  'lib/helm/release-size.ts': 'node:zlib',
};
const bindings = /^@cdktf\/provider-(azurerm|helm|tls)\/lib\/[a-z0-9-]+$/;
const longestFile = 350;
/** Written by a script. */
const generatedFile = 'lib/core/declarations.ts';

const inRooms = sources.filter(({ room }) => room !== '');

test('every folder of lib/ has a rank', () => {
  expect([...new Set(inRooms.map(({ room }) => room))].filter((room) => !(room in ranks))).toEqual([]);
});

test('every folder of lib/ is exported by lib/index.ts, through its own index.ts', () => {
  const root = sources.find(({ file }) => file === 'lib/index.ts') as Source;
  const wanted = [...new Set(inRooms.map(({ room }) => room))].sort().map((room) => `./${room}`);
  expect([...importsOf(root)].sort()).toEqual(wanted);
});

test('a folder imports from folders of lower rank only', () => {
  const wrong = eachImport((source, specifier) => {
    const target = targetOf(source, specifier);
    if (specifier.startsWith('.') && !target) return `${specifier}, which does not exist`;
    const room = target?.split('/')[1] ?? source.room;
    if (room === source.room || ranks[room] < ranks[source.room]) return undefined;
    return `${room} (rank ${ranks[room]}), being of rank ${ranks[source.room]}`;
  });
  expect(wrong).toEqual([]);
});

test('a folder of mesh/ imports from folders of lower rank only', () => {
  const folderOf = (file: string) => file.split('/').at(-2) ?? '';
  const wrong = inRooms
    .filter(({ file, room }) => room === 'mesh' && !file.endsWith('/index.ts'))
    .flatMap((source) =>
      importsOf(source)
        .flatMap((specifier) => targetOf(source, specifier) ?? [])
        .filter((target) => target.startsWith('lib/mesh/'))
        .map((target) => ({ file: source.file, target, own: folderOf(source.file), other: folderOf(target) })),
    )
    .filter(({ own, other }) => own !== other && !(meshRanks[other] < meshRanks[own]))
    .map(({ file, target, own, other }) => `${file} (${own}) imports ${target} (${other})`);
  expect(wrong).toEqual([]);
});

test('nobody imports an index.ts', () => {
  const wrong = eachImport((source, specifier) => {
    const isIndex = targetOf(source, specifier)?.endsWith('/index.ts') || /^\.\.?$/.test(specifier);
    return isIndex && !source.file.endsWith('/index.ts') ? `${specifier}: name the file` : undefined;
  });
  expect(wrong).toEqual([]);
});

test('an index.ts only exports', () => {
  const wrong = sources
    .filter(({ file }) => file.endsWith('/index.ts'))
    .filter(({ ast }) => !ast.statements.every(ts.isExportDeclaration));
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('packages are few, and provider bindings are imported by resource', () => {
  const wrong = eachImport(({ file }, specifier) => {
    const isAllowed = [...packages, exceptions[file]].includes(specifier) || bindings.test(specifier);
    return specifier.startsWith('.') || isAllowed ? undefined : specifier;
  });
  expect(wrong).toEqual([]);
});

test('what only one room makes is imported there only', () => {
  const wrong = eachImport((source, specifier) => {
    const room = onlyRooms[specifier] ?? source.room;
    return room === source.room || isTypeOnly(source, specifier) ? undefined : `${specifier}: only ${room} makes it`;
  });
  expect(wrong).toEqual([]);
});

test('one public construct a file, and the file has its name', () => {
  const wrong = inRooms.flatMap((source) => {
    const constructs = exportedClasses(source).filter(
      (declaration) => isConstruct(declaration) && !isInternal(declaration),
    );
    const names = constructs.map(({ name }) => `${kebab(name?.text ?? '')}.ts`);
    const file = source.file.split('/').at(-1);
    return names.length === 0 || (names.length === 1 && names[0] === file) ? [] : [`${source.file}: ${names}`];
  });
  expect(wrong).toEqual([]);
});

/** Constructs whose interface makes the other one: a network has `addSubnet`, and a subnet has its network. */
const allowedCircles = [['lib/network/subnet.ts', 'lib/network/virtual-network-base.ts']];

test('no files import each other, types counted, but a construct and the interface that makes it', () => {
  expect(circles(sources).map((files) => files.sort())).toEqual(allowedCircles);
});

test(`no file of lib/ is longer than ${longestFile} lines`, () => {
  const long = sources.map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }));
  expect(long.filter(({ file, lines }) => lines > longestFile && file !== generatedFile)).toEqual([]);
});

test('no clock, network, environment, randomness or async, and nothing that breaks addresses', () => {
  const globals = ['Date', 'process', 'fetch', 'require', 'setTimeout', 'setInterval', 'performance', 'console'];
  // Warnings go to stderr.
  const allowed = (node: ts.Node) =>
    node.getText() === 'console' && node.getSourceFile().fileName.endsWith('lib/core/warning-output.ts');
  const names = [...globals, 'randomBytes', 'randomUUID', 'randomInt', 'overrideLogicalId', 'TerraformOutput'];
  expect(
    eachNode((node) => {
      if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return 'async';
      if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') return 'Math.random';
      if (!ts.isIdentifier(node) || !names.includes(node.text) || allowed(node)) return undefined;
      // `spec.process`, `{ process: ... }` and `static require()` name a member, not the global.
      const isMember = globals.includes(node.text) && (node.parent as ts.NamedDeclaration).name === node;
      return isMember ? undefined : node.text;
    }),
  ).toEqual([]);
});

test('nothing is left to do', () => {
  expect(sources.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text)).map(({ file }) => file)).toEqual([]);
});

/** The circles of imports: files each of which leads to all others (Tarjan's algorithm). */
function circles(all: readonly Source[]): string[][] {
  const targets = new Map(
    all.map((source) => [source.file, importsOf(source).flatMap((specifier) => targetOf(source, specifier) ?? [])]),
  );
  const found: string[][] = [];
  const indexes = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): number => {
    const index = indexes.size;
    let lowest = index;
    indexes.set(file, index);
    stack.push(file);
    for (const target of targets.get(file) ?? []) {
      const known = indexes.get(target);
      if (known === undefined) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, known);
    }
    if (lowest === index) found.push(stack.splice(stack.indexOf(file)));
    return lowest;
  };
  for (const { file } of all) if (!indexes.has(file)) visit(file);
  return found.filter((files) => files.length > 1);
}

/** Each import that `fault` says something about. */
function eachImport(fault: (source: Source, specifier: string) => string | undefined): string[] {
  return inRooms.flatMap((source) =>
    importsOf(source).flatMap((specifier) => {
      const text = fault(source, specifier);
      return text === undefined ? [] : [`${source.file} imports ${text}`];
    }),
  );
}

function eachNode(fault: (node: ts.Node) => string | undefined): string[] {
  const found: string[] = [];
  for (const source of sources) {
    walk(source.ast, (node) => {
      const text = fault(node);
      if (text !== undefined) found.push(`${placeOfNode(source, node)}: ${text}`);
    });
  }
  return found;
}

function isTypeOnly({ ast }: Source, specifier: string): boolean {
  return ast.statements
    .filter(ts.isImportDeclaration)
    .filter(({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === specifier)
    .every(({ importClause }) => importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
}

function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();
}

test('only core/lifecycle.ts sets the lifecycle of a resource, so that a user can add to it', () => {
  const others = sources.filter(({ file }) => file !== 'lib/core/lifecycle.ts');
  const found = others.flatMap((source) => {
    const places: string[] = [];
    walk(source.ast, (node) => {
      const isArgument = ts.isPropertyAssignment(node) && node.name.getText() === 'lifecycle';
      const isAssigned =
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isPropertyAccessExpression(node.left) &&
        node.left.name.text === 'lifecycle';
      if (isArgument || isAssigned || (ts.isShorthandPropertyAssignment(node) && node.name.text === 'lifecycle')) {
        places.push(placeOfNode(source, node));
      }
    });
    return places;
  });
  expect(found).toEqual([]);
});
