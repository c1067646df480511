import { checkPattern, isKnown } from './checks';
import type { Faults } from './faults';

/** Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantity = /^\+?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

const decimals = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binaries = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** A resource quantity, zero or more. */
export function checkQuantity(faults: Faults, prop: string, value: string | undefined, example: string): void {
  checkPattern(faults, prop, value, quantity, 'must be a Kubernetes quantity', example);
}

export function isQuantity(text: string): boolean {
  return quantity.test(text);
}

/** The number that a quantity represents; undefined if it is invalid or unknown. */
export function amountOf(text: string | undefined): number | undefined {
  const [, number, suffix = ''] = (isKnown(text) && quantity.exec(text)) || [];
  if (number === undefined) return undefined;
  if (/^[eE][+-]?\d/.test(suffix)) return Number(`${number}${suffix}`);
  if (suffix.endsWith('i')) return Number(number) * 1024 ** binaries.indexOf(suffix);
  return Number(number) * 10 ** (3 * (decimals.indexOf(suffix) - 3));
}
