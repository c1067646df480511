import type { ReviewedStack } from '../review';
import { type Detail, detailsOf } from './details';
import { html, type Markup } from './html';

/** So that the page stays below 2 MB: for names and changes of resources, and for further arguments. */
const mostCharacters = { changes: 300_000, arguments: 300_000 };

/** Details in the order in which the page's script knows them. */
export interface DetailIndex {
  readonly details: readonly Detail[];
  /** Undefined for what is no resource, or where there are too many resources. */
  find(stack: string, address: string): number | undefined;
}

/** Collects the details of all stacks. */
export class Details {
  private readonly found = new Map<string, Detail>();

  add(stack: ReviewedStack): void {
    for (const [address, detail] of detailsOf(stack)) this.found.set(keyOf(stack.code.name, address), detail);
  }

  /** As many as fit, changed resources first. */
  index(): DetailIndex {
    const all = [...this.found];
    const ordered = [...all.filter(([, one]) => isChanged(one)), ...all.filter(([, one]) => !isChanged(one))];
    const left = { ...mostCharacters };
    const kept = ordered.flatMap(([key, detail]): [string, Detail][] => {
      const cut = { ...detail, unchanged: [], isCut: true };
      left.changes -= JSON.stringify(cut).length;
      if (left.changes < 0) return [];
      left.arguments -= JSON.stringify(detail.unchanged).length;
      return [[key, left.arguments < 0 ? cut : detail]];
    });
    const places = new Map(kept.map(([key], index) => [key, index]));
    return {
      details: kept.map(([, detail]) => detail),
      find: (stack, address) => places.get(keyOf(stack, address)),
    };
  }
}

/** A button that shows the details of a resource. */
export function detailButton(index: number, text: string): Markup {
  return html`<button type="button" class="link" data-detail="${index}">${text}</button>`;
}

function isChanged({ changed, findings }: Detail): boolean {
  return changed.length > 0 || findings.length > 0;
}

function keyOf(stack: string, address: string): string {
  return JSON.stringify([stack, address]);
}
