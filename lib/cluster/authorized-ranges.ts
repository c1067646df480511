import { Fn } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import { lateList } from '../core/late-values';
import { resolve } from '../core/resolve';

/** Addresses that nodes come from, once all pools are there; undefined where AKS authorizes them itself. */
export type EgressRanges = (() => string[]) | undefined;

/** The authorized IP ranges of a public API server: those that are set, and its nodes' egress ranges. */
export function renderAuthorizedRanges(given: string[], egress: EgressRanges): string[] {
  if (!egress) return given;
  if (!isKnown(given)) return joinedAtDeployment(given, egress());
  return lateList(({ scope }) => withEgress(scope, given, egress()));
}

/** Terraform's functions don't accept text with a token inside, such as the range of a gateway that is not created yet. */
function joinedAtDeployment(given: string[], egress: string[]): string[] {
  return egress.every(isKnown) ? Fn.distinct(Fn.concat([given, egress])) : given;
}

export function withEgress(scope: IConstruct, given: string[], egress: string[]): string[] {
  const known = new Set(given.map((range) => resolve(scope, range)));
  return [...given, ...egress.filter((range) => !known.has(resolve(scope, range)))];
}
