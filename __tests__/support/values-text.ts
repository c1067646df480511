import type { IResolveContext } from 'cdktf';
import { lateText } from '../../lib/core/late-values';
import type { PlainMap } from '../../lib/helm/plain-data';
import { printValues } from '../../lib/helm/values';
import { printYaml } from '../../lib/helm/yaml-printer';

/** The printed text, for use in a stack: as it is where it has no tokens. */
export function valuesText(values: PlainMap): string {
  const { text } = printValues(values);
  const isStatic = printYaml(values).every((piece) => typeof piece === 'string');
  return isStatic ? text({} as IResolveContext) : lateText(text);
}
