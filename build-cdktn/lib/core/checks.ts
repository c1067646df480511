import { TerraformStack, Token } from 'cdktn';
import type { IConstruct } from 'constructs';
import type { Faults } from './faults';
import type { NameRule } from './names';
import { nameRules } from './names';

/** A number token in text without Token.asString: cdktf silently prints its internal number. */
const brokenNumberToken = /\d\.\d+e\+\d{3}/;

/** Whether a value is set and known at synth time; only such values can be checked. */
export function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && value !== null && !Token.isUnresolved(value);
}

/** For values that are compared or counted at synth time, or name something in the program; also each element of a list. */
export function checkLiteral(faults: Faults, prop: string, value: unknown, why: string): boolean {
  if (Array.isArray(value) && !Token.isUnresolved(value)) {
    return value.map((element, index) => checkLiteral(faults, `${prop}[${index}]`, element, why)).every(Boolean);
  }
  const isLiteral = !Token.isUnresolved(value);
  if (!isLiteral) {
    const fix = 'Use a literal value, or leave the prop out if it is optional.';
    faults.add(prop, `must be known at synth time, not a token: ${why}`, undefined, fix);
  }
  return isLiteral;
}

/** For optional lists that mean nothing without elements. */
export function checkNotEmpty(faults: Faults, prop: string, list: readonly unknown[] | undefined): void {
  if (list?.length === 0) faults.add(prop, 'must not be empty', undefined, 'Leave it out.');
}

/** For lists and maps that are read at synth time; their elements may be unknown. */
export function checkElementsKnown(faults: Faults, prop: string, value: object | undefined): boolean {
  const isKnownHere = value === undefined || !Token.isUnresolved(value);
  if (!isKnownHere) {
    const [kind, parts, fix] = Array.isArray(value)
      ? ['list', 'elements', 'For example, use [element].']
      : ['map', 'values', 'For example, use { key: value }.'];
    faults.add(prop, `must be a ${kind} here, whose ${parts} may be tokens`, undefined, fix);
  }
  return isKnownHere;
}

/** For users of plain JavaScript, without a compiler that reports missing props. */
export function checkGiven(faults: Faults, prop: string, value: unknown, fix: string): boolean {
  const given = value !== undefined && value !== null && value !== '';
  if (!given) faults.add(prop, 'must be set', undefined, fix);
  return given;
}

export function checkName(faults: Faults, prop: string, value: string | undefined, rule: NameRule): void {
  if (!checkGiven(faults, prop, value, `For example, use ${rule.example}.`) || !isKnown(value)) {
    if (typeof value === 'string') checkNoBrokenToken(faults, prop, value);
    return;
  }
  if (checkNoBrokenToken(faults, prop, value)) return;
  if (value.length < rule.minLength || value.length > rule.maxLength || !rule.pattern.test(value)) {
    const length = value.length > rule.maxLength ? ` (it has ${value.length})` : '';
    faults.add(
      prop,
      `must have ${rule.minLength} to ${rule.maxLength} characters${length}: ${rule.allowed}`,
      value,
      `For example, use ${rule.example}.`,
    );
  }
}

export function checkNoBrokenToken(faults: Faults, prop: string, value: string): boolean {
  const broken = brokenNumberToken.test(value);
  if (broken) {
    faults.add(prop, 'must not contain a number token as text', value, 'Wrap the number in Token.asString(...) first.');
  }
  return broken;
}

export function checkInteger(
  faults: Faults,
  prop: string,
  value: number | undefined,
  min: number,
  max: number,
  unit = '',
): void {
  if (!isKnown(value)) return;
  if (!Number.isInteger(value) || value < min || value > max) {
    const range = `${min} to ${max}${unit && ` ${unit}`}`;
    faults.add(prop, `must be a whole number of ${range}`, value, `Use a number in ${range}.`);
  }
}

/** Checks that the lower end of a range is not greater than the upper end. */
export function checkOrder(
  faults: Faults,
  lowProp: string,
  low: number | undefined,
  highProp: string,
  high: number | undefined,
): void {
  if (isKnown(low) && isKnown(high) && low > high) {
    faults.add(
      lowProp,
      `must not be greater than ${highProp} (${high})`,
      low,
      `Lower ${lowProp} or raise ${highProp}.`,
    );
  }
}

export function checkOneOf(faults: Faults, prop: string, value: string | undefined, allowed: string[]): void {
  if (isKnown(value) && !allowed.includes(value)) {
    faults.add(prop, `must be one of ${allowed.join(', ')}`, value, `For example, use ${allowed[0]}.`);
  }
}

export function checkPattern(
  faults: Faults,
  prop: string,
  value: string | undefined,
  pattern: RegExp,
  must: string,
  example: string,
): void {
  if (isKnown(value) && !pattern.test(value)) faults.add(prop, must, value, `For example, use ${example}.`);
}

/** An Azure resource id of one type, e.g. `Microsoft.Network/virtualNetworks`, in the letter case that azurerm parses. */
export function checkResourceId(faults: Faults, prop: string, value: string | undefined, type: string): void {
  const canonical = checkResourceIdForm(faults, prop, value, type);
  if (canonical === undefined || canonical === value) return;
  faults.add(prop, 'must have the letter case that azurerm accepts', value, `Use ${canonical}.`);
}

/**
 * An Azure resource id of one type in any letter case, for arguments that azurerm doesn't parse. Azure itself prints some fixed
 * parts of ids in lowercase.
 *
 * @returns the id with its fixed parts in the type's letter case; undefined if it is invalid or unknown.
 */
export function checkResourceIdForm(
  faults: Faults,
  prop: string,
  value: string | undefined,
  type: string,
): string | undefined {
  if (!isKnown(value)) return undefined;
  const [provider, ...kinds] = type.split('/');
  const idOf = (subscription: string, group: string, names: string[]) => {
    const tail = kinds.map((kind, index) => `/${kind}/${names[index]}`).join('');
    return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}${tail}`;
  };
  const part = '([^/\\s?#]+)';
  const parts = kinds.map(() => part);
  const [, subscription, group, ...names] = new RegExp(`^${idOf(part, part, parts)}$`, 'i').exec(value) ?? [];
  if (subscription !== undefined) return idOf(subscription, group, names);
  const example = idOf(
    'SUBSCRIPTION',
    'GROUP',
    kinds.map(() => 'NAME'),
  );
  faults.add(prop, `must be the resource id of a ${type}`, value, `It has the form ${example}.`);
  return undefined;
}

/** Checks the location of an Azure resource. */
export function checkPlace(faults: Faults, props: { resourceGroupName: string; location: string }): void {
  checkName(faults, 'resourceGroupName', props.resourceGroupName, nameRules.resourceGroup);
  checkName(faults, 'location', props.location, nameRules.location);
}

/** An Entra ID object, tenant or client id. */
export function checkUuid(faults: Faults, prop: string, value: string | undefined, what: string): void {
  checkPattern(
    faults,
    prop,
    value,
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    `must be ${what}, a UUID`,
    '00000000-0000-0000-0000-000000000000',
  );
}

/** Rejects a construct of another stack: a reference to it would implicitly read that stack's state. */
export function checkSameStack(
  faults: Faults,
  prop: string,
  used: IConstruct,
  user: IConstruct,
  importedBy: string,
): void {
  const [theirs, own] = [TerraformStack.of(used), TerraformStack.of(user)];
  if (theirs === own) return;
  const fix = `Import it into ${own.node.path} (${importedBy}).`;
  faults.add(prop, `must be in the same stack (${own.node.path})`, used.node.path, fix);
}

/** A secret that Terraform passes on: it must not be in the synthesized JSON or in the error. */
export function checkSecret(
  faults: Faults,
  prop: string,
  secret: string | undefined,
  fix = 'Use the value of a sensitive TerraformVariable.',
): void {
  if (secret === undefined || Token.isUnresolved(secret)) return;
  faults.add(prop, 'must be a token: literal text would be in the synthesized JSON', undefined, fix);
}
