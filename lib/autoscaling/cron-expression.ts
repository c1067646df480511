const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields of an expression, in order. */
const fields: { readonly title: string; readonly min: number; readonly max: number; readonly names?: string[] }[] = [
  { title: 'minute', min: 0, max: 59 },
  { title: 'hour', min: 0, max: 23 },
  { title: 'day of month', min: 1, max: 31 },
  { title: 'month', min: 1, max: 12, names: months },
  { title: 'day of week', min: 0, max: 6, names: days },
];

/**
 * What is wrong with an expression of five fields; undefined where all is well.
 *
 * Source: https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function cronFault(expression: string): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== fields.length) return `must have ${fields.length} fields (minute hour day month weekday)`;
  const wrong = fields.find((field, index) => !parts[index].split(',').every((range) => isRange(range, field)));
  return wrong && `must have a ${wrong.title} of ${wrong.min} to ${wrong.max}, as number, range or */step`;
}

function isRange(range: string, field: (typeof fields)[number]): boolean {
  const [, span, step] = /^([^/]+)(?:\/(\d+))?$/.exec(range) ?? [];
  if (span === undefined || (step !== undefined && Number(step) < 1)) return false;
  if (span === '*' || span === '?') return true;
  const ends = span.split('-').map((end) => numberOf(end, field));
  return (
    ends.length <= 2 && ends.every((end) => end >= field.min && end <= field.max) && ends[0] <= (ends[1] ?? ends[0])
  );
}

/** NaN where it is none. */
function numberOf(text: string, { min, names }: (typeof fields)[number]): number {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  if (index >= 0) return index + min;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Whether the time zone database has the name, written as there: Go, other than browsers, takes no other case. */
export function isTimeZone(name: string): boolean {
  if (!/^(UTC|[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)+)$/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() !== name.toLowerCase() || timeZone === name;
  } catch {
    return false;
  }
}
