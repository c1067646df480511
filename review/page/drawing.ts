import { type Level, levels, titles } from '../changes/finding';
import { changeWords } from './details';
import { html, type Markup, nothing } from './html';
import { type Box, type Layout, type Line, layoutOf, type Point } from './layout';
import { type Change, type Edge, type EdgeKind, type Kind, kinds, type Node, type StackPicture } from './picture';

/** More boxes in a stack are hard to read: they are grouped by kind. */
const mostInStack = 40;
/** Further stacks are grouped by kind, and then drawn as one box each. */
const mostSingle = 300;
const mostBoxes = 400;

const boxHeight = 40;
const padding = 16;
const titleHeight = 34;
const characterWidth = 6.6;
const labelCharacterWidth = 5.8;

const signs: { readonly [change in Change]: string } = { create: '+', update: '~', replace: '±', delete: '−' };
const rank: readonly (Change | undefined)[] = ['delete', 'replace', 'create', 'update', undefined];

/** A box of the picture: a resource, or resources of a kind. */
interface Shape {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly change?: Change;
  readonly level?: Level;
  readonly isReference: boolean;
  readonly members: readonly Node[];
}

interface StackShape {
  readonly picture: StackPicture;
  readonly shapes: readonly Shape[];
  readonly edges: readonly Edge[];
}

export interface Drawing {
  readonly svg: Markup;
  /** The drawn members of each box, by the box's number in the page. */
  readonly members: readonly (readonly Node[])[];
}

/** The picture of all stacks. */
export function drawingOf(pictures: readonly StackPicture[]): Drawing {
  const stacks = shapesOf(pictures);
  const inner = stacks.map(({ shapes, edges }) => {
    const boxes = shapes.map((shape): Box => ({ id: shape.id, width: widthOf(shape), height: boxHeight }));
    return layoutOf(boxes, edges.map(lineOf), { direction: 'LR', between: 14, ranks: 46 });
  });
  const outerBoxes = stacks.map(
    ({ picture }, index): Box => ({
      id: picture.stack,
      width: Math.max(inner[index].width, titleWidth(picture)) + 2 * padding,
      height: inner[index].height + titleHeight + padding,
    }),
  );
  const known = new Set(pictures.map(({ stack }) => stack));
  const order = pictures.flatMap(({ stack, dependencies }) =>
    dependencies.filter((one) => known.has(one) && one !== stack).map((from): Line => ({ from, to: stack })),
  );
  const outer = layoutOf(outerBoxes, order, { direction: 'TB', between: 40, ranks: 60 });
  const members: (readonly Node[])[] = [];
  const drawn = stacks.map((stack, index) => {
    const at = outer.boxes.get(stack.picture.stack) ?? { x: 0, y: 0 };
    return stackMarkup(stack, inner[index], outerBoxes[index], at, members);
  });
  const [width, height] = [outer.width + 2 * padding, outer.height + 2 * padding].map(Math.ceil);
  const name = `Platform: ${pictures.length} ${pictures.length === 1 ? 'stack' : 'stacks'}`;
  const svg = html`<svg id="picture" viewBox="${-padding} ${-padding} ${width} ${height}" role="group" aria-label="${name}"
 aria-describedby="picture-help" tabindex="0"><defs>${(['uses', 'after', 'role', 'calls', 'public', 'order'] as const).map(marker)}</defs>
${outer.lines.map(({ points }) => html`<path class="edge order" d="${pathOf(points)}" marker-end="url(#end-order)"/>`)}${drawn}</svg>`;
  return { svg, members };
}

function marker(kind: EdgeKind | 'order'): Markup {
  return html`<marker id="end-${kind}" class="end ${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse"
 orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker>`;
}

/** Changed stacks first where not all resources fit. */
function shapesOf(pictures: readonly StackPicture[]): StackShape[] {
  const isChanged = ({ nodes }: StackPicture): number => (nodes.some(({ change }) => change) ? 0 : 1);
  const found = new Map<StackPicture, StackShape>();
  let count = 0;
  for (const picture of [...pictures].sort((a, b) => isChanged(a) - isChanged(b))) {
    const whole = picture.nodes.length <= mostInStack && count + picture.nodes.length <= mostSingle;
    const shape = whole ? single(picture) : count < mostBoxes ? byKind(picture) : { picture, shapes: [], edges: [] };
    count += shape.shapes.length;
    found.set(picture, shape);
  }
  return pictures.flatMap((picture) => found.get(picture) ?? []);
}

function single(picture: StackPicture): StackShape {
  const shapes = picture.nodes.map((node): Shape => {
    const { id, kind, name, change, level, isReference } = node;
    return {
      id,
      kind,
      title: `${change ? `${signs[change]} ` : ''}${short(name)}`,
      change,
      level,
      isReference,
      members: [node],
    };
  });
  return { picture, shapes, edges: picture.edges };
}

/** One box for each kind and each sort of change. */
function byKind(picture: StackPicture): StackShape {
  const groups = new Map<string, Node[]>();
  const groupOf = new Map<string, string>();
  for (const node of picture.nodes) {
    const id = JSON.stringify([picture.stack, node.kind, node.change, node.isReference && node.resource === undefined]);
    groups.set(id, [...(groups.get(id) ?? []), node]);
    groupOf.set(node.id, id);
  }
  const shapes = [...groups].map(([id, members]): Shape => {
    const [{ kind, change, isReference }] = members;
    const level = levels.find((one) => members.some((node) => node.level === one));
    const name = members.length === 1 ? short(members[0].name) : `${kinds[kind]} × ${members.length}`;
    return { id, kind, title: `${change ? `${signs[change]} ` : ''}${name}`, change, level, isReference, members };
  });
  const edges = new Map<string, Edge>();
  for (const { from, to, kind } of picture.edges) {
    const [a, b] = [groupOf.get(from), groupOf.get(to)];
    if (a && b && a !== b) edges.set(JSON.stringify([a, b, kind]), { from: a, to: b, kind });
  }
  return { picture, shapes, edges: [...edges.values()] };
}

function lineOf({ from, to, label }: Edge): Line {
  return { from, to, labelWidth: label === undefined ? undefined : short(label).length * labelCharacterWidth };
}

function stackMarkup(
  { picture, shapes, edges }: StackShape,
  layout: Layout,
  box: Box,
  at: Point,
  members: (readonly Node[])[],
): Markup {
  const changes = picture.nodes.filter(({ change }) => change).length;
  const title = titleOf(picture);
  const lines = edges.map(({ kind, label }, index) => {
    const { points, label: place } = layout.lines[index];
    if (points.length === 0) return nothing;
    const text =
      label !== undefined && place
        ? html`<text class="label" x="${place.x}" y="${place.y + 3}">${short(label)}</text>`
        : nothing;
    return html`<g class="edge ${kind}"><path d="${pathOf(points)}" marker-end="url(#end-${kind})"/>${text}</g>`;
  });
  const boxes = shapes.map((shape) => {
    const place = layout.boxes.get(shape.id) ?? { x: 0, y: 0 };
    members.push(shape.members);
    return shapeMarkup(shape, place, members.length - 1, picture.stack);
  });
  return html`<g class="stack${changes > 0 ? ' changed' : ''}" transform="translate(${at.x} ${at.y})"><rect width="${box.width}" height="${box.height}" rx="8"/>
<text class="title" x="${padding}" y="22">${title}</text><g transform="translate(${padding} ${titleHeight})">${lines}${boxes}</g></g>
`;
}

function shapeMarkup(shape: Shape, { x, y }: Point, index: number, stack: string): Markup {
  const { kind, title, change, level, isReference, members } = shape;
  const name = members.length === 1 ? members[0].name : `${members.length} of kind ${kinds[kind]}`;
  const words = [
    name,
    ...(change ? [changeWords[change]] : []),
    ...(level ? [titles[level]] : []),
    ...(isReference ? ['not managed by this stack'] : []),
    `stack ${stack}`,
  ];
  const classes = ['node', `kind-${kind}`, change ?? 'unchanged', ...(isReference ? ['reference'] : [])].join(' ');
  return html`<g class="${classes}" role="button" tabindex="-1" aria-description="${words.join(', ')}" data-box="${index}" data-count="${members.length}" data-kind="${kind}" data-level="${level ?? ''}"
 transform="translate(${x} ${y})"><rect width="${widthOf(shape)}" height="${boxHeight}" rx="${kind === 'identity' ? 20 : 4}"/><text class="kind" x="10" y="15">${kindLine(shape)}</text> <text x="10" y="31">${title}</text></g>`;
}

function titleOf({ stack, nodes }: StackPicture): string {
  const changed = nodes.filter(({ change }) => change);
  const counts = rank.flatMap((change) => {
    const count = changed.filter((node) => node.change === change).length;
    return change && count > 0 ? [`${signs[change]}${count}`] : [];
  });
  return `${short(stack)} · ${nodes.length}${counts.length > 0 ? ` (${counts.join(' ')})` : ''}`;
}

function titleWidth(picture: StackPicture): number {
  return titleOf(picture).length * (characterWidth + 1);
}

function widthOf(shape: Shape): number {
  const width = Math.max(shape.title.length * characterWidth, kindLine(shape).length * labelCharacterWidth);
  return Math.round(Math.max(110, width + 20));
}

function kindLine({ kind, level }: Shape): string {
  return `${kinds[kind]}${level && level !== 'other' ? ` · ⚠ ${level}` : ''}`;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 34 ? `${line.slice(0, 31)}…` : line;
}

/** Rounded through the middles between the points. */
function pathOf(points: readonly Point[]): string {
  if (points.length === 0) return '';
  const [first, ...more] = points;
  const last = more.pop() ?? first;
  const steps = more.map((point, index) => {
    const next = more[index + 1] ?? last;
    return `Q${point.x} ${point.y} ${mean(point.x, next.x)} ${mean(point.y, next.y)}`;
  });
  return `M${first.x} ${first.y}${steps.join('')}L${last.x} ${last.y}`;
}

function mean(a: number, b: number): number {
  return Math.round((a + b) * 5) / 10;
}
