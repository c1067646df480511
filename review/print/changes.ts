import { type Finding, levels, titles } from '../changes/finding';
import type { Review } from '../review';
import { code, plain } from './text';

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
  return ['## Changes', trust(review), ...body].join('\n\n');
}

function line({ stack, text, address, isPossible }: Finding): string {
  const possible = isPossible ? ' **Only a plan can confirm this.**' : '';
  const where = address === '' ? '' : ` ${code(address)}`;
  return `- ${plain(stack)}: ${plain(text)}.${where}${possible}`;
}

function trust({ base, plans, changes = [] }: Review): string {
  const planned = Object.entries(plans);
  const lines = planned.map(
    ([stack, { file, terraformVersion }]) =>
      `${plain(stack)}: exact, from the plan ${code(file)} of Terraform ${plain(terraformVersion)}.`,
  );
  if (base !== undefined) {
    const rest = planned.length > 0 ? 'Other stacks: the' : 'The';
    lines.push(
      `${rest} code, compared with the code of ${code(base)}. The changes are exact only if the deployed state matches that code. ` +
        'Only a plan shows changes made outside the code, the values of expressions and the content of modules.',
    );
  }
  const possible = changes.filter(({ isPossible }) => isPossible).length;
  if (possible > 0) lines.push(`${possible} of the changes below may not happen; these are marked.`);
  return lines.map((text) => `> ${text}`).join('\n>\n');
}
