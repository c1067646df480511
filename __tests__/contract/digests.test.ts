import { existsSync } from 'node:fs';
import path from 'node:path';
import { digests } from '../../scripts/contracts/digests';
import { usedTypes } from '../../scripts/contracts/replacing-arguments';
import { projectRoot } from '../support/tools';
import { readFacts, readFactsText } from './support/facts';
import { chartFacts, extraValues } from './support/legal-values';

describe('digests of the facts are up to date', () => {
  for (const digest of digests) {
    const missing = digest.sources.filter((source) => !existsSync(source));
    if (missing.length > 0)
      process.stderr.write(`skipped: ${digest.file} is up to date (missing: ${missing.join(', ')})\n`);
    (missing.length === 0 ? test : test.skip)(
      `${digest.file}: else run npm run contracts and review the difference`,
      () => {
        expect(readFactsText(digest.file)).toBe(digest.text());
      },
    );
  }
});

test('every azurerm resource that lib/ makes is in replacing-arguments.json: else run npm run contracts', () => {
  const known = readFacts<{ [type: string]: string[] }>('replacing-arguments.json');
  expect(usedTypes(path.join(projectRoot, 'lib')).filter((type) => !(type in known))).toEqual([]);
});

test('every extra value is of a known chart and says which line of its templates reads it', () => {
  const wrong = Object.entries(extraValues).flatMap(([chart, paths]) =>
    Object.entries(paths)
      .filter(([, source]) => !(chart in chartFacts) || !/^templates.*: ./.test(source))
      .map(([place]) => `${chart}: ${place}`),
  );
  expect(wrong).toEqual([]);
});
