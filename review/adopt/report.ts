import type { Json } from '../../command/terraform/resource';
import type { Adopted } from './adopt';
import type { Kept } from './overrides';
import { variableIn } from './secrets';

/** What the program does and doesn't do, for who reviews it. */
export function reportOf(adopted: Adopted, file: string): string {
  const { kept, created, changed, released, refusals, variables, notes, chosen } = adopted;
  const sections = [
    section(
      'Created by the first apply',
      created.map(({ type, construct }) => `${type}: ${construct}`),
    ),
    section('Changed in place', changed),
    section(
      'Leaves the state, stays in Azure',
      released.map(({ address }) => address),
      left,
    ),
    section(
      'Kept by overrides',
      kept.map(keptText),
      'No prop sets these. Remove an override to take what the library does.',
    ),
    section('Rejected by the library', refusals, 'The program leaves these props out; overrides keep the values.'),
    section(
      'Differs from the defaults',
      chosen.map(({ construct, props }) => `${construct}: ${props.join(', ')}`),
      'These props keep what Azure has today. Remove a prop to take its default.',
    ),
    section(
      'Secrets',
      variables.map((name) => `var.${name}`),
      'Set each variable to the value of today.',
    ),
    section('Notes', notes),
  ];
  const { total, placed } = adopted;
  const count = `${placed} of ${total} resources of ${file} are in the program.`;
  const plan =
    `Expected plan: ${created.length} to add, ${new Set(changed.map((one) => one.split(': ')[0])).size} to change, ` +
    '0 to destroy. Do not apply a plan that shows more.';
  return `${['# Adoption', `${count} ${plan}`, ...sections.filter((text) => text !== '')].join('\n\n')}\n`;
}

const left =
  'The program has no class for them. Keep their configuration elsewhere, or import them again; what only the state holds, such ' +
  'as generated values, must be saved first.';

function section(title: string, lines: readonly string[], about = ''): string {
  if (lines.length === 0) return '';
  const text = about === '' ? '' : `${about}\n\n`;
  return `## ${title} (${lines.length})\n\n${text}${lines.map((line) => `- ${line}`).join('\n')}`;
}

function keptText({ address, argument, value, instead }: Kept): string {
  return `${address}: ${argument} stays ${shown(value)}; the library would ${instead === undefined ? 'leave it out' : `set ${shown(instead)}`}`;
}

function shown(value: Json | undefined): string {
  const variable = variableIn(value);
  if (variable !== undefined) return `the value of var.${variable}`;
  if (value === null || value === undefined || value === '') return 'unset';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
