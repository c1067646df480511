import type { IResolvable } from 'cdktf';
import { late } from '../core/late-values';
import { publicClass } from '../core/public-class';

/** Chart values that some languages have no literal for. */
export class HelmValues {
  /**
   * YAML's `null`: as a chart value, it removes the chart's default. In TypeScript, write `null`; in Python, Java, C# and Go, a
   * null in a map is lost.
   *
   * @see https://helm.sh/docs/chart_template_guide/values_files/#deleting-a-default-key
   */
  public static unset(): IResolvable {
    return late(() => null);
  }

  private constructor() {}
}

publicClass('HelmValues', HelmValues);
