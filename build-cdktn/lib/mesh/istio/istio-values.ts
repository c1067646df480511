import { isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import type { NameRule } from '../../core/names';
import { checkOwnedValues, type OwnedValues, type Values } from '../../helm/owned-values';

export type { Values };

/**
 * A revision is part of names (`istiod-1-30-3`) and the value of a label.
 *
 * Source: https://istio.io/latest/docs/setup/upgrade/canary/
 */
export const revisionRule = {
  pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  minLength: 1,
  maxLength: 46,
  allowed: 'lowercase letters, digits and -, with a letter or digit at both ends; no dots, because it is part of names',
  example: '1-30-3',
} satisfies NameRule;

/**
 * Checks users' values of an Istio chart: rejects values that props set, and keys that make the charts fail.
 *
 * Source: https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-control/istio-discovery/templates/zzz_profile.yaml
 */
export function checkValues(faults: Faults, prop: string, values: Values | undefined, owned: OwnedValues): void {
  checkOwnedValues(faults, prop, values, owned);
  if (!isKnown(values)) return;
  for (const key of ['defaults', '_internal_defaults_do_not_set'].filter((internal) => internal in values)) {
    faults.add(
      prop,
      `must not contain ${key}, which makes the chart fail`,
      undefined,
      'Set the values below it directly.',
    );
  }
}
