export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  /** Space for a label, if the line has one. */
  readonly labelWidth?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Boxes by their upper left corner. Lines are in the order in which they were given. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Point>;
  readonly lines: readonly { readonly points: readonly Point[]; readonly label?: Point }[];
}

/** What is used of dagre. Its own types would load it into every program that checks types against this package. */
interface Dagre {
  readonly graphlib: { readonly Graph: new (options: object) => Graph };
  layout(graph: Graph): void;
}

interface Graph {
  setGraph(options: object): void;
  setNode(id: string, box: object): void;
  setEdge(edge: { v: string; w: string; name: string }, options: object): void;
  node(id: string): Point;
  edge(edge: { v: string; w: string; name: string }): { points: Point[]; x?: number; y?: number };
  graph(): { width: number; height: number };
}

export interface Spacing {
  readonly direction: 'LR' | 'TB';
  readonly between: number;
  readonly ranks: number;
}

const labelHeight = 14;

/** Draws each connected part on its own, and fills rows with the parts: boxes without lines don't become one long column. */
export function layoutOf(boxes: readonly Box[], lines: readonly Line[], spacing: Spacing): Layout {
  const parts = partsOf(boxes, lines).map((part) => partLayout(part, lines, spacing));
  const area = parts.reduce(
    (sum, { width, height }) => sum + (width + spacing.between) * (height + spacing.between),
    0,
  );
  const rowWidth = Math.max(Math.sqrt(area * 1.8), ...parts.map(({ width }) => width));
  const placed = new Map<string, Point>();
  const drawn = new Map<number, { points: readonly Point[]; label?: Point }>();
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > rowWidth) [x, y, rowHeight] = [0, y + rowHeight + spacing.between, 0];
    const shift = (point: Point): Point => ({ x: round(point.x + x), y: round(point.y + y) });
    for (const [id, point] of part.boxes) placed.set(id, shift(point));
    for (const [index, { points, label }] of part.lines) {
      drawn.set(index, { points: points.map(shift), label: label && shift(label) });
    }
    width = Math.max(width, x + part.width);
    rowHeight = Math.max(rowHeight, part.height);
    x += part.width + spacing.between;
  }
  return {
    width,
    height: y + rowHeight,
    boxes: placed,
    lines: lines.map((_, index) => drawn.get(index) ?? { points: [] }),
  };
}

interface Part {
  readonly boxes: readonly Box[];
  readonly lines: readonly number[];
}

interface PartLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Point>;
  readonly lines: ReadonlyMap<number, { readonly points: readonly Point[]; readonly label?: Point }>;
}

/** Connected parts, the largest first. */
function partsOf(boxes: readonly Box[], lines: readonly Line[]): Part[] {
  const root = new Map(boxes.map(({ id }) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    for (let up = root.get(at) ?? at; up !== at; up = root.get(at) ?? at) at = up;
    root.set(id, at);
    return at;
  };
  for (const { from, to } of lines) root.set(find(from), find(to));
  const parts = new Map<string, { boxes: Box[]; lines: number[] }>();
  for (const box of boxes) {
    const part = parts.get(find(box.id)) ?? { boxes: [], lines: [] };
    part.boxes.push(box);
    parts.set(find(box.id), part);
  }
  for (const [index, { from }] of lines.entries()) parts.get(find(from))?.lines.push(index);
  return [...parts.values()].sort((a, b) => b.boxes.length - a.boxes.length);
}

function partLayout({ boxes, lines: indexes }: Part, lines: readonly Line[], spacing: Spacing): PartLayout {
  if (boxes.length === 1) {
    const [{ id, width, height }] = boxes;
    return { width, height, boxes: new Map([[id, { x: 0, y: 0 }]]), lines: new Map() };
  }
  // Loaded only to draw: every other command does without it.
  const { graphlib, layout } = require('@dagrejs/dagre') as Dagre;
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: spacing.direction, nodesep: spacing.between, ranksep: spacing.ranks, edgesep: 8 });
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  const keyOf = (index: number) => ({ v: lines[index].from, w: lines[index].to, name: String(index) });
  for (const index of indexes) {
    const { labelWidth } = lines[index];
    graph.setEdge(keyOf(index), labelWidth ? { width: labelWidth, height: labelHeight, labelpos: 'c' } : {});
  }
  layout(graph);
  return {
    width: graph.graph().width,
    height: graph.graph().height,
    boxes: new Map(
      boxes.map(({ id, width, height }) => {
        const { x, y } = graph.node(id);
        return [id, { x: x - width / 2, y: y - height / 2 }];
      }),
    ),
    lines: new Map(
      indexes.map((index) => {
        const { points, x, y } = graph.edge(keyOf(index));
        return [index, { points, label: x === undefined || y === undefined ? undefined : { x, y } }];
      }),
    ),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
