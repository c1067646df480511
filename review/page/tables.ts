import type { Inventory, Note } from '../inventory/inventory';
import { limited } from './details';
import { html, type Markup, nothing } from './html';

export interface Row {
  readonly cells: readonly Markup[];
  readonly level?: string;
  readonly kind?: string;
}

/** Space that parts of the page share, so that it stays below 2 MB. */
export class Space {
  constructor(private left: number) {}

  /** Whether it still fits. */
  take(size: number): boolean {
    this.left -= size;
    return this.left >= 0;
  }
}

const longestCell = 1500;
const inventorySpace = 200_000;

export function cell(...texts: string[]): Markup {
  return html`<td>${limited(texts.join(''), longestCell)}</td>`;
}

/** A table that the page's script sorts and filters, with a note where not all rows fit into the space. */
export function table(caption: string, header: readonly string[], all: readonly Row[], space: Space): Markup {
  const rows = all.flatMap(({ cells, level, kind }) => {
    const row = html`<tr${attribute('level', level)}${attribute('kind', kind)}>${cells}</tr>\n`;
    return space.take(row.text.length) ? [row] : [];
  });
  const rest = all.length - rows.length;
  const note =
    rest > 0 ? html`<p class="soft">${rest} more are not listed here. See the review in Markdown.</p>` : nothing;
  if (rows.length === 0) return note;
  const heads = header.map((text) => html`<th scope="col"><button type="button" class="sort">${text}</button></th>`);
  return html`${note}<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><thead><tr>${heads}</tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function attribute(name: 'level' | 'kind', value: string | undefined): Markup {
  if (value === undefined) return nothing;
  return name === 'level' ? html` data-level="${value}"` : html` data-kind="${value}"`;
}

/** The inventories of all stacks, subject by subject. */
export function inventoryTables(stacks: readonly Inventory[]): Markup[] {
  const space = new Space(inventorySpace);
  const part = (title: string, header: string[], rowsOf: (stack: Inventory) => string[][]): Markup => {
    const rows = stacks.flatMap((stack) => rowsOf(stack).map((cells) => [stack.stack, ...cells]));
    if (rows.length === 0) return nothing;
    const lines = rows.map((cells) => ({ cells: cells.map((text) => cell(text)) }));
    return html`<h3>${title} (${rows.length})</h3>${table(title, ['stack', ...header], lines, space)}`;
  };
  const notes = (title: string, notesOf: (stack: Inventory) => readonly Note[]): Markup =>
    part(title, ['construct', 'text'], (stack) => notesOf(stack).map(({ construct, text }) => [construct, text]));
  return [
    notes('Errors', ({ errors }) => errors),
    notes('Warnings', ({ warnings }) => warnings),
    part('Clusters', ['cluster', 'Kubernetes', 'API server', 'network'], ({ clusters }) =>
      clusters.map(({ name, version, apiServer, network }) => [name, version, apiServer, network]),
    ),
    part('Node pools', ['cluster', 'pool', 'mode', 'size', 'nodes', 'zones'], ({ clusters }) =>
      clusters.flatMap(({ name, pools }) =>
        pools.map((pool) => [name, pool.name, pool.mode, pool.vmSize, pool.nodes, pool.zones]),
      ),
    ),
    part('Networks', ['network', 'subnet', 'addresses'], ({ networks }) =>
      networks.flatMap(({ name, addressSpace, subnets }) => [
        [name, '', addressSpace.join(', ')],
        ...subnets.map((subnet) => [name, subnet.name, subnet.prefixes.join(', ')]),
      ]),
    ),
    part('Network exposure', ['endpoint', 'sources', 'limits'], ({ exposures }) =>
      exposures.map(({ subject, from, note = '' }) => [subject, from.length > 0 ? from.join(', ') : 'private', note]),
    ),
    part('Access', ['principal', 'permission', 'scope'], ({ access }) =>
      access.map(({ who, what, where }) => [who, what, where]),
    ),
    part('Charts', ['release', 'namespace', 'chart', 'version', 'objects'], ({ charts }) =>
      charts.map(({ release, namespace, chart, version, objects }) => [
        release,
        namespace,
        chart,
        version,
        objects.join(', '),
      ]),
    ),
    part('Mesh and policies', ['setting', 'value'], ({ mesh }) =>
      mesh.settings.map(({ subject, text }) => [subject, text]),
    ),
    part("Secrets in Terraform's state", ['resource', 'attributes'], ({ secrets }) =>
      secrets.map(({ subject, what }) => [subject, what.join(', ')]),
    ),
    notes('Acknowledged warnings', ({ acknowledged }) => acknowledged),
    notes('Checks skipped because facts are missing', ({ unchecked }) => unchecked),
    notes('Remarks', ({ notes: own }) => own),
  ];
}
