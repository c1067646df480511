import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { golden, goldenFolder, goldenPrograms } from '../../../scripts/golden/stacks';
import { programs } from '../../../scripts/programs';
import { synthesizedOnce } from '../support/programs';

const all = goldenPrograms().map((one) => [one.folder, one] as const);

describe('a program plans what its golden files say: else run npm run golden and review git diff', () => {
  test.each(all)('%s', (folder, { program, azurerm }) => {
    expect(golden(synthesizedOnce(program, azurerm))).toEqual(goldenFiles(folder));
  });
});

test('no golden file is for a program that is gone', () => {
  const names = all.map(([name]) => name);
  expect(readdirSync(goldenFolder).filter((folder) => !names.includes(folder))).toEqual([]);
});

test('main.ts has 80 lines of code or less', () => {
  const [main] = programs();
  const lines = readFileSync(main.file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  expect(lines.length).toBeLessThanOrEqual(80);
});

function goldenFiles(name: string): { [stack: string]: string } {
  const folder = path.join(goldenFolder, name);
  if (!existsSync(folder)) throw new Error(`__tests__/golden/${name}/ is missing: run npm run golden and review it.`);
  return Object.fromEntries(
    readdirSync(folder).map((file) => [path.basename(file, '.json'), readFileSync(path.join(folder, file), 'utf8')]),
  );
}
