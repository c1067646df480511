import { type Finding, levels, titles } from '../changes/finding';
import type { Review } from '../review';
import { code, plain } from './text';

/** The changes, the most dangerous first, and how far they can be trusted. */
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
  return ['## Changes', trust(review), ...body].join('\n\n');
}

function line({ stack, text, address, isPossible }: Finding): string {
  const possible = isPossible ? ' **Only a plan tells.**' : '';
  const where = address === '' ? '' : ` ${code(address)}`;
  return `- ${plain(stack)}: ${plain(text)}.${where}${possible}`;
}

function trust({ base, plans, changes = [] }: Review): string {
  const planned = Object.entries(plans);
  const lines = planned.map(
    ([stack, { file, terraformVersion }]) =>
      `${plain(stack)}: exact, by the plan ${code(file)} of Terraform ${plain(terraformVersion)}.`,
  );
  if (base !== undefined) {
    const rest = planned.length > 0 ? 'Other stacks: the' : 'The';
    lines.push(
      `${rest} code, compared with the code of ${code(base)}. It is what happens where the deployed state is what that code made. ` +
        'What Azure or other people changed since, what expressions come to, and what modules hold, only a plan tells.',
    );
  }
  const possible = changes.filter(({ isPossible }) => isPossible).length;
  if (possible > 0) lines.push(`${possible} of the changes below may turn out harmless: they say so.`);
  return lines.map((text) => `> ${text}`).join('\n>\n');
}
