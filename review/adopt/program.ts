import { type Expression, type Field, layOut, quoted } from './expression';
import { camelCase } from './library';
import { secretLiteral } from './secrets';

/** A line of the program, or some. */
export interface Statement {
  /** The constant that holds the value; it is declared only if another statement reads it. */
  readonly name?: string;
  readonly value: Expression;
  readonly comment?: string;
  /** Constants of constructs for whose `resource` the statement is, one after the other. */
  readonly resourcesOf?: readonly string[];
  /** The path of the construct that the statement makes. */
  readonly path?: string;
}

interface Imports {
  readonly [module: string]: ReadonlySet<string>;
}

/** The text of a program in TypeScript that needs no types, so that Node.js runs it without its imports. */
export class Program {
  private readonly modules = new Map<string, Set<string>>();
  private readonly names = new Set(['app', 'platform']);
  private readonly ids = new Set<string>();
  private readonly statements: Statement[] = [];
  private head = 0;

  /** Imports a class of a module, and gives its name in the program. */
  public use(module: string, name: string): string {
    const known = this.modules.get(module) ?? new Set();
    this.modules.set(module, known.add(name));
    return name;
  }

  /** Imports a class of the library. */
  public library(name: string): string {
    return this.use('cdktf-aks', name);
  }

  /** A name for a constant, which no other constant has. */
  public constant(...words: string[]): string {
    const text = pascal(words.join(' '));
    const start = /^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/.exec(text)?.[0] ?? '';
    return unique(start.toLowerCase() + text.slice(start.length), this.names, (name) => reserved.has(name));
  }

  /** A construct's id in the stack, which no other construct has. */
  public id(...words: string[]): string {
    return unique(pascal(words.join(' ')), this.ids);
  }

  public add(statement: Statement): void {
    this.statements.push(statement);
  }

  public get all(): readonly Statement[] {
    return this.statements;
  }

  public get paths(): readonly string[] {
    return this.statements.flatMap(({ path }) => path ?? []);
  }

  /** Everything below the imports. */
  public body(omitted: ReadonlySet<Field>): string {
    const texts = this.statements.map(
      ({ value, resourcesOf = [] }) => `${layOut(value, omitted)} ${resourcesOf.join(' ')}`,
    );
    const read = wordsIn(texts.join('\n'));
    const parts = this.statements.map(({ name, value, comment, resourcesOf }) => {
      const isRead = name !== undefined && read.has(name);
      const start = isRead ? `const ${name} = ` : '';
      const note = comment
        ? `${comment
            .split('\n')
            .map((line) => `// ${line}\n`)
            .join('')}`
        : '';
      if (resourcesOf) return `${note}${loop(resourcesOf, layOut(value, omitted, 2))}`;
      return `${note}${start}${layOut(value, omitted, 0, start.length)};\n`;
    });
    const [head, rest] = [parts.slice(0, this.head).join(''), parts.slice(this.head).join('')];
    const constants = new Map(secretsIn(head + rest).map((variable) => [variable, camelCase(variable)]));
    const withNames = (text: string) =>
      text.replaceAll(secretLiteral, (_, variable) => `${constants.get(variable)}.stringValue`);
    return withNames(head) + [...constants].map(declaration).join('') + withNames(rest);
  }

  /** Variables of secrets are declared behind the statements that are there now. */
  public declareSecretsHere(): void {
    this.use('cdktf', 'TerraformVariable');
    this.head = this.statements.length;
  }

  /** Names of the variables that the program reads secrets from. */
  public secrets(omitted: ReadonlySet<Field>): readonly string[] {
    return secretsIn(this.statements.map(({ value }) => layOut(value, omitted)).join('\n'));
  }

  public imports(body: string): Imports {
    const read = wordsIn(body);
    const used = [...this.modules].map(([module, names]) => {
      return [module, new Set([...names].filter((name) => read.has(name)))] as const;
    });
    return Object.fromEntries(used.filter(([, names]) => names.size > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The file as a user keeps it. */
  public text(omitted: ReadonlySet<Field>): string {
    const body = this.body(omitted);
    const lines = Object.entries(this.imports(body)).map(([module, names]) => {
      const sorted = [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
      const line = `import { ${sorted.join(', ')} } from ${quoted(module)};`;
      return line.length <= 120
        ? line
        : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from ${quoted(module)};`;
    });
    return `${lines.join('\n')}\n\n${body}\napp.synth();\n`;
  }
}

function loop(constants: readonly string[], statement: string): string {
  const items = constants.map((name): Expression => ({ kind: 'code', text: name }));
  const start = 'for (const { resource } of ';
  const list = layOut({ kind: 'list', items }, new Set(), 0, start.length + 3);
  return `${start}${list}) {\n  ${statement};\n}\n`;
}

function secretsIn(text: string): string[] {
  return [...new Set([...text.matchAll(secretLiteral)].map(([, variable]) => variable))].sort();
}

function declaration([variable, name]: [string, string]): string {
  const options = `{ type: 'string', sensitive: true, nullable: false }`;
  const start = `const ${name} = new TerraformVariable(platform, '${variable}', `;
  return start.length + options.length < 118
    ? `${start}${options});\n`
    : `${start}{\n  type: 'string',\n  sensitive: true,\n  nullable: false,\n});\n`;
}

/** Names that code reads; what is in strings is no code. */
function wordsIn(text: string): ReadonlySet<string> {
  const code = text.replaceAll(/'(?:[^'\\]|\\.)*'/g, "''");
  return new Set([...code.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)].map(([name]) => name));
}

/** `vnet-shop-eu-1` gives `VnetShopEu1`. */
export function pascal(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[0-9]/.test(joined) || joined === '' ? `X${joined}` : joined;
}

function unique(wanted: string, taken: Set<string>, isForbidden = (_name: string) => false): string {
  let name = wanted;
  for (let count = 2; taken.has(name) || isForbidden(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}

const reserved = new Set(
  (
    'await break case catch class const continue default delete do else enum export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected public return static super switch ' +
    'this throw true try typeof var void while with yield'
  ).split(' '),
);
