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
    return [`### ${titles[level]} (${own.length})`, together(own).join('\n')].join('\n\n');
  });
  const found = parts.filter((part) => part !== '');
  const body = found.length > 0 ? found : ['Nothing changes.'];
  return ['## Changes', quoted(trustLines(review, { plain, code })), ...body].join('\n\n');
}

const mostApart = 2;

/** A line each, but one for all resources of a kind that are created or destroyed without more to say of them. */
function together(findings: readonly Finding[]): string[] {
  const groups = new Map<string, Finding[]>();
  for (const [index, finding] of findings.entries()) {
    const { whole, stack } = finding;
    const key = whole ? JSON.stringify([stack, whole.noun, whole.verb]) : String(index);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => (group.length <= mostApart ? group.map(line) : [listed(group)]));
}

function listed(group: readonly Finding[]): string {
  const [{ stack, whole }] = group;
  const names = group.map((finding) => plain(finding.whole?.name ?? '')).join(', ');
  return `- ${plain(stack)}: ${group.length} ${plain(plural(whole?.noun ?? ''))} are ${whole?.verb}: ${names}.`;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  return `${noun}${/(s|x|ch)$/.test(noun) ? 'es' : 's'}`;
}

function line({ stack, text, address, isPossible }: Finding): string {
  const possible = isPossible ? ' **Only a plan can confirm this.**' : '';
  const where = address === '' ? '' : ` ${code(address)}`;
  return `- ${plain(stack)}: ${plain(text)}.${where}${possible}`;
}

function quoted(lines: readonly string[]): string {
  return lines.map((text) => `> ${text}`).join('\n>\n');
}
