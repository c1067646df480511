import type { Annotation, Outcome } from '../../scripts/programs';

/** Files to the byte; of annotations, which cdktf lists in the order of constructs, those of each construct in their order. */
export function comparable({ stacks, manifest }: Outcome): object {
  const facts = Object.entries(manifest.stacks).map(([stack, { dependencies, annotations }]) => [
    stack,
    { dependencies: [...dependencies].sort(), annotations: byConstruct(annotations) },
  ]);
  return { stacks, manifest: Object.fromEntries(facts) };
}

function byConstruct(annotations: Annotation[]): { [path: string]: string[] } {
  const all: { [path: string]: string[] } = {};
  for (const { constructPath, level, message } of annotations) {
    all[constructPath] = [...(all[constructPath] ?? []), `${level}: ${message}`];
  }
  return all;
}
