import { publicClass } from '../../core/public-class';
import type { Comparison } from './header-match';

/** A condition on one query parameter of a request, e.g. `version` of `/orders?version=v2`. */
export class QueryMatch {
  /**
   * The parameter has exactly this value.
   *
   * @param name the name of the parameter.
   * @param value the value.
   */
  public static exact(name: string, value: string): QueryMatch {
    return new QueryMatch(name, 'exact', value);
  }

  /**
   * The whole value of the parameter matches a regular expression (RE2 on Istio and Consul, Rust's on Linkerd).
   *
   * @param name the name of the parameter.
   * @param expression the expression.
   */
  public static regex(name: string, expression: string): QueryMatch {
    return new QueryMatch(name, 'regex', expression);
  }

  /**
   * The request has the parameter, with any value.
   *
   * @param name the name of the parameter.
   */
  public static present(name: string): QueryMatch {
    return new QueryMatch(name, 'present', '');
  }

  private constructor(
    /** @internal */
    public readonly _name: string,
    /** @internal */
    public readonly _comparison: Comparison,
    /** @internal */
    public readonly _value: string,
  ) {}
}

publicClass('QueryMatch', QueryMatch);
