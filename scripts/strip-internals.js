// Removes members that are marked as internal from the declarations that jsii writes: editors would list them. Types that are internal
// stay, because public classes extend them.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

function stripInternals(build) {
  for (const name of readdirSync(build, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = path.join(build, name);
    const text = readFileSync(file, 'utf8');
    const stripped = withoutInternals(text);
    if (stripped !== text) writeFileSync(file, stripped);
  }
}

function withoutInternals(text) {
  const source = ts.createSourceFile('declarations.d.ts', text, ts.ScriptTarget.ES2022, true);
  const internal = source.statements
    .flatMap((statement) =>
      ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) ? [...statement.members] : [],
    )
    .filter((member) => ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal'));
  return internal.reduceRight((rest, { pos, end }) => rest.slice(0, pos) + rest.slice(end), text);
}

module.exports = { stripInternals };
