import { Token } from 'cdktn';
import type { IConstruct } from 'constructs';
import { withoutCredentials } from './credentials';
import { numeral } from './described';
import { tokenFault } from './token-faults';

/** An error about how a construct is used. Its text names the construct's path, the prop, the value and the fix. */
export class ConstructError extends Error {
  public override readonly name = 'ConstructError';

  public constructor(
    message: string,
    public readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }
}

const longestValue = 120;

/** A fault of a prop. */
export interface Fault {
  readonly prop: string;
  readonly text: string;
  /** The prop in the call of the value class that received it. */
  readonly inner?: string;
  /**
   * Set if the prop is missing or not of its declared kind. A rule's fault about the same prop is a consequence: it is omitted,
   * or replaces this one if the rule is more specific.
   */
  readonly malformed?: 'final' | 'replaceable';
}

/** Collects all faults of one construct, so that they are reported together. */
export class Faults {
  private readonly faults: Fault[] = [];

  public constructor(private readonly scope: IConstruct) {}

  /** `must` completes the sentence "PROP must ..."; `got` is undefined if no value was set; `fix` is a sentence. */
  public add(prop: string, must: string, got: unknown, fix: string): void {
    const asToken = tokenFault(prop, got);
    const value = got === undefined ? '' : `, got ${printed(got)}`;
    const text = asToken
      ? `${asToken.prop} ${asToken.must}. ${asToken.fix}`
      : withoutCredentials(`${prop} ${must}${value}. ${fix}`);
    if (asToken && this.faults.some((known) => known.text === text)) return;
    const fault = { prop, text };
    const before = this.faults.findIndex(
      ({ malformed, prop: outer, inner = outer }) => malformed && (isWithin(prop, outer) || isWithin(prop, inner)),
    );
    if (before < 0) {
      this.faults.push(fault);
    } else if (isAbout(prop, this.faults[before])) {
      const [known] = this.faults.splice(before, 1);
      this.faults.push(known.malformed === 'replaceable' ? { ...fault, malformed: 'final' } : known);
    }
  }

  /** Faults of values against their declared kinds. */
  public addMalformed(faults: readonly Fault[]): void {
    this.faults.push(...faults);
  }

  public get any(): boolean {
    return this.faults.length > 0;
  }

  /** One text per fault, each with the construct's path. */
  public messages(): string[] {
    return this.faults.map(({ text }) => `${this.title()}: ${text}`);
  }

  public throwIfAny(): void {
    if (this.any) throw new ConstructError(errorText(this.title(), this.faults), this.faults);
  }

  private title(): string {
    return `${this.scope.constructor.name} '${this.scope.node.path}'`;
  }
}

/** Throws a single fault of a construct; for methods, which can have only one. */
export function fail(scope: IConstruct, prop: string, must: string, got: unknown, fix: string): never {
  const faults = new Faults(scope);
  faults.add(prop, must, got, fix);
  throw new ConstructError(faults.messages()[0]);
}

/** The text of an error about a construct. */
export function errorText(title: string, faults: readonly Fault[]): string {
  if (faults.length === 1) return `${title}: ${faults[0].text}`;
  return `${title} has ${faults.length} faults:${faults.map(({ text }) => `\n- ${text}`).join('')}`;
}

function isAbout(prop: string, { prop: other, inner }: Fault): boolean {
  return prop === other || prop === inner;
}

function isWithin(prop: string, outer: string): boolean {
  return prop === outer || (prop.startsWith(outer) && /[.[]/.test(prop[outer.length]));
}

/** A value as it is printed in a fault's text. */
export function printed(value: unknown): string {
  if (typeof value !== 'string' && Token.isUnresolved(value)) return '<token>';
  if (typeof value === 'number') return numeral(value);
  const text = withoutCredentials(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
  const short = text.length > longestValue ? `${text.slice(0, longestValue)}... (${text.length} characters)` : text;
  return typeof value === 'string' && !/^[\w./:@+*-]+$/.test(value) ? JSON.stringify(short) : short;
}
