import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as ts from 'typescript';
import * as library from '../../lib';
import { projectRoot } from '../support/tools';
import { type CodeBlock, codeBlocksOf, pages } from './pages';

/** A block as a program of its own. */
export interface BlockProgram {
  readonly place: string;
  /** Where the program would stand; the file is never written. */
  readonly file: string;
  readonly text: string;
}

/** What a block may use without importing it, where it is a part of a program and not a whole one. */
const preludeImports: { readonly [name: string]: string } = {
  ...Object.fromEntries(
    ['App', 'Fn', 'LocalBackend', 'TerraformOutput', 'TerraformStack', 'TerraformVariable', 'Token'].map((name) => [
      name,
      `import { ${name} } from 'cdktf';`,
    ]),
  ),
  AzurermProvider: `import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';`,
  KeyVaultCertificate: `import { KeyVaultCertificate } from '@cdktf/provider-azurerm/lib/key-vault-certificate';`,
  ...Object.fromEntries(publicNames().map((name) => [name, `import { ${name} } from 'cdktf-aks';`])),
};

/** What a part of a program may take for granted, in this order: a name, and how the page's reader has made it. */
const preludeConstants: readonly (readonly [name: string, code: string])[] = [
  ['app', 'const app = new App();'],
  [
    'stack',
    `const stack = new TerraformStack(app, 'stack');\nnew AzurermProvider(stack, 'Azure', { features: [{}] });`,
  ],
  ['place', `const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };`],
  [
    'network',
    `const network = new VirtualNetwork(stack, 'Network', { ...place, networkName: 'shop', addressSpace: ['10.0.0.0/16'] });`,
  ],
  [
    'cluster',
    `const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });`,
  ],
  ['aks', `const aks = AksCluster.fromLookup(stack, 'Aks', { clusterName: 'shop', resourceGroupName: 'rg-shop' });`],
  ['mesh', 'const mesh = stack;'],
  ['istio', `const istio = new IstioMesh(stack, 'Mesh', { cluster });`],
  ['shop', `const shop = new MeshNamespace(stack, 'Shop', { mesh: istio, name: 'shop' });`],
];

/** Every `ts` block of the pages. */
export function blockPrograms(): BlockProgram[] {
  return pages
    .flatMap(codeBlocksOf)
    .filter(({ language }) => language === 'ts' || language === 'typescript')
    .map((block) => ({
      place: block.place,
      file: path.join(projectRoot, '__blocks__', `${block.place.replace(/\W+/g, '-')}.ts`),
      text: programOf(block),
    }));
}

/** A whole program stays as it is; a part gets what it takes for granted, and is synthesized. */
function programOf({ code }: CodeBlock): string {
  const isWhole = /^import /m.test(code) && code.includes('app.synth()');
  if (isWhole) return code;
  let text = code.includes('app.synth()') ? code : `${code}\napp.synth();\n`;
  for (const [name, constant] of [...preludeConstants].reverse()) {
    if (uses(text, name)) text = `${constant}\n${text}`;
  }
  const imports = Object.entries(preludeImports).filter(([name]) => uses(text, name));
  return `${imports.map(([, line]) => line).join('\n')}\n${text}`;
}

/** Whether a text names something that it neither declares nor imports. */
function uses(text: string, name: string): boolean {
  const ast = ts.createSourceFile('block.ts', text, ts.ScriptTarget.ES2022, true);
  let used = false;
  let declared = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) {
      const { parent } = node;
      const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
      const isKey = ts.isPropertyAssignment(parent) && parent.name === node;
      const isDeclared =
        (parent as ts.NamedDeclaration).name === node && !isMember && !ts.isShorthandPropertyAssignment(parent);
      if (isDeclared && !isKey) declared = true;
      else if (!isMember && !isKey) used = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return used && !declared;
}

/** What programs import from the package, in this repository. */
const sources = {
  'cdktf-aks': [path.join(projectRoot, 'lib/index.ts')],
  'cdktf-aks/testing': [path.join(projectRoot, 'command/testing/index.ts')],
};

/** The faults that the compiler finds in programs, by place. One compilation for all of them. */
export function compileErrors(programs: BlockProgram[]): string[] {
  const texts = new Map(programs.map(({ file, text }) => [file, text]));
  const { config } = ts.readConfigFile(path.join(projectRoot, 'tsconfig.json'), (file) => readFileSync(file, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, projectRoot);
  const own = { noUnusedLocals: false, paths: sources };
  const host = ts.createCompilerHost({ ...options, ...own });
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const text = texts.get(file);
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, rest[0]);
  };
  const program = ts.createProgram([...texts.keys()], { ...options, ...own }, host);
  return programs.flatMap(({ file, place }) =>
    [
      ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
      ...program.getSemanticDiagnostics(program.getSourceFile(file)),
    ].map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  );
}

function publicNames(): string[] {
  const list = readFileSync(path.join(projectRoot, '__tests__/contract/public-names.txt'), 'utf8');
  // Functions aren't in the assembly that the list is of.
  return [...new Set([...list.split('\n').filter(Boolean), ...Object.keys(library)])];
}
