import { checkGiven, checkInteger, checkNotEmpty, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { checkSeconds } from '../traffic/durations';
import type { RetryPolicy } from '../traffic/retry-policy';

/** Checks retries; `all` is the timeout of the whole request. */
export function checkRetries(
  faults: Faults,
  at: string,
  { attempts, perTryTimeoutSeconds, on, statuses, backoffSeconds }: RetryPolicy,
  all?: number,
): void {
  if (checkGiven(faults, `${at}retries.attempts`, attempts, 'For example, use 2.')) {
    checkInteger(faults, `${at}retries.attempts`, attempts, 0, 10);
  }
  for (const [prop, value] of Object.entries(
    attempts === 0 ? { perTryTimeoutSeconds, on, statuses, backoffSeconds } : {},
  )) {
    if (value === undefined) continue;
    const fix = 'Leave it out: nothing is retried.';
    faults.add(`${at}retries.${prop}`, 'must be left out if attempts is 0', value, fix);
  }
  checkSeconds(faults, `${at}retries.perTryTimeoutSeconds`, perTryTimeoutSeconds, 3600);
  checkSeconds(faults, `${at}retries.backoffSeconds`, backoffSeconds, 60);
  for (const [prop, list] of Object.entries({ on, statuses })) {
    checkNotEmpty(faults, `${at}retries.${prop}`, list);
  }
  statuses?.forEach((status, index) => {
    const place = `${at}retries.statuses[${index}]`;
    checkInteger(faults, place, status, 400, 599);
    if (statuses.indexOf(status) < index)
      faults.add(place, 'must be listed only once', status, 'Remove one of the two.');
  });
  if (isKnown(all) && all !== 0 && isKnown(perTryTimeoutSeconds) && perTryTimeoutSeconds > all) {
    const must = `must not be greater than timeoutSeconds (${all})`;
    const fix = 'Lower it: the first attempt would use all of the time.';
    faults.add(`${at}retries.perTryTimeoutSeconds`, must, perTryTimeoutSeconds, fix);
  }
}
