import { checkGiven, checkInteger, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { type TriggerKind, textOf } from './trigger-kind';

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
 * The mistake in an expression of five fields; undefined if it is valid.
 *
 * Source: https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
function cronFault(expression: string): string | undefined {
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

/** Names of the time zone database without a region; https://data.iana.org/time-zones/tzdb/backward has most. */
const zonesWithoutRegion = new Set(
  (
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel ' +
    'Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT ' +
    'UTC Universal W-SU WET Zulu'
  ).split(' '),
);

/** Whether the time zone database has the name, written as there: Go, other than browsers, takes no other case. */
function isTimeZone(name: string): boolean {
  if (zonesWithoutRegion.has(name)) return true;
  if (!/^([A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)+)$/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone.toLowerCase() !== name.toLowerCase() || timeZone === name;
  } catch {
    return false;
  }
}

/** A schedule during which a workload has more replicas. */
export interface CronTriggerOptions {
  /** The start, as a cron expression with five fields: minute, hour, day of month, month, day of week; e.g. `0 8 * * 1-5`. */
  readonly start: string;

  /** The end, in the same format, e.g. `0 18 * * 1-5`. */
  readonly end: string;

  /** The time zone by its name in the IANA database, e.g. `Europe/Berlin`, or `UTC`. */
  readonly timezone: string;

  /** The replicas from start to end: 1 to 10,000. Another trigger may request more. */
  readonly replicas: number;
}

/** Source: https://github.com/kedacore/keda/blob/v2.20.2/pkg/scalers/cron_scaler.go */
export function cronTrigger({ start, end, timezone, replicas }: CronTriggerOptions): TriggerKind {
  return {
    type: 'cron',
    check(faults, at) {
      checkCron(faults, `${at}.start`, start, '0 8 * * 1-5');
      checkCron(faults, `${at}.end`, end, '0 18 * * 1-5');
      if (isKnown(start) && start === end) {
        faults.add(`${at}.end`, 'must differ from start', end, 'For example, use 0 18 * * 1-5.');
      }
      const fix = 'For example, use Europe/Berlin or UTC.';
      if (checkGiven(faults, `${at}.timezone`, timezone, fix) && isKnown(timezone) && !isTimeZone(timezone)) {
        faults.add(
          `${at}.timezone`,
          'must be a name of the IANA time zone database, in its letter case',
          timezone,
          fix,
        );
      }
      if (checkGiven(faults, `${at}.replicas`, replicas, 'For example, use 5.')) {
        checkInteger(faults, `${at}.replicas`, replicas, 1, 10_000, 'replicas');
      }
    },
    metadata: () => ({ timezone, start, end, desiredReplicas: textOf(replicas) }),
  };
}

function checkCron(faults: Faults, at: string, expression: string, example: string): void {
  if (!checkGiven(faults, at, expression, `For example, use ${example}.`) || !isKnown(expression)) return;
  const must = cronFault(expression);
  if (must) faults.add(at, must, expression, `For example, use ${example}.`);
}
