import type { Review } from '../review';

/** How reliable the changes are. The quotes write names from the input in the form of the output. */
export function trustLines(
  { base, plans, changes = [] }: Review,
  { plain, code }: { plain(text: string): string; code(text: string): string },
): string[] {
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
  return lines;
}
