import { existsSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from '../../scripts/programs';
import { describeWith, projectRoot } from '../support/tools';
import { blockPrograms, compileErrors } from './code-blocks';
import { pages, proseOf } from './pages';

const blocks = blockPrograms();

// A block is a whole program (with its imports and app.synth()), or a part: then what it names and doesn't declare is
// given to it (the public names of cdktf-aks, some of cdktf, app, stack, place, network, cluster), and it is synthesized.
test('every ts block of the pages compiles', () => {
  expect(compileErrors(blocks)).toEqual([]);
}, 120_000);

/** cdktf runs `terraform version` at synth where a resource is moved or imported by these. */
const asksForTerraform = /\.(importFrom|moveFromId)\(/;

for (const needs of [[], ['terraform']]) {
  describeWith(needs, 'every ts block of the pages synthesizes', () => {
    for (const { place, text, file } of blocks) {
      if (asksForTerraform.test(text) !== needs.includes('terraform')) continue;
      test(place, () => {
        expect(Object.keys(runProgram(text, file))).not.toEqual([]);
      });
    }
  });
}

describe('links to files and headings lead somewhere', () => {
  test.each(pages.map((page) => [page.file, page] as const))('%s', (file, page) => {
    const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
    const dead = links.filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(file, link));
    expect(dead).toEqual([]);
  });
});

function leadsSomewhere(from: string, link: string): boolean {
  const [target, heading] = link.split('#');
  const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target);
  if (!existsSync(path.join(projectRoot, file))) return false;
  if (heading === undefined) return true;
  const page = pages.find((candidate) => candidate.file === file);
  return page !== undefined && headingsOf(page.text).includes(heading);
}

/** The anchors that GitHub gives to headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
