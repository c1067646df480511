/** What decides which of the things that may come next does. */
export interface Choice {
  next(candidates: number[]): number;
}

export const firstFirst: Choice = { next: (candidates) => Math.min(...candidates) };

/** What a reader would call the order upside down. */
export const lastFirst: Choice = { next: (candidates) => Math.max(...candidates) };

/** The same seed gives the same orders on every machine. */
export function randomly(seed: number): Choice {
  const draw = mulberry32(seed);
  return { next: (candidates) => candidates[Math.floor(draw() * candidates.length)] };
}

/**
 * An order in which each comes after those that it waits for.
 *
 * @param waitsFor by index, the indexes of what must come before.
 */
export function topologicalOrder(waitsFor: readonly (readonly number[])[], choice: Choice): number[] {
  const order: number[] = [];
  while (order.length < waitsFor.length) {
    const candidates = [...waitsFor.keys()].filter(
      (index) => !order.includes(index) && waitsFor[index].every((other) => order.includes(other)),
    );
    if (candidates.length === 0) throw new Error('They wait for each other.');
    order.push(choice.next(candidates));
  }
  return order;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
