import { checkGiven, checkInteger, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { cronFault, isTimeZone } from './cron-expression';
import { type TriggerKind, textOf } from './trigger-kind';

/** Hours in which a workload has more replicas. */
export interface CronTriggerOptions {
  /** When they begin, as five fields of cron: minute, hour, day of month, month, day of week; e.g. `0 8 * * 1-5`. */
  readonly start: string;

  /** When they end, in the same way, e.g. `0 18 * * 1-5`. */
  readonly end: string;

  /** The time zone by its name in the IANA database, e.g. `Europe/Berlin`, or `UTC`. */
  readonly timezone: string;

  /** The replicas from start to end: 1 to 10,000. Another trigger may ask for more. */
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
        faults.add(`${at}.end`, 'must differ from start', end, 'Use for example 0 18 * * 1-5.');
      }
      const fix = 'Use for example Europe/Berlin or UTC.';
      if (checkGiven(faults, `${at}.timezone`, timezone, fix) && isKnown(timezone) && !isTimeZone(timezone)) {
        faults.add(
          `${at}.timezone`,
          'must be a name of the IANA time zone database, in its letter case',
          timezone,
          fix,
        );
      }
      if (checkGiven(faults, `${at}.replicas`, replicas, 'Use for example 5.')) {
        checkInteger(faults, `${at}.replicas`, replicas, 1, 10_000, 'replicas');
      }
    },
    metadata: () => ({ timezone, start, end, desiredReplicas: textOf(replicas) }),
  };
}

function checkCron(faults: Faults, at: string, expression: string, example: string): void {
  if (!checkGiven(faults, at, expression, `Use for example ${example}.`) || !isKnown(expression)) return;
  const must = cronFault(expression);
  if (must) faults.add(at, must, expression, `Use for example ${example}.`);
}
