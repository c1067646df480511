import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/programs';

/** What they keep is about the library's own types, and the same for every program. */
const aboutTypes = ['core/kinds.ts', 'core/known-classes.ts'];

const files = readdirSync(path.join(projectRoot, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'core/ledger.ts' && !aboutTypes.includes(file))
  .sort();

/** Outside of functions, and so of all apps of a process at once. */
const shared = [
  /^(export )?let /,
  /^(export )?const \w+.* = new (WeakMap|WeakSet)\b/,
  /^(export )?const \w+.* = new (Map|Set)(<.*>)?\(\)/,
  /^\s+(public |private |protected )?static .*= new (WeakMap|WeakSet|Map|Set)\b/,
];

test('state of a whole program is in the ledger: perApp, perStack, perConstruct, Claim or Register', () => {
  const found = files.flatMap((file) =>
    readFileSync(path.join(projectRoot, 'lib', file), 'utf8')
      .split('\n')
      .filter((line) => shared.some((pattern) => pattern.test(line)))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
