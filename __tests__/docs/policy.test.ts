import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { programs, synthesize } from '../../scripts/programs';
import { describeWith, projectRoot } from '../support/tools';

const version = '3.3.13';

/** What checkov finds in a program: `PROGRAM CHECK`, and the addresses. */
type Findings = { readonly [where: string]: string[] };

describeWith(['checkov'], 'checkov', () => {
  test(`finds in the programs what docs/policy.md says, with version ${version}`, () => {
    expect(execFileSync('checkov', ['--version'], { encoding: 'utf8' }).trim()).toBe(version);
    expect(found()).toEqual(said());
  }, 300_000);
});

test('every row of docs/policy.md has a reason', () => {
  expect(rows().filter(([, , , reason]) => reason === '')).toEqual([]);
});

function found(): Findings {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-policy-'));
  try {
    for (const program of programs()) {
      for (const [stack, text] of Object.entries(synthesize(program)))
        write(path.join(folder, program.name, stack), text);
    }
    const args = [
      '-d',
      folder,
      '--framework',
      'terraform_json',
      '--quiet',
      '--compact',
      '-o',
      'json',
      '--skip-download',
    ];
    const { stdout } = spawnSync('checkov', args, { encoding: 'utf8', maxBuffer: 1e9 });
    return findingsOf(JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without the blocks that checkov can't read in JSON: `terraform` with a version, `import`. */
function write(folder: string, text: string): void {
  const { terraform: _terraform, import: _import, ...rest } = JSON.parse(text);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(rest, undefined, 1));
}

interface Report {
  readonly results: { readonly failed_checks: { check_id: string; resource: string; file_path: string }[] };
}

function findingsOf(reports: Report | Report[]): Findings {
  const findings: { [where: string]: Set<string> } = {};
  for (const { results } of [reports].flat()) {
    for (const { check_id, resource, file_path } of results.failed_checks) {
      const [, program, stack] = file_path.split('/');
      const where = `${program} ${check_id}`;
      const name = resource.slice(resource.lastIndexOf('.') + 1);
      findings[where] = (findings[where] ?? new Set()).add(`${stack}: ${name}`);
    }
  }
  return Object.fromEntries(Object.entries(findings).map(([where, names]) => [where, [...names].sort()]));
}

/** The table of docs/policy.md. */
function said(): Findings {
  return Object.fromEntries(
    rows().map(([program, check, addresses]) => [
      `${program} ${check}`,
      [...addresses.matchAll(/`([^`]+)`/g)].map(([, address]) => address).sort(),
    ]),
  );
}

function rows(): string[][] {
  return readFileSync(path.join(projectRoot, 'docs/policy.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| [\w-]+ \| CKV/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
