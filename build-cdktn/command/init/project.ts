import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reviewName } from '../review-package';
import type { InitOptions } from './options';

/** What main.ts, the workflows and template/ are in: the package, or this repository. */
const source = path.join(__dirname, '../..');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
}

const workflows = ['review', 'deploy', 'deploy-stack', 'drift'];

/** The files of a project, by their path in it. */
export function projectFiles(options: InitOptions): { readonly [file: string]: string } {
  return {
    'main.ts': program(options),
    'package.json': json(packageJson(options.name)),
    'tsconfig.json': read('template/tsconfig.json'),
    'cdktf.json': json({ ...JSON.parse(read('template/cdktf.json')), projectId: randomUUID() }),
    '.gitignore': read('template/gitignore'),
    '.npmrc': read('template/npmrc'),
    'README.md': read('template/README.md').replaceAll('NAME', options.name),
    'test/platform.test.ts': read('template/test/platform.test.ts'),
    ...Object.fromEntries(
      workflows.map((name) => [`.github/workflows/${name}.yml`, read(`.github/workflows/${name}.yml`)]),
    ),
  };
}

/** main.ts with other names. */
function program({ name, location, registryName, ownRanges }: InitOptions): string {
  const { name: packageName } = manifest();
  const ranges = ownRanges.map((range) => `'${range}'`).join(', ');
  return read('main.ts')
    .replace("from './lib'", `from '${packageName}'`)
    .replace(/^const name = .*$/m, `const name = '${name}';`)
    .replace(/^const location = .*$/m, `const location = '${location}';`)
    .replace(/^const registryName = .*$/m, `const registryName = '${registryName}';`)
    .replace(/^const ownRanges = .*$/m, `const ownRanges = [${ranges}];`);
}

function packageJson(name: string): object {
  const { name: packageName, version, engines, peerDependencies, devDependencies } = manifest();
  const tested = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, devDependencies[one]]));
  const apply = (stack: string) =>
    `terraform -chdir=cdktf.out/stacks/${stack} init && terraform -chdir=cdktf.out/stacks/${stack}`;
  return {
    name,
    private: true,
    engines,
    scripts: {
      synth: `${packageName} synth`,
      review: `${packageName} review`,
      drift: `${packageName} drift`,
      types: 'tsc',
      test: `${packageName} synth --quiet && node --import tsx --test test/*.test.ts`,
      deploy: `npm run synth && ${apply('platform')} apply && ${apply('mesh')} apply`,
      destroy: `${apply('mesh')} destroy && ${apply('platform')} destroy`,
    },
    dependencies: { ...tested(Object.keys(peerDependencies)), [packageName]: version },
    devDependencies: { ...tested(['@types/node', 'tsx', 'typescript']), [reviewName]: version },
  };
}

function manifest(): Manifest {
  return JSON.parse(read('package.json'));
}

function read(file: string): string {
  return readFileSync(path.join(source, file), 'utf8');
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
