import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeWith } from '../support/tools';
import { PlatformFolder } from './support/platform';

jest.setTimeout(900_000);

describeWith(['javac', 'mvn'], 'the classes for Java', () => {
  let folder: PlatformFolder;

  beforeAll(() => {
    folder = new PlatformFolder('java');
    cpSync(folder.program, folder.work, { recursive: true });
    folder.run('mvn', '-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars');
    const source = path.join(folder.generated, 'src/main/java');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java'));
    writeFileSync(
      path.join(folder.work, 'files'),
      ['Main.java', ...files.map((name) => path.join(source, name))].join('\n'),
    );
    folder.run('javac', '-nowarn', '-proc:none', '-d', 'classes', '-cp', 'jars/*', '@files');
    const resources = path.join(folder.generated, 'src/main/resources');
    cpSync(resources, path.join(folder.work, 'classes'), { recursive: true });
  });
  afterAll(() => folder.remove());

  test('write for README’s platform what the npm package writes', () => {
    folder.run('java', '-cp', 'classes:jars/*', 'Main');
    const { own, ofTypeScript } = folder.outputs();
    expect(own).toEqual(ofTypeScript);
  });
});
