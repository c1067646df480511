// Proves that both programs ask Azure and Helm for the same things, so that their times can be compared.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { parse } = require('yaml');

/** Throws, with the difference, unless two synthesized stacks are the same but for the names in Terraform. */
exports.assertSame = (ours, plain) => assert.deepEqual(meaningOf(ours), meaningOf(plain));

/** Resources by type, and providers, with references by type instead of name, in an order of their own. */
function meaningOf(file) {
  const { resource, data = {}, provider } = JSON.parse(readFileSync(file, 'utf8'));
  const listOf = (byName) => Object.values(byName).map(normal).map(sorted).sort();
  const byType = (resources) => Object.entries(resources).map(([type, byName]) => [type, listOf(byName)]);
  return {
    resource: Object.fromEntries(byType(resource)),
    data: Object.fromEntries(byType(data)),
    provider: Object.fromEntries(
      Object.entries(provider).map(([name, all]) => [name, all.map(normal).map(sorted).sort()]),
    ),
  };
}

function normal(value, key) {
  if (key === 'values')
    return value.map((text) => normal(parse(text.replaceAll(/"?\$\{(jsonencode\()?([^}]+?)\)?\}"?/g, '"${$2}"'))));
  if (typeof value === 'string') return value.replaceAll(/\b((?:azurerm|helm)_\w+)\.[\w-]+/g, '$1');
  if (Array.isArray(value)) return value.map((element) => normal(element));
  if (typeof value !== 'object' || value === null) return value;
  const { '//': _, ...attributes } = value;
  return Object.fromEntries(Object.entries(attributes).map(([name, inner]) => [name, normal(inner, name)]));
}

/** Text with keys in order, and what is a set to Terraform in order too. */
function sorted(value) {
  return JSON.stringify(value, (key, inner) => {
    if (key === 'depends_on') return [...inner].sort();
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
