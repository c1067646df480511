import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Problem } from '../../command/problem';

/** Modules that a program may import. */
export interface Modules {
  load(module: string): { readonly [name: string]: unknown };
}

interface Binding {
  readonly module: string;
  readonly className: string;
  /** Arguments that the binding knows, as Terraform names them. */
  readonly arguments: ReadonlySet<string>;
}

/** Packages are those beside this one, or of the project in the current folder. */
const paths = [__dirname, process.cwd()];

/** In the repository the library's sources, which are no package; elsewhere a package, as everything else. */
const librarySources = path.join(__dirname, '../../lib');
const isSource = __filename.endsWith('.ts');

export const modules: Modules = {
  load: (module) => required(module === 'cdktf-aks' && isSource ? librarySources : module),
};

/** The class that CDK for Terraform has for a type of resources. */
export function bindingOf(type: string): Binding | undefined {
  const [provider] = type.split('_', 1);
  if (provider !== 'azurerm' && provider !== 'tls') return undefined;
  const module = `@cdktf/provider-${provider}/lib/${type.slice(provider.length + 1).replaceAll('_', '-')}`;
  if (!existsSync(resolvedFolder(module))) return undefined;
  for (const [className, value] of Object.entries(modules.load(module))) {
    if (typeof value !== 'function' || (value as { tfResourceType?: unknown }).tfResourceType !== type) continue;
    const names = Object.getOwnPropertyNames(value.prototype).filter(
      (name) => !/^(put|reset|synthesize|constructor)/.test(name),
    );
    return { module, className, arguments: new Set(names.map(snakeCase)) };
  }
  return undefined;
}

function resolvedFolder(module: string): string {
  const [scope, name] = module.split('/');
  const folders = paths.flatMap((from) => createRequire(path.join(from, 'file.js')).resolve.paths(module) ?? []);
  const found = folders.find((folder) => existsSync(path.join(folder, scope, name, 'package.json')));
  return path.join(found ?? '', module);
}

function required(module: string): { readonly [name: string]: unknown } {
  try {
    return require(require.resolve(module, { paths }));
  } catch (error) {
    if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Problem(
      `${module} is not installed. adopt runs the program that it writes: install cdktf, constructs, ` +
        '@cdktf/provider-azurerm, @cdktf/provider-helm, @cdktf/provider-tls and cdktf-aks in the current folder.',
    );
  }
}

export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
