import {
  type Assembly,
  type Docs,
  isConstruct,
  type Method,
  methodsOf,
  type Parameter,
  type Property,
  propertiesOf,
  type Type,
} from './assembly';
import { docsText, escaped, inline, typeText } from './html';

/** The files of the reference, by name: a page for each public type, the list of all, and what makes them searchable. */
export function referencePages(assembly: Assembly): { readonly [file: string]: string } {
  const types = Object.values(assembly.types).sort((left, right) => (left.name < right.name ? -1 : 1));
  return {
    ...Object.fromEntries(types.map((type) => [`${type.name}.html`, typePage(assembly, type)])),
    'index.html': indexPage(assembly, types),
    'search-index.js': `window.searchIndex = ${JSON.stringify(types.flatMap((type) => entriesOf(assembly, type)))};\n`,
    'search.js': searchScript,
    'style.css': style,
  };
}

/** A search result: its title, page, and the beginning of its text. */
type Entry = readonly [title: string, page: string, text: string];

function entriesOf(assembly: Assembly, type: Type): Entry[] {
  const page = `${type.name}.html`;
  const members = [...membersOf(type), ...propertiesOf(assembly, type), ...methodsOf(assembly, type)];
  return [
    [type.name, page, plain(type.docs)],
    ...members.map(({ name, docs }): Entry => [`${type.name}.${name}`, `${page}#${name}`, plain(docs)]),
  ];
}

/** Results are text, which shows no code. */
function plain(docs: Docs | undefined): string {
  return (docs?.summary ?? '').replaceAll('`', '');
}

function membersOf(type: Type) {
  return type.members ?? [];
}

function indexPage(assembly: Assembly, types: readonly Type[]): string {
  const folders = [...new Set(types.map(folderOf))].sort();
  const sections = folders.map((folder) => {
    const own = types.filter((type) => folderOf(type) === folder);
    const constructs = own.filter((type) => isConstruct(assembly, type));
    const others = own.filter((type) => !isConstruct(assembly, type));
    const rows = constructs.map(
      (type) => `<tr><td>${link(type)}</td><td>${inline(type.docs?.summary ?? '')}</td></tr>`,
    );
    const rest = others.length === 0 ? '' : `<p class="others">${others.map(link).join(', ')}</p>`;
    return `<h2>${escaped(folder)}</h2>\n<table>${rows.join('\n')}</table>\n${rest}`;
  });
  return page(assembly, 'API reference', `<h1>API reference</h1>\n${sections.join('\n')}`);
}

function typePage(assembly: Assembly, type: Type): string {
  const what = type.datatype ? 'options' : isConstruct(assembly, type) ? 'construct' : type.kind;
  const bases = [type.base, ...(type.interfaces ?? [])].flatMap((base) => (base === undefined ? [] : [base]));
  const extended = bases.length === 0 ? '' : `, extends ${bases.map((fqn) => typeText(assembly, { fqn })).join(', ')}`;
  const properties = propertiesOf(assembly, type);
  const methods = methodsOf(assembly, type);
  const sections = [
    initializer(assembly, type),
    constructorProps(assembly, type),
    section('Values', (type.members ?? []).map(memberText)),
    section(
      type.datatype ? 'Props' : 'Properties',
      properties.filter((property) => !property.static).map((property) => propertyText(assembly, property)),
    ),
    section(
      'Constants',
      properties.filter((property) => property.static).map((property) => propertyText(assembly, property)),
    ),
    section(
      'Static methods',
      methods.filter((method) => method.static).map((method) => methodText(assembly, type, method)),
    ),
    section(
      'Methods',
      methods.filter((method) => !method.static).map((method) => methodText(assembly, type, method)),
    ),
    usedBy(assembly, type),
  ];
  const kind = `<p class="kind">${what} of ${escaped(folderOf(type))}${extended}</p>`;
  const body = [`<h1>${escaped(type.name)}</h1>`, kind, docsText(type.docs), ...sections];
  return page(assembly, type.name, body.filter((part) => part !== '').join('\n'));
}

function initializer(assembly: Assembly, type: Type): string {
  if (!type.initializer || type.abstract) return '';
  const { parameters = [], docs } = type.initializer;
  return `<pre>new ${escaped(type.name)}(${parametersText(assembly, parameters)})</pre>\n${docsText(docs)}${parameterDocs(parameters)}`;
}

/** The props of a construct are on its own page: that is what most readers look for. */
function constructorProps(assembly: Assembly, type: Type): string {
  const structs = (type.initializer?.parameters ?? [])
    .map(({ type: { fqn } }) => (fqn === undefined ? undefined : assembly.types[fqn]))
    .filter((found): found is Type => found?.datatype === true);
  return structs
    .map((struct) =>
      section(
        'Props',
        propertiesOf(assembly, struct).map((property) => propertyText(assembly, property, 'props.')),
      ),
    )
    .join('\n');
}

function memberText({ name, docs }: NonNullable<Type['members']>[number]): string {
  return entry(name, escaped(name), docsText(docs));
}

function propertyText(assembly: Assembly, property: Property, prefix = ''): string {
  const { name, docs, optional, type } = property;
  const title = `${escaped(name)}${optional ? '?' : ''}: ${typeText(assembly, type)}`;
  const byDefault =
    docs?.default === undefined ? '' : `<p class="default">Default: ${inline(docs.default.replace(/^- /, ''))}</p>`;
  return entry(`${prefix}${name}`, title, `${docsText(docs)}${byDefault}`);
}

function methodText(assembly: Assembly, type: Type, method: Method): string {
  const { name = '', parameters = [], returns, docs } = method;
  const result = returns ? typeText(assembly, returns.type) : 'void';
  const call = `${method.static ? `${escaped(type.name)}.` : ''}${escaped(name)}(${parametersText(assembly, parameters)}): ${result}`;
  const value = docs?.returns === undefined ? '' : `<p>Returns ${inline(docs.returns)}</p>`;
  return entry(name, call, `${docsText(docs)}${parameterDocs(parameters)}${value}`);
}

function parametersText(assembly: Assembly, parameters: readonly Parameter[]): string {
  return parameters
    .map(({ name, type, optional }) => `${escaped(name)}${optional ? '?' : ''}: ${typeText(assembly, type)}`)
    .join(', ');
}

function parameterDocs(parameters: readonly Parameter[]): string {
  const described = parameters.filter(({ docs }) => docs?.summary);
  const items = described.map(({ name, docs }) => {
    const text = [docs?.summary, docs?.remarks].filter(Boolean).join(' ');
    return `<li><code>${escaped(name)}</code>: ${inline(text)}</li>`;
  });
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

/** Where a type is accepted: the way from options and value classes back to constructs. */
function usedBy(assembly: Assembly, type: Type): string {
  const mention = `"fqn":${JSON.stringify(type.fqn)}`;
  const users = Object.values(assembly.types)
    .filter((other) => other.fqn !== type.fqn)
    .filter(({ initializer: made, methods, properties }) =>
      JSON.stringify([made, methods, properties]).includes(mention),
    )
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  return users.length === 0 ? '' : `<h2>Used by</h2>\n<p>${users.map(link).join(', ')}</p>`;
}

function section(title: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : `<h2>${title}</h2>\n${entries.join('\n')}`;
}

function entry(id: string, title: string, text: string): string {
  return `<div class="entry" id="${escaped(id)}"><h3><a href="#${escaped(id)}">#</a> ${title}</h3>\n${text}</div>`;
}

function link(type: Type): string {
  return `<a href="${escaped(type.name)}.html">${escaped(type.name)}</a>`;
}

/** The folder of lib/, such as `mesh/istio`. */
function folderOf({ locationInModule: { filename } }: Type): string {
  return filename.replace(/^lib\//, '').replace(/\/[^/]*$/, '');
}

function page({ name, version }: Assembly, title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} - ${escaped(name)}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<header>
<a href="index.html">${escaped(name)} ${escaped(version)}</a>
<input id="search" type="search" placeholder="Search types, props, texts" aria-label="Search" autocomplete="off">
<ol id="results" hidden></ol>
</header>
<main>
${body}
</main>
<script src="search-index.js"></script>
<script src="search.js"></script>
</body>
</html>
`;
}

/** Every word must be in the title or text; titles that begin with the first word come first. */
const searchScript = `const input = document.getElementById('search');
const results = document.getElementById('results');
function search(query) {
  const words = query.toLowerCase().split(/\\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = ([title]) => {
    const names = title.toLowerCase().split('.');
    if (names.includes(words[0])) return 0;
    return names.some((name) => name.startsWith(words[0])) ? 1 : names.some((name) => name.includes(words[0])) ? 2 : 3;
  };
  return window.searchIndex
    .filter(([title, , text]) => words.every((word) => (title + ' ' + text).toLowerCase().includes(word)))
    .map((entry) => [rank(entry), entry[0].length, entry])
    .sort((left, right) => left[0] - right[0] || left[1] - right[1])
    .slice(0, 30)
    .map(([, , entry]) => entry);
}
function show() {
  const found = search(input.value);
  results.hidden = found.length === 0;
  results.replaceChildren(
    ...found.map(([title, page, text]) => {
      const item = document.createElement('li');
      const target = document.createElement('a');
      target.href = page;
      target.textContent = title;
      item.append(target, ' ' + text);
      return item;
    }),
  );
}
input.addEventListener('input', show);
input.value = new URLSearchParams(location.search).get('q') ?? '';
show();
input.addEventListener('keydown', ({ key }) => {
  const first = results.querySelector('a');
  if (key === 'Enter' && first) location.href = first.href;
  if (key === 'Escape') results.hidden = true;
});
`;

const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
header { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 1rem; padding: .6rem 1rem; background: Canvas; border-bottom: 1px solid GrayText; }
header input { flex: 1; min-width: 12rem; font: inherit; padding: .2rem .5rem; }
#results { flex-basis: 100%; max-height: 60vh; overflow: auto; margin: 0; padding-left: 2rem; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
pre, code { font: .9em ui-monospace, monospace; }
pre { overflow-x: auto; padding: .6rem; border: 1px solid GrayText; border-radius: 4px; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
td { padding: .2rem .6rem .2rem 0; vertical-align: top; border-bottom: 1px solid #8884; }
h3 { margin: 1.2rem 0 .2rem; font: 600 1em ui-monospace, monospace; overflow-wrap: anywhere; }
h3 > a:first-child { color: GrayText; text-decoration: none; }
.entry { scroll-margin-top: 4rem; }
.entry p { margin: .2rem 0; }
.entry:target { outline: 2px solid Highlight; outline-offset: .4rem; }
.kind, .default { color: GrayText; }
.deprecated { color: #b00; }
`;
