import { checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/** What of a Git repository Flux follows. */
export class GitReference {
  /** The newest commit of a branch, e.g. `main`. */
  public static branch(name: string): GitReference {
    return new GitReference('branch', name);
  }

  /** A tag, e.g. `v1.4.0`. */
  public static tag(name: string): GitReference {
    return new GitReference('tag', name);
  }

  /** The newest tag of a range of semantic versions, e.g. `>=1.4.0 <2.0.0`. */
  public static semver(range: string): GitReference {
    return new GitReference('semver', range);
  }

  /** One commit, by its SHA-1 of 40 hexadecimal digits. */
  public static commit(sha: string): GitReference {
    return new GitReference('commit', sha);
  }

  private constructor(
    /** @internal */
    public readonly _type: string,
    /** @internal */
    public readonly _value: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { _type: type, _value: value } = this;
    if (isKnown(value) && value.trim() === '') faults.add(prop, 'must not be empty', value, 'For example, use main.');
    if (type !== 'commit') return;
    const must = 'must be a commit of 40 hexadecimal digits';
    checkPattern(faults, prop, value, /^[0-9a-f]{40}$/, must, '4f1bdad4d0a54b939a5e3d52c51464f67e474fcf');
  }
}

publicClass('GitReference', GitReference);
