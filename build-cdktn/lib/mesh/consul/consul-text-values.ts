import type { Faults } from '../../core/faults';
import { isPlainMap, type PlainMap } from '../../helm/plain-data';
import { printYaml } from '../../helm/yaml-printer';

/**
 * Keys whose values the chart expects as YAML text, at any level.
 *
 * Source: `@type: string` in https://github.com/hashicorp/consul-k8s/blob/v2.0.3/charts/consul/values.yaml
 */
const textKeys = new Set([
  'additionalConfig',
  'additionalSpec',
  'affinity',
  'agentAnnotations',
  'annotations',
  'extraConfig',
  'namespaceSelector',
  'nodeSelector',
  'tolerations',
  'topologySpreadConstraints',
  'updateStrategy',
]);

/** Renders the values that the chart expects as text. */
export function withTexts(values: PlainMap): PlainMap {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (isText(key, value)) return [key, textOf(value) ?? value];
      return [key, isPlainMap(value) ? withTexts(value) : value];
    }),
  );
}

/** Rejects tokens in text values: Terraform would have to render YAML. */
export function checkTexts(faults: Faults, prop: string, values: unknown, path: string[] = []): void {
  if (!isPlainMap(values)) return;
  for (const [key, value] of Object.entries(values)) {
    if (!isText(key, value)) checkTexts(faults, prop, value, [...path, key]);
    else if (textOf(value) === undefined) {
      const must = `must have no tokens in ${[...path, key].join('.')}, which the chart expects as text`;
      faults.add(prop, must, undefined, 'Use values that are known at synth time, or set the text yourself.');
    }
  }
}

function isText(key: string, value: unknown): boolean {
  return textKeys.has(key) && (isPlainMap(value) || Array.isArray(value));
}

/** Undefined if the value contains a token. */
function textOf(value: unknown): string | undefined {
  const pieces = printYaml({ text: value });
  if (pieces.some((piece) => typeof piece !== 'string')) return undefined;
  const [first, ...lines] = pieces.join('').split('\n');
  const inOneLine = first.slice('text: '.length);
  return inOneLine === '' ? lines.map((line) => line.slice(2)).join('\n') : inOneLine;
}
