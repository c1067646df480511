import type { Assembly, Docs, TypeReference } from './assembly';

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The text of a doc comment: paragraphs, lists, code, and links to pages. */
export function prose(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(block)
    .join('\n');
}

function block(text: string): string {
  const fence = /^```\w*\n([\s\S]*?)\n?```$/.exec(text.trim());
  if (fence) return `<pre>${escaped(fence[1])}</pre>`;
  if (!/^- /m.test(text)) return `<p>${inline(text)}</p>`;
  const [before, ...items] = text.split(/^- /m);
  const lead = before.trim() === '' ? '' : `<p>${inline(before)}</p>`;
  return `${lead}<ul>${items.map((item) => `<li>${inline(item.trim())}</li>`).join('')}</ul>`;
}

export function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`.+`$/s.test(part) ? `<code>${escaped(part.slice(1, -1))}</code>` : linked(escaped(part))))
    .join('');
}

function linked(html: string): string {
  return html.replaceAll(/https:\/\/[^\s<>()]*[^\s<>().,;:]/g, (url) => `<a href="${url}">${url}</a>`);
}

/** A type, with links to the pages of this assembly's types. */
export function typeText(assembly: Assembly, type: TypeReference): string {
  if (type.collection) {
    const element = typeText(assembly, type.collection.elementtype);
    return type.collection.kind === 'array' ? `${element}[]` : `{ [key: string]: ${element} }`;
  }
  if (type.fqn === undefined) return escaped(type.primitive ?? 'any');
  const name = escaped(type.fqn.slice(type.fqn.lastIndexOf('.') + 1));
  return type.fqn in assembly.types ? `<a href="${name}.html">${name}</a>` : name;
}

export function docsText(docs: Docs = {}): string {
  const parts = [
    docs.deprecated === undefined ? '' : `<p class="deprecated">Deprecated: ${inline(docs.deprecated)}</p>`,
    docs.summary === undefined ? '' : prose(docs.summary),
    docs.remarks === undefined ? '' : prose(docs.remarks),
    docs.see === undefined ? '' : `<p>Source: ${inline(docs.see)}</p>`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}
