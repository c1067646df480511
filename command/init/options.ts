import { basename, resolve } from 'node:path';
import * as ipaddr from 'ipaddr.js';
import { parseOptions } from '../options';
import { Problem } from '../problem';

export interface InitOptions {
  readonly folder: string;
  /** Of the resource group, cluster, network and namespace. */
  readonly name: string;
  readonly location: string;
  readonly registryName: string;
  readonly ownRanges: readonly string[];
}

/** A question of the terminal; its answer is the value of an option. */
export interface Question {
  readonly option: 'name' | 'location' | 'registry' | 'own-range';
  readonly text: string;
  readonly suggestion: string;
}

/** An address that is reserved for documentation. */
const documentationRange = '203.0.113.7/32';

export const initHelp = `cdktf-aks init [FOLDER] [options]

Creates a project: main.ts with a cluster, registry, Istio and a namespace, package.json with scripts, tsconfig.json, cdktf.json,
.gitignore, a first test, GitHub workflows that review, deploy and check drift, and README.md with the next steps. It never
changes existing files and needs no network. On a terminal it asks for missing options.

    FOLDER                 the project's folder (default: the current folder); created if missing
    --name NAME            name of the resource group, cluster, network and namespace (default: the folder's name)
  --location REGION      Azure region (default: westeurope)
    --registry NAME        name of the container registry, unique in all of Azure (default: NAME and random characters)
  --own-range RANGE      public addresses that may reach API server and registry, e.g. 198.51.100.7/32; repeatable
                         (default: ${documentationRange}, an example address that you must replace)
  --yes                  don't ask

Exit codes: 0 created; 2 wrong options, or files that exist.
`;

const options = {
  name: { type: 'string' },
  location: { type: 'string' },
  registry: { type: 'string' },
  'own-range': { type: 'string', multiple: true },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Undefined if help is requested. */
export function readInitOptions(args: readonly string[]): InitOptions | undefined {
  const { values, positionals } = parseOptions('init', args, options);
  if (values.help) return undefined;
  const [folder = '.', ...more] = positionals;
  if (more.length > 0) throw new Problem(`init takes one folder, got also ${more.join(', ')}.`);
  const name = values.name ?? nameFrom(folder);
  const location = values.location ?? 'westeurope';
  const registryName = values.registry ?? registryFrom(name);
  const ownRanges = values['own-range'] ?? [documentationRange];
  const faults = [
    ...(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/.test(name)
      ? []
      : [
          `--name must be 2 to 40 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${name}.`,
        ]),
    ...(/^[a-z][a-z0-9]+$/.test(location)
      ? []
      : [
          `--location must be the name of an Azure region, such as westeurope, got ${location}. List them with: az account list-locations --output table`,
        ]),
    ...(/^[a-z0-9]{5,50}$/.test(registryName)
      ? []
      : [`--registry must be 5 to 50 lowercase letters and digits, got ${registryName}.`]),
    ...ownRanges
      .filter((range) => !isRange(range))
      .map((range) => `--own-range must be an IPv4 address or range, such as 198.51.100.7/32, got ${range}.`),
  ];
  if (faults.length > 0) throw new Problem(faults.join('\n'));
  return { folder, name, location, registryName, ownRanges };
}

/** What to ask on a terminal, before the options are read. */
export function initQuestions(args: readonly string[]): Question[] {
  const { values, positionals } = parseOptions('init', args, options);
  if (values.help || values.yes) return [];
  const name = values.name ?? nameFrom(positionals[0] ?? '.');
  const questions: Question[] = [
    { option: 'name', text: 'Name of resource group, cluster and network', suggestion: name },
    { option: 'location', text: 'Azure region', suggestion: 'westeurope' },
    { option: 'registry', text: 'Name of the registry, unique in all of Azure', suggestion: registryFrom(name) },
    { option: 'own-range', text: 'Your public address or range', suggestion: documentationRange },
  ];
  return questions.filter(({ option }) => values[option] === undefined);
}

function nameFrom(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  return name.length < 2 ? 'shop' : name;
}

function registryFrom(name: string): string {
  const random = Math.random().toString(36).slice(2, 8).padEnd(6, '0');
  return `${name.replaceAll('-', '').slice(0, 30)}${random}`;
}

function isRange(range: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(range) || ipaddr.IPv4.isValidCIDR(range);
}
