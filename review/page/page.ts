import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { levels, titles } from '../changes/finding';
import { ownFolder } from '../own-folder';
import { trustLines } from '../print/trust';
import type { Review, ReviewedStack } from '../review';
import { changesSection } from './changes';
import { Details } from './detail-index';
import { drawingOf } from './drawing';
import { dataOf, html, Markup, nothing } from './html';
import { kinds, pictureOf, type StackPicture } from './picture';
import { resourcesTable } from './resources';
import { inventoryTables } from './tables';

const assets = path.join(ownFolder, 'assets');

/** Collects what the page shows, stack by stack. */
export class Page {
  private readonly pictures: StackPicture[] = [];
  private readonly details = new Details();

  add(stack: ReviewedStack): void {
    this.pictures.push(pictureOf(stack));
    this.details.add(stack);
  }

  /** The whole document: it loads nothing, and its policy allows nothing but its own script and style. */
  text(review: Review): string {
    const [style, script] = ['page.css', 'page.js'].map((file) => readFileSync(path.join(assets, file), 'utf8'));
    const policy = [
      "default-src 'none'",
      `script-src '${hashOf(script)}'`,
      `style-src '${hashOf(style)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ');
    const { svg, members } = drawingOf(this.pictures);
    const index = this.details.index();
    const boxes = members.map((nodes) =>
      nodes.flatMap(({ stack, resource }) => (resource ? (index.find(stack, resource.address) ?? []) : [])),
    );
    const against = review.base === undefined ? '' : ` against ${review.base}`;
    const title = `Review of ${review.folder}${against}`;
    // A hash covers the exact text between the tags.
    return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#changes">Skip to the changes</a>
<header>
<h1>${title}</h1>
${trustLines(review, { plain: (text) => text, code: (text) => text }).map((line) => html`<p class="soft">${line}</p>`)}
${counts(review)}
</header>
<main>
${controls}
${changesSection(review, index)}
<section aria-labelledby="platform-title">
<h2 id="platform-title">Platform</h2>
<p id="picture-help" class="soft">Arrow keys move between resources, Enter shows one. Drag to move, Ctrl and the mouse wheel or the buttons to zoom.</p>
<div class="zoom"><button type="button" id="zoom-in">Zoom in</button> <button type="button" id="zoom-out">Zoom out</button> <button type="button" id="zoom-fit">Show all</button></div>
<div class="stage" id="stage">
${svg}
<aside id="details" aria-label="Selected resource" tabindex="-1" hidden></aside>
</div>
${legend}
</section>
<section aria-labelledby="inventory-title">
<h2 id="inventory-title">Inventory</h2>
<p class="soft">Read from each stack's code. Deployed resources may differ; only a plan shows that.</p>
${resourcesTable(this.pictures, index)}
${inventoryTables(review.stacks)}
</section>
</main>
<p id="status" class="skip" role="status"></p>
<script type="application/json" id="data">${dataOf({ details: index.details, boxes })}</script>
<script>${raw(script)}</script>
</body>
</html>
`.text;
  }
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Files of the package, not of the input. */
function raw(text: string): Markup {
  return new Markup(text);
}

function counts({ changes = [], stacks }: Review): Markup {
  const resources = stacks.reduce((sum, { resourceCount }) => sum + resourceCount, 0);
  const found = levels.flatMap((level) => {
    const count = changes.filter((change) => change.level === level).length;
    if (count === 0) return [];
    return [
      html`<li${level === 'other' ? nothing : html` class="danger"`}><a href="#level-${level}">${titles[level]}</a>: ${count}</li>`,
    ];
  });
  const errors = stacks.reduce((sum, { errors: own }) => sum + own.length, 0);
  const failed = errors > 0 ? html`<li class="danger">Errors: ${errors}. Do not deploy this output.</li>` : nothing;
  return html`<ul class="counts">${failed}${found}<li>Stacks: ${stacks.length}</li><li>Resources: ${resources}</li></ul>`;
}

const controls = html`<form class="controls" id="controls" aria-label="Filter">
<label>Search <input type="search" id="search"></label>
<label>Changes <select id="level"><option value="">all resources</option>${levels.map(
  (level) =>
    html`<option value="${level}">${level === 'other' ? 'all changes' : `${titles[level]}, or worse`}</option>`,
)}</select></label>
<fieldset><legend>Kinds</legend>${Object.entries(kinds).map(
  ([kind, title]) => html`<label><input type="checkbox" name="kind" value="${kind}" checked> ${title}</label>`,
)}</fieldset>
</form>`;

const legend = html`<ul class="legend">
<li>+ created, ~ changed in place, ± replaced, − destroyed</li>
<li>thin arrow: uses</li><li>dashed arrow: applied after</li><li>thick arrow with a name: role assignment</li>
<li>green arrow: may call, + new, − no more; its name is the requests</li><li>thick arrow from “internet”: reachable by anyone</li><li>arrow between stacks: order of apply</li>
<li>dotted box: not managed by this stack</li></ul>`;
