import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parse, parseAllDocuments } from 'yaml';
import { faultsOf, readContents, writeContents } from './contents';
import type { Lock } from './lock';
import { schemaFacts } from './schema-facts';
import { addressesOf, type ChartArchive, type DefinitionFiles, type ProviderSchema, type Source } from './sources';

/** For charts that ask for a newer Kubernetes than the one that Helm takes where there is no cluster. */
const kubernetes = '1.34.0';

/** What a fetch did. */
export interface Fetched {
  /** One line a source that couldn't be taken: why, and what to do. */
  readonly faults: readonly string[];
  /** The digests of what was taken, or refused for want of one, by address. */
  readonly digests: ReadonlyMap<string, string>;
}

export interface FetchOptions {
  readonly sources: readonly Source[];
  readonly lock: Lock;
  /** The contracts folder that is filled. */
  readonly folder: string;
  /** Takes what has no digest in the lock yet. What has another one is never taken. */
  readonly acceptsNew: boolean;
  readonly say: (line: string) => void;
}

/**
 * Fills a contracts folder. Each source is made ready in a folder beside and takes its place by renaming, once its digests are
 * those of the lock.
 */
export async function fetchContracts({ sources, lock, folder, acceptsNew, say }: FetchOptions): Promise<Fetched> {
  const faults: string[] = [];
  const digests = new Map<string, string>();
  mkdirSync(folder, { recursive: true });
  for (const source of sources) {
    if (isUpToDate(source, folder, lock)) {
      say(`${source.name}: is there`);
      continue;
    }
    const beside = mkdtempSync(path.join(folder, '.fetching-'));
    try {
      const files = await taken(source, path.join(beside, 'taken'));
      const wrong = digestFaults(source, files, lock, acceptsNew, digests);
      if (wrong.length === 0) {
        const ready = path.join(beside, 'ready');
        for (const part of source.parts) mkdirSync(path.join(ready, path.dirname(part)), { recursive: true });
        await makers[source.kind](source as never, files, ready);
        putInPlace(source, ready, folder);
        say(`${source.name}: fetched`);
      }
      faults.push(...wrong);
    } catch (error) {
      faults.push(`${source.name}: ${messageOf(error)}`);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  }
  return { faults, digests };
}

/** Whether all parts are of this source, with digests that are known by now. */
function isUpToDate(source: Source, folder: string, lock: Lock): boolean {
  const contents = readContents(folder) ?? {};
  const isWhole = (part: string) => part in contents && faultsOf(part, folder, [source]).length === 0;
  return addressesOf(source).every((address) => lock[address]) && source.parts.every(isWhole);
}

/** A file for each address. */
async function taken(source: Source, folder: string): Promise<string[]> {
  mkdirSync(folder);
  if (source.kind === 'chart') return [await pulledChart(source, folder)];
  if (source.kind === 'provider') return [await printedSchema(source, folder)];
  return Promise.all(source.urls.map((url) => downloaded(url, folder)));
}

async function pulledChart({ repository, chart, version }: ChartArchive, folder: string): Promise<string> {
  const isRegistry = repository.startsWith('oci://');
  const from = isRegistry ? [`${repository}/${chart}`] : [chart, '--repo', repository];
  await run('helm', ['pull', ...from, '--version', version, '--destination', folder]);
  const [archive] = readdirSync(folder);
  return path.join(folder, archive);
}

async function downloaded(url: string, folder: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status} ${response.statusText}`);
  const file = path.join(folder, path.posix.basename(new URL(url).pathname));
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  return file;
}

async function printedSchema({ provider, version }: ProviderSchema, folder: string): Promise<string> {
  const required_providers = { [provider]: { source: `hashicorp/${provider}`, version } };
  writeFileSync(path.join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers } }));
  await run('terraform', ['init', '-no-color', '-input=false'], folder);
  const printed = JSON.parse(await run('terraform', ['providers', 'schema', '-json'], folder));
  const facts = schemaFacts(printed.provider_schemas[`registry.terraform.io/hashicorp/${provider}`]);
  const file = path.join(folder, 'schema.json');
  writeFileSync(file, JSON.stringify(facts));
  return file;
}

/** The lines that say which digests are unknown or wrong. */
function digestFaults(
  source: Source,
  files: readonly string[],
  lock: Lock,
  acceptsNew: boolean,
  digests: Map<string, string>,
): string[] {
  return addressesOf(source).flatMap((address, index) => {
    const digest = createHash('sha256').update(readFileSync(files[index])).digest('hex');
    const known = lock[address];
    if (known === digest) return [];
    if (known) {
      return [
        `${source.name}: ${address} has another content than before. contracts.lock.json has sha256 ${known}, fetched was ` +
          `${digest}. Find out why it was changed; if it is right, write the new digest there.`,
      ];
    }
    digests.set(address, digest);
    if (acceptsNew) return [];
    return [
      `${source.name}: contracts.lock.json has no digest of ${address}, fetched was sha256 ${digest}. Compare it with what the ` +
        'publisher says, and write it there, or take it with npm run contracts -- --fetch --accept-new.',
    ];
  });
}

const makers = { chart: unpackChart, definitions: keepDefinitions, provider: keepSchema };

/** The chart's default values, with its schema and further files, and its custom resource definitions. */
async function unpackChart(source: ChartArchive, [archive]: readonly string[], ready: string): Promise<void> {
  const { chart, file, overlays, definitions } = source;
  const unpacked = path.join(path.dirname(archive), 'unpacked');
  mkdirSync(unpacked);
  await run('tar', ['-xzf', archive, '-C', unpacked]);
  const values = path.join(ready, 'values');
  renameSync(path.join(unpacked, chart, 'values.yaml'), path.join(values, `${file}.yaml`));
  const schema = path.join(unpacked, chart, 'values.schema.json');
  if (existsSync(schema)) renameSync(schema, path.join(values, `${file}.schema.json`));
  for (const overlay of overlays) {
    const name = overlay.replace(`${file}-`, 'values-');
    renameSync(path.join(unpacked, chart, `${name}.yaml`), path.join(values, `${overlay}.yaml`));
  }
  if (!definitions) return;
  const { folder, templatedWith, only } = definitions;
  const printed = templatedWith
    ? await run('helm', [
        'template',
        chart,
        archive,
        '--kube-version',
        kubernetes,
        ...templatedWith.flatMap((value) => ['--set', value]),
      ])
    : await run('helm', ['show', 'crds', archive]);
  const place = path.join(ready, 'crds', folder);
  mkdirSync(place, { recursive: true });
  const found = definitionsIn(printed).filter(({ name }) => only?.includes(name) ?? true);
  const missing = only?.filter((name) => !found.some((one) => one.name === name)) ?? [];
  if (found.length === 0 || missing.length > 0) {
    throw new Error(`the chart must hold ${missing.join(', ') || 'custom resource definitions'}, got none of it`);
  }
  for (const { name, text } of found) writeFileSync(path.join(place, `${name}.yaml`), text);
}

/** Every custom resource definition among YAML documents. */
function definitionsIn(text: string): { name: string; text: string }[] {
  return text
    .split(/^---.*$/m)
    .filter((document) => /^kind: *["']?CustomResourceDefinition\b/m.test(document))
    .map((document) => ({ name: parse(document).metadata.name, text: document }));
}

function keepDefinitions({ parts: [part] }: DefinitionFiles, files: readonly string[], ready: string): void {
  mkdirSync(path.join(ready, part));
  for (const file of files) {
    const faults = parseAllDocuments(readFileSync(file, 'utf8')).flatMap(({ errors }) => errors);
    if (faults.length > 0) throw new Error(`${path.basename(file)} must be YAML: ${faults[0].message}`);
    renameSync(file, path.join(ready, part, path.basename(file)));
  }
}

function keepSchema({ parts: [part] }: ProviderSchema, [file]: readonly string[], ready: string): void {
  mkdirSync(path.join(ready, part));
  writeFileSync(path.join(ready, part, 'schema.json.gz'), gzipSync(readFileSync(file), { level: 9 }));
}

/** What is in the way is told of first and removed; what has come is told of last. So an interruption leaves a known gap. */
function putInPlace(source: Source, ready: string, folder: string): void {
  const { parts } = source;
  const contents = Object.entries(readContents(folder) ?? {}).filter(([part]) => !parts.includes(part));
  writeContents(folder, Object.fromEntries(contents));
  for (const part of parts) {
    mkdirSync(path.join(folder, path.dirname(part)), { recursive: true });
    for (const file of filesOf(part, source, folder)) rmSync(path.join(folder, file), { recursive: true, force: true });
    for (const file of filesOf(part, source, ready)) renameSync(path.join(ready, file), path.join(folder, file));
  }
  const own = parts.map((part) => [part, addressesOf(source)]);
  writeContents(folder, Object.fromEntries([...contents, ...own].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** A part is a folder, or the files of a chart's values. */
function filesOf(part: string, source: Source, folder: string): string[] {
  if (source.kind !== 'chart' || !part.startsWith('values/')) return existsSync(path.join(folder, part)) ? [part] : [];
  const names = [`${source.file}.yaml`, `${source.file}.schema.json`, ...source.overlays.map((name) => `${name}.yaml`)];
  return names.map((name) => `values/${name}`).filter((file) => existsSync(path.join(folder, file)));
}

async function run(program: string, args: string[], cwd?: string): Promise<string> {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  return (await promisify(execFile)(program, args, { cwd, env, maxBuffer: 256 * 1024 * 1024 })).stdout;
}

/** The last thing that a program said says best why it failed. */
function messageOf(error: unknown): string {
  const { code, path: program, stderr, message, cause } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === 'ENOENT' && program) return `${program} is not on PATH. Install it`;
  const text = String(stderr || `${message}${cause ? `: ${(cause as Error).message}` : ''}`);
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
