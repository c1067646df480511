import { type Finding, levels, titles } from '../changes/finding';
import type { Review } from '../review';
import { code, plain } from './text';
import { trustLines } from './trust';

/** The changes, the most dangerous first, and how reliable they are. */
export function changesText(review: Review): string {
  const { changes } = review;
  if (!changes) return '';
  const parts = levels.map((level) => {
    const own = changes.filter((change) => change.level === level);
    if (own.length === 0) return '';
    return [`### ${titles[level]} (${own.length})`, own.map(line).join('\n')].join('\n\n');
  });
  const found = parts.filter((part) => part !== '');
  const body = found.length > 0 ? found : ['Nothing changes.'];
  return ['## Changes', quoted(trustLines(review, { plain, code })), ...body].join('\n\n');
}

function line({ stack, text, address, isPossible }: Finding): string {
  const possible = isPossible ? ' **Only a plan can confirm this.**' : '';
  const where = address === '' ? '' : ` ${code(address)}`;
  return `- ${plain(stack)}: ${plain(text)}.${where}${possible}`;
}

function quoted(lines: readonly string[]): string {
  return lines.map((text) => `> ${text}`).join('\n>\n');
}
