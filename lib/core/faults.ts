import type { IConstruct } from 'constructs';

/** An error about how a construct is used. Its text names the construct's path, the prop, the value and the fix. */
class ConstructError extends Error {
  public override readonly name = 'ConstructError';
}

const longestValue = 120;

/** Collects every fault of one construct, so that its user sees them together. */
export class Faults {
  private readonly faults: string[] = [];

  public constructor(private readonly scope: IConstruct) {}

  /** `must` completes the sentence "PROP must ..."; `got` is left out where nothing was given; `fix` is a sentence. */
  public add(prop: string, must: string, got: unknown, fix: string): void {
    const value = got === undefined ? '' : `, got ${printed(got)}`;
    this.faults.push(`${prop} ${must}${value}. ${fix}`);
  }

  public get any(): boolean {
    return this.faults.length > 0;
  }

  /** One text a fault, each with the construct's path. */
  public messages(): string[] {
    return this.faults.map((fault) => `${this.title()}: ${fault}`);
  }

  public throwIfAny(): void {
    if (this.faults.length === 1) throw new ConstructError(this.messages()[0]);
    if (this.any) {
      const list = this.faults.map((fault) => `\n- ${fault}`).join('');
      throw new ConstructError(`${this.title()} has ${this.faults.length} faults:${list}`);
    }
  }

  private title(): string {
    return `${this.scope.constructor.name} '${this.scope.node.path}'`;
  }
}

/** Throws a single fault of a construct; for methods, where nothing else can be wrong. */
export function fail(scope: IConstruct, prop: string, must: string, got: unknown, fix: string): never {
  const faults = new Faults(scope);
  faults.add(prop, must, got, fix);
  throw new ConstructError(faults.messages()[0]);
}

function printed(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const short = text.length > longestValue ? `${text.slice(0, longestValue)}... (${text.length} characters)` : text;
  return typeof value === 'string' && !/^[\w./:@+*-]+$/.test(value) ? JSON.stringify(short) : short;
}
