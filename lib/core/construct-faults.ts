import type { IConstruct } from 'constructs';
import { Faults } from './faults';
import { publicClass } from './public-class';

/**
 * Collects the faults of a construct of your own, so that it reports errors as this library's constructs do: all of them together, each
 * with the construct's path, the prop, the rule, the value and the fix.
 *
 * Check the props in the constructor, before you create anything, and call `throwIfAny`. For a check that needs the complete program, return
 * `messages` from a validation: `this.node.addValidation({ validate: () => ... })`.
 *
 * @see https://github.com/cdktf-aks/cdktf-aks/blob/main/docs/own-constructs.md
 */
export class ConstructFaults {
  private readonly faults: Faults;

  /**
   * @param scope the construct that is checked. Its class and path begin each text.
   */
  public constructor(scope: IConstruct) {
    this.faults = new Faults(scope);
  }

  /** Whether a fault was added. */
  public get any(): boolean {
    return this.faults.any;
  }

  /** One text for each fault, with the construct's class and path. */
  public get messages(): string[] {
    return this.faults.messages();
  }

  /**
   * Adds a fault. Its text is `PROP RULE, got VALUE. FIX`.
   *
   * @param prop the prop, with the index or key of a list or map, such as `ports[1].name`.
   * @param rule the rule for the prop, beginning with `must` or `can only`.
   * @param fix the correction, as an imperative sentence.
   * @param value the value that was given; left out of the text if it is undefined. Values of more than 120 characters are shortened, and
   * credentials are masked.
   */
  public add(prop: string, rule: string, fix: string, value?: any): void {
    this.faults.add(prop, rule, value, fix);
  }

  /** Throws an error with the name `ConstructError` that has all faults, or returns if there are none. */
  public throwIfAny(): void {
    this.faults.throwIfAny();
  }
}

publicClass('ConstructFaults', ConstructFaults);
