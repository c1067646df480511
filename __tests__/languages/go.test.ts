import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeWith } from '../support/tools';
import { PlatformFolder } from './support/platform';

jest.setTimeout(900_000);

describeWith(['go'], 'the Go module', () => {
  let folder: PlatformFolder;

  beforeAll(() => {
    folder = new PlatformFolder('go');
    cpSync(folder.program, folder.work, { recursive: true });
    writeFileSync(path.join(folder.work, 'go.mod'), `module platform\n\ngo 1.21\n\n${replacements()}`);
    folder.run('go', 'mod', 'tidy');
    folder.run('go', 'build', '-o', 'platform', '.');
  });
  afterAll(() => folder.remove());

  test('writes for README’s platform what the npm package writes', () => {
    folder.run('./platform');
    const { own, ofTypeScript } = folder.outputs();
    expect(own).toEqual(ofTypeScript);
  });

  /** The module proxy has no modules of the engine and the bindings. */
  function replacements(): string {
    return readdirSync(folder.generated)
      .map((name) => {
        const place = path.join(folder.generated, name);
        const [, module] = /^module (\S+)/.exec(readFileSync(path.join(place, 'go.mod'), 'utf8')) ?? [];
        return `replace ${module} => ${place}\n`;
      })
      .join('');
  }
});
