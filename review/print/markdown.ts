import type { Review } from '../review';
import { changesText } from './changes';
import { inventoryText } from './inventory';
import { mermaidText } from './mermaid';
import { code, count, plain } from './text';

/** A diagram of more stacks is unreadable. */
const mostDrawn = 40;

/** The review as a page. */
export function markdown(review: Review, isBrief: boolean): string {
  const { folder, base, stacks, changes } = review;
  const against = base === undefined ? '' : ` against ${code(base)}`;
  const changed = new Set(changes?.map(({ stack }) => stack));
  const shown = changes ? stacks.filter(({ stack }) => changed.has(stack)) : stacks;
  const quiet = stacks.length - shown.length;
  const parts = [
    `# Review of ${code(folder)}${against}`,
    `${count(stacks.length, 'stack')}.${quiet > 0 ? ` ${count(quiet, 'stack')} unchanged.` : ''}`,
    changesText(review),
    ...(isBrief ? [] : [orderText(review), ...shown.map(inventoryText), trustText(review)]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function orderText({ stacks }: Review): string {
  if (stacks.length < 2 || stacks.length > mostDrawn || stacks.every(({ dependencies }) => dependencies.length === 0))
    return '';
  const ids = new Map(stacks.map(({ stack }, index) => [stack, `s${index}`]));
  const lines = stacks.flatMap(({ stack, dependencies }) => [
    `  ${ids.get(stack)}[${mermaidText(stack)}]`,
    ...dependencies.filter((one) => ids.has(one)).map((one) => `  ${ids.get(one)} --> ${ids.get(stack)}`),
  ]);
  return `\`\`\`mermaid\nflowchart LR\n${lines.join('\n')}\n\`\`\``;
}

function trustText({ stacks }: Review): string {
  const unread = stacks.filter(({ modules }) => modules.length > 0).map(({ stack }) => plain(stack));
  const modules = unread.length > 0 ? ` Modules are not inspected (${unread.join(', ')}).` : '';
  return `_The inventory is read from each stack's code. Deployed resources may differ; only a plan shows that.${modules}_`;
}
