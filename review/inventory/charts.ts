import { type Resource, textAt } from '../../command/terraform/resource';
import { objectsOf, titleOf } from '../../command/values/objects';

/** A Helm release: of a chart, or of objects that the library applies. */
export interface Chart {
  readonly release: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
  readonly objects: readonly string[];
}

export function chartOf(resource: Resource): Chart[] {
  if (resource.type !== 'helm_release' || resource.isData) return [];
  const { args } = resource;
  const objects = objectsOf(resource).map(titleOf);
  const chart = textAt(args, 'chart') ?? '?';
  return [
    {
      release: textAt(args, 'name') ?? resource.address,
      namespace: textAt(args, 'namespace') ?? 'default',
      chart: isLocalChart(chart) ? 'manifests' : chart,
      version: textAt(args, 'version') ?? (isLocalChart(chart) ? (chart.split('/').pop() ?? '') : 'not pinned'),
      repository: textAt(args, 'repository') ?? '',
      objects,
    },
  ];
}

/** The library's own chart, which prints the objects in its values. */
export function isLocalChart(chart: string): boolean {
  return /(^|\/)assets\/CdktfAks(Manifests|Namespace)Chart\//.test(chart);
}
