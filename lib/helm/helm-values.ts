import type { IResolvable } from 'cdktf';
import { late } from '../core/late-values';
import { publicClass } from '../core/public-class';

/** Values of charts that not every language has a literal for. */
export class HelmValues {
  /**
   * YAML's `null`: as a value of a chart, it makes Helm remove the chart's default. TypeScript writes `null`; in Python, Java, C# and Go, a null in
   * a map doesn't arrive.
   *
   * @see https://helm.sh/docs/chart_template_guide/values_files/#deleting-a-default-key
   */
  public static unset(): IResolvable {
    return late(() => null);
  }

  private constructor() {}
}

publicClass('HelmValues', HelmValues);
