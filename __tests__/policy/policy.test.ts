import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { programs, synthesize } from '../../scripts/programs';
import { describeWith, projectRoot } from '../support/tools';

const version = '3.3.13';

/** Programs by what they have: `CHECK ADDRESS` of a finding, or an address alone, without its hash. */
type Programs = { readonly [what: string]: string[] };

describeWith(['checkov'], 'checkov', () => {
  test(`finds in the programs what docs/policy.md says, with version ${version}`, () => {
    expect(execFileSync('checkov', ['--version'], { encoding: 'utf8' }).trim()).toBe(version);
    const { findings, addresses } = scan();
    const documented = documentedFindings(addresses);
    if (JSON.stringify(documented) !== JSON.stringify(findings)) {
      process.stderr.write(`docs/policy.md should say:\n${rowsFor(findings, addresses)}\n`);
    }
    expect(documented).toEqual(findings);
  }, 300_000);
});

test('every row of docs/policy.md has a reason', () => {
  expect(rows().filter(([, , reason]) => reason === '')).toEqual([]);
});

test('CI installs the version of checkov that docs/policy.md is about', () => {
  expect(readFileSync(path.join(projectRoot, '.ci/run'), 'utf8')).toContain(`\ncheckov_version=${version}\n`);
  expect(readFileSync(path.join(projectRoot, 'docs/policy.md'), 'utf8')).toContain(`checkov==${version}`);
});

/** All programs in one folder and one scan: starting checkov takes longer than a program. */
function scan(): { findings: Programs; addresses: Programs } {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-policy-'));
  try {
    const addresses = programs().flatMap((program) =>
      Object.entries(synthesize(program)).flatMap(([stack, text]) =>
        write(path.join(folder, program.name, stack), text).map((address): Place => [address, program.name]),
      ),
    );
    const options = ['--framework', 'terraform_json', '--quiet', '--compact', '--skip-download', '-o', 'json'];
    const { stdout, stderr } = spawnSync('checkov', ['-d', folder, ...options], { encoding: 'utf8', maxBuffer: 1e9 });
    if (!stdout.trim()) throw new Error(`checkov printed only:\n${stderr}`);
    return { findings: findingsOf(JSON.parse(stdout)), addresses: grouped(addresses) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Place = [what: string, program: string];

/**
 * Without the blocks that checkov can't read in JSON (`terraform` with a version, `import`), and without what it has no
 * checks for: a stack of releases is left out. Returns the addresses.
 */
function write(folder: string, text: string): string[] {
  const { terraform: _terraform, import: _import, resource: all = {}, ...rest } = JSON.parse(text);
  const resource = Object.fromEntries(Object.entries(all).filter(([type]) => type.startsWith('azurerm_')));
  if (Object.keys(resource).length === 0) return [];
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify({ ...rest, resource }, undefined, 1));
  return Object.values(resource).flatMap((byName) => Object.keys(byName as object).map(withoutHash));
}

interface Report {
  readonly results: { readonly failed_checks: { check_id: string; resource: string; file_path: string }[] };
}

function findingsOf(reports: Report | Report[]): Programs {
  const found = [reports].flat().flatMap(({ results }) => results.failed_checks);
  return grouped(
    found.map(({ check_id, resource, file_path }) => {
      const address = withoutHash(resource.slice(resource.lastIndexOf('.') + 1));
      return [`${check_id} ${address}`, file_path.split('/')[1]];
    }),
  );
}

function withoutHash(address: string): string {
  return address.replace(/_[0-9A-F]{8}$/, '');
}

function grouped(places: Place[]): Programs {
  const kinds = [...new Set(places.map(([what]) => what))].sort();
  return Object.fromEntries(
    kinds.map((kind) => {
      const names = places.filter(([what]) => what === kind).map(([, name]) => name);
      return [kind, [...new Set(names)].sort()];
    }),
  );
}

/** The table of docs/policy.md; `all` are the programs that have the address. */
function documentedFindings(addresses: Programs): Programs {
  const places = rows().flatMap(([check, where]) =>
    where.split('<br>').flatMap((cell) => {
      const [, address, all, names] = /^`([^`]+)`: (all(?: but )?)?(.*)$/.exec(cell) ?? [cell, '?', undefined, cell];
      const named = names.split(', ').filter(Boolean);
      const programs = all ? (addresses[address] ?? []).filter((name) => !named.includes(name)) : named;
      return programs.map((name): Place => [`${check} ${address}`, name]);
    }),
  );
  return grouped(places);
}

/** Findings as the page has them, with the reasons that it has. */
function rowsFor(findings: Programs, addresses: Programs): string {
  const reasons = new Map(rows().map(([check, , reason]) => [check, reason]));
  const checks = [...new Set(Object.keys(findings).map((where) => where.split(' ')[0]))];
  return checks
    .map((check) => {
      const cells = Object.entries(findings)
        .filter(([where]) => where.startsWith(`${check} `))
        .map(([where, names]) => [where.split(' ')[1], names] as const)
        .map(([address, names]) => `\`${address}\`: ${shortest(names, addresses[address])}`);
      return `| ${check} | ${cells.join('<br>')} | ${reasons.get(check) ?? ''} |`;
    })
    .join('\n');
}

function shortest(names: string[], all: string[]): string {
  const others = all.filter((name) => !names.includes(name));
  if (names.length < 3 || others.length > names.length) return names.join(', ');
  return others.length === 0 ? 'all' : `all but ${others.join(', ')}`;
}

function rows(): string[][] {
  return readFileSync(path.join(projectRoot, 'docs/policy.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| CKV'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
