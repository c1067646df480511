import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contractsFolder, projectRoot, schemaFile } from './folders';
import { addressesOf, type Source, sources } from './sources';

/** What a contracts folder holds: the addresses that a part was made of, by part. */
export type Contents = { readonly [part: string]: readonly string[] };

/** Undefined for a folder that was filled by hand: its versions aren't known. */
export function readContents(folder: string): Contents | undefined {
  const file = path.join(folder, 'contents.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export function writeContents(folder: string, contents: Contents): void {
  const file = path.join(folder, 'contents.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(contents, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/**
 * Why parts of the contracts can't be used, one line each: missing, or of another version.
 *
 * @param part `crds/istio`, `schemas/azurerm-4.81.0`; or what several are below, as `crds`.
 */
export function faultsOf(part: string, folder = contractsFolder, known: readonly Source[] = sources): string[] {
  const wanted = known.flatMap((source) => source.parts.map((name) => ({ name, source })));
  const asked = wanted.filter(({ name }) => name === part || name.startsWith(`${part}/`));
  if (asked.length === 0) return [`${part} is in no source of scripts/contracts/sources.ts`];
  const contents = readContents(folder);
  return asked.flatMap(({ name, source }) => {
    const is = contents?.[name];
    const expected = addressesOf(source);
    const fix = `${source.name} is expected. Run npm run contracts -- --fetch`;
    if (!exists(name, folder) || (contents && is === undefined && !isBeside(name))) {
      return [`${shown(folder, name)} is missing: ${fix}`];
    }
    if (is !== undefined && is.join() !== expected.join()) return [`${shown(folder, name)} is of ${is[0]}: ${fix}`];
    return [];
  });
}

function shown(folder: string, part: string): string {
  const file = path.join(folder, part);
  return file.startsWith(`${projectRoot}${path.sep}`) ? path.relative(projectRoot, file) : file;
}

function exists(part: string, folder: string): boolean {
  if (part.startsWith('values/')) return existsSync(path.join(folder, `${part}.yaml`));
  return existsSync(path.join(folder, part)) || isBeside(part);
}

/** Schemas may come from another folder than the rest. */
function isBeside(part: string): boolean {
  return part.startsWith('schemas/') && existsSync(schemaFile(part.slice('schemas/'.length)));
}
