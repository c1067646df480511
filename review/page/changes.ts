import { type Finding, type Level, levels, titles } from '../changes/finding';
import type { Review } from '../review';
import { type DetailIndex, detailButton } from './detail-index';
import { type Detail, limited } from './details';
import { html, type Markup, nothing } from './html';
import { cell, type Row, Space, table } from './tables';

const reasons: { readonly [level in Level]: string } = {
  lost: 'Terraform forgets the release. It still runs, or the plan had no access to the cluster.',
  replace: 'The resource is deleted with its data, and everything that depends on it is interrupted.',
  adopt: 'What runs today changes although it is only imported, or moved to another address.',
  network: 'More sources can connect to the endpoint.',
  role: 'A principal gets permissions that it did not have.',
  mtls: 'Traffic is protected less, or more callers are allowed.',
  chart: 'Other software runs after the change.',
  other: 'Everything else that differs.',
};

const mostCharacters = 500_000;
const mostValues = 6;

/** The findings by level, the most dangerous first: what, where, before and after, why it matters, and the source. */
export function changesSection({ changes, plans, base }: Review, index: DetailIndex): Markup {
  if (!changes) {
    const hint = 'Compare with another output (--base) or a plan (--plan) to see changes.';
    return html`<section id="changes" aria-label="Changes"><p>${hint}</p></section>`;
  }
  const space = new Space(mostCharacters);
  const parts = levels.flatMap((level) => {
    const own = changes.filter((change) => change.level === level);
    if (own.length === 0) return [];
    const rows = own.map((change): Row => {
      const found = index.find(change.stack, change.address);
      const detail = found === undefined ? undefined : index.details[found];
      const source = change.isPlanned ? `plan ${plans[change.stack]?.file ?? ''}` : `code, compared with ${base ?? ''}`;
      const possible = change.isPossible ? '. Only a plan can confirm this.' : '';
      return {
        level,
        cells: [cell(change.text, possible), place(change, found, detail), values(change, detail), cell(source)],
      };
    });
    const rowsTable = table(titles[level], ['what', 'where', 'before → after', 'source'], rows, space);
    return [
      html`<h3 id="level-${level}">${titles[level]} (${own.length})</h3><p class="soft">${reasons[level]}</p>${rowsTable}`,
    ];
  });
  const none = html`<p>Nothing changes.</p>`;
  return html`<section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">Changes</h2>${
    parts.length > 0 ? parts : none
  }</section>`;
}

function place({ stack, address }: Finding, index: number | undefined, detail: Detail | undefined): Markup {
  if (index === undefined || !detail) return cell(stack);
  const title = detail.construct === '' ? detail.stack : `${detail.stack}/${detail.construct}`;
  return html`<td>${detailButton(index, title)}<br><code>${limited(address)}</code></td>`;
}

/** The values that the finding is about; all of the resource where it names none. */
function values({ text }: Finding, detail: Detail | undefined): Markup {
  const all = detail?.changed ?? [];
  const named = all.filter(([name]) => text.includes(name));
  const shown = named.length > 0 ? named : all;
  const lines = shown
    .slice(0, mostValues)
    .map(
      ([name, before, after]) =>
        html`<li><code>${name}</code>: <span class="before">${before || 'none'}</span> → <span class="after">${after || 'none'}</span></li>`,
    );
  const rest = shown.length > mostValues ? html`<li>${shown.length - mostValues} more</li>` : nothing;
  return lines.length === 0 ? cell('') : html`<td><ul class="changes">${lines}${rest}</ul></td>`;
}
