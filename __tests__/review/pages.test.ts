import { existsSync, readFileSync } from 'node:fs';
import { reviewPages } from '../../scripts/review-docs';

jest.setTimeout(60_000);

test('the reviews in docs/review/ are what the command prints: else run npm run review:docs and look at the difference', async () => {
  for (const { file, text } of await reviewPages()) {
    expect(existsSync(file) ? readFileSync(file, 'utf8') : file).toBe(text);
  }
});
