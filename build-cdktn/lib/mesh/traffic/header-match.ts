import { publicClass } from '../../core/public-class';

/** How a header or query parameter is compared. */
export type Comparison = 'exact' | 'prefix' | 'regex' | 'present';

/** A condition on one header of a request. */
export class HeaderMatch {
  /**
   * The header has exactly this value.
   *
   * @param name the name of the header, e.g. `x-canary`: lowercase letters, digits, `_` and `-`.
   * @param value the value.
   */
  public static exact(name: string, value: string): HeaderMatch {
    return new HeaderMatch(name, 'exact', value);
  }

  /**
   * The value of the header begins with a text. Linkerd supports it by a regular expression.
   *
   * @param name the name of the header.
   * @param prefix the text.
   */
  public static prefix(name: string, prefix: string): HeaderMatch {
    return new HeaderMatch(name, 'prefix', prefix);
  }

  /**
   * The whole value of the header matches a regular expression (RE2 on Istio and Consul, Rust's on Linkerd).
   *
   * @param name the name of the header.
   * @param expression the expression.
   */
  public static regex(name: string, expression: string): HeaderMatch {
    return new HeaderMatch(name, 'regex', expression);
  }

  /**
   * The request has the header, with any value.
   *
   * @param name the name of the header.
   */
  public static present(name: string): HeaderMatch {
    return new HeaderMatch(name, 'present', '');
  }

  /**
   * The request does not have the header. Istio and Consul support it.
   *
   * @param name the name of the header.
   */
  public static absent(name: string): HeaderMatch {
    return new HeaderMatch(name, 'present', '', true);
  }

  /**
   * The request does not meet a condition; a request without the header does not meet it either. Istio and Consul support it.
   *
   * @param match the condition.
   */
  public static inverse(match: HeaderMatch): HeaderMatch {
    return new HeaderMatch(match._name, match._comparison, match._value, !match._isInverse);
  }

  private constructor(
    /** @internal */
    public readonly _name: string,
    /** @internal */
    public readonly _comparison: Comparison,
    /** @internal */
    public readonly _value: string,
    /** @internal */
    public readonly _isInverse: boolean = false,
  ) {}
}

publicClass('HeaderMatch', HeaderMatch);
