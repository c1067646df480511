import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../command/command';
import { projectRoot } from '../support/tools';

function manifest(folder: string) {
  return JSON.parse(readFileSync(path.join(projectRoot, folder, 'package.json'), 'utf8'));
}

/** The modules that a folder's files import, with the top folder of those in this repository: `lib`, `yaml`, `node:path`. */
function imports(folder: string): Set<string> {
  const files = readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('build'))
    .flatMap((file) => {
      const text = readFileSync(path.join(projectRoot, folder, file), 'utf8');
      return [...text.matchAll(/(?:^(?:import|export|\}) .*from |require\()'([^'$]+)'/gm)].map(([, module]) => {
        if (!module.startsWith('.')) return module;
        return path.join(folder, path.dirname(file), module).split(path.sep)[0];
      });
    });
  return new Set(found.filter((module) => !module.startsWith('node:')));
}

test('the library and its command need no package of the review', () => {
  expect([...imports('command')].sort()).toEqual(['cdktf', 'command', 'constructs', 'ipaddr.js', 'yaml']);
  expect(Object.keys(manifest('.').dependencies)).toEqual(['ipaddr.js']);
});

test('the review imports nothing of the library, and depends on what it imports', () => {
  const packages = Object.keys(manifest('review').dependencies);
  expect([...imports('review')].sort()).toEqual(['@dagrejs/dagre', 'command', 'review']);
  expect(packages).toEqual(['@dagrejs/dagre', 'ipaddr.js', 'yaml']);
  const { devDependencies, dependencies } = manifest('.');
  expect({ ...dependencies, ...devDependencies }).toMatchObject({
    'ipaddr.js': manifest('review').dependencies['ipaddr.js'],
    yaml: manifest('review').dependencies.yaml,
  });
});

test('both packages have one version, license and range of Node.js', () => {
  const common = ({ version, license, engines, author }: any) => ({ version, license, engines, author });
  expect(common(manifest('review'))).toEqual(common(manifest('.')));
});

test('without the review, its commands print the command that installs it', () => {
  expect(run(['drift'], () => undefined)).toEqual({
    exitCode: 2,
    output: '',
    error:
      'cdktf-aks drift needs the package cdktf-aks-review, which is not installed. ' +
      `Install it: npm install --save-dev cdktf-aks-review@${manifest('.').version}\n`,
  });
});
