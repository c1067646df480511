import { type DetailIndex, detailButton } from './detail-index';
import { html, type Markup } from './html';
import { kinds, type StackPicture } from './picture';
import { cell, type Row, Space, table } from './tables';

const mostCharacters = 250_000;

/** All managed resources, changed ones first. */
export function resourcesTable(pictures: readonly StackPicture[], index: DetailIndex): Markup {
  const all = pictures.flatMap(({ nodes }) => nodes.filter(({ resource }) => resource && !resource.isData));
  const ordered = [...all.filter(({ change }) => change), ...all.filter(({ change }) => !change)];
  const rows = ordered.flatMap(({ stack, resource, kind, level }): Row[] => {
    const found = index.find(stack, resource?.address ?? '');
    if (found === undefined) return [];
    const { title, change, construct } = index.details[found];
    const texts = [kinds[kind], stack, construct, change, level ?? ''];
    return [
      {
        level: level ?? '',
        kind,
        cells: [html`<td>${detailButton(found, title)}</td>`, ...texts.map((text) => cell(text))],
      },
    ];
  });
  const header = ['resource', 'kind', 'stack', 'construct', 'change', 'level'];
  return html`<h3>Resources (${all.length})</h3>${table('Resources', header, rows, new Space(mostCharacters))}`;
}
