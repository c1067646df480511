import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { providers } from '../../scripts/contracts/providers';
import { describeWith, projectRoot } from '../support/tools';

const folder = path.join(projectRoot, '.github/workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.yml'));
const prepare = '../actions/prepare/action.yml';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly [input: string]: unknown };
}

interface Job {
  readonly permissions?: object;
  readonly needs?: string | string[];
  readonly if?: string;
  readonly outputs?: { readonly [name: string]: string };
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly [name: string]: string[] } };
  readonly steps?: Step[];
}

interface Workflow {
  readonly on: object;
  readonly permissions?: object;
  readonly env?: { readonly [name: string]: string };
  readonly jobs: { readonly [job: string]: Job };
}

interface PackageJson {
  readonly engines: { readonly node: string };
  readonly scripts: { readonly [script: string]: string };
}

function read(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

const { engines, scripts } = JSON.parse(read('../../package.json')) as PackageJson;

describe.each(files)('%s', (file) => {
  const text = read(file);
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs).filter(({ steps }) => steps !== undefined);

  test('has no permission that it does not name', () => {
    const reads = { contents: 'read' };
    const granted = workflow.permissions ?? {};
    expect([{}, reads]).toContainEqual(granted);
    const perJob = Object.values(workflow.jobs).map(({ permissions }) => permissions);
    if (Object.keys(granted).length === 0) expect(perJob).not.toContain(undefined);
  });

  test('gives pull requests no secrets', () => {
    expect(text).not.toContain('pull_request_target');
    if ('pull_request' in workflow.on) expect(text).not.toMatch(/secrets\./);
  });

  test('limits the time of every job', () => {
    expect(jobs.filter((job) => job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('keeps no credentials in a checkout', () => {
    const checkouts = jobs.flatMap(({ steps = [] }) =>
      steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')),
    );
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('runs scripts that package.json has', () => {
    const commands = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)|- (test:\w+)/g)].map(
      ([, run, test]) => run ?? test,
    );
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });
});

describe('workflows for pull requests', () => {
  const jobs = files
    .map((file) => parse(read(file)) as Workflow)
    .filter(({ on }) => typeof on === 'object' && 'pull_request' in on)
    .flatMap((workflow) => Object.entries(workflow.jobs));
  const writing = jobs.filter(([, { permissions = {} }]) => Object.values(permissions).includes('write'));

  test('let only the comment write', () => {
    expect(writing.map(([name, { permissions }]) => [name, permissions])).toEqual([
      ['comment', { 'pull-requests': 'write' }],
    ]);
  });

  test('run no code of the repository where something may be written', () => {
    for (const [, { steps = [], if: condition }] of writing) {
      expect(steps.flatMap(({ uses = [] }) => uses).map((uses) => String(uses).split('@')[0])).toEqual([
        'actions/download-artifact',
      ]);
      const scripts = steps.map(({ run = '' }) => run).join('\n');
      expect(scripts).not.toMatch(
        /\b(npm|npx|node|bash|sh|eval|source|python3?|make|chmod|xargs|git)\s|(^|[\s"'])\.{0,2}\/\w/,
      );
      expect(scripts).not.toContain('${{');
      expect(condition).toBe('github.event.pull_request.head.repo.full_name == github.repository');
    }
  });
});

describe('review.yml', () => {
  const { jobs } = parse(read('review.yml')) as Workflow;
  const stepsOf = (job: string, action: string) =>
    (jobs[job].steps ?? []).filter(({ uses }) => uses?.startsWith(`actions/${action}@`));
  const text = (job: string) => JSON.stringify(jobs[job]);

  test('runs code of the pull request in one job, which may read and hands over a folder', () => {
    expect(jobs.head.permissions).toEqual({ contents: 'read' });
    expect(jobs.head.needs).toBeUndefined();
    expect(text('head')).not.toMatch(/secrets|github\.token|GH_TOKEN|GITHUB_TOKEN|outputs/);
    expect(stepsOf('head', 'upload-artifact').map((step) => step.with)).toEqual([
      { name: 'head', path: 'cdktf.out', 'if-no-files-found': 'error' },
    ]);
  });

  test("reviews by the base's code, which the pull request can't reach", () => {
    expect(jobs.review.permissions).toEqual({ contents: 'read' });
    expect(stepsOf('review', 'checkout').map((step) => step.with)).toEqual([
      { ref: '${{ github.event.pull_request.base.sha }}', 'persist-credentials': false },
    ]);
    expect(stepsOf('review', 'download-artifact').map((step) => step.with)).toEqual([{ name: 'head', path: 'head' }]);
    // The output comes after all code is there, into a folder that has none.
    const steps = jobs.review.steps ?? [];
    const at = (part: string) => steps.findIndex(({ run = '', uses = '' }) => `${run}${uses}`.includes(part));
    expect([at('checkout@'), at('npm ci'), at('download-artifact@'), at('npm run --silent review')]).toEqual(
      [...[at('checkout@'), at('npm ci'), at('download-artifact@'), at('npm run --silent review')]].sort(),
    );
    expect(text('review')).not.toMatch(/secrets|needs\.|working-directory|cd head/);
  });

  test('attaches the page, and gives the comment its address', () => {
    const [page] = stepsOf('review', 'upload-artifact');
    expect([page.with?.path, page.id]).toEqual(['review.html', 'page']);
    expect(jobs.review.outputs).toEqual({ page: '${{ steps.page.outputs.artifact-url }}' });
    expect(jobs.comment.needs).toBe('review');
  });
});

describeWith(['bash'], 'the comment of review.yml', () => {
  const { jobs } = parse(read('review.yml')) as Workflow;
  const script = jobs.comment.steps?.find(({ run }) => run !== undefined)?.run ?? '';
  const hostile = '$(touch run) `touch run` ${IFS} %s \\n <!-- cdktf-aks review -->';
  let folder: string;

  /** Runs the job's script beside programs that only record, and gives the comment that it would write. */
  function comment(files: { readonly [name: string]: string }): string {
    folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-comment-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    for (const name of ['gh', 'jq']) {
      writeFileSync(path.join(folder, name), '#!/bin/sh\ncat > /dev/null < /dev/null\n', { mode: 0o755 });
    }
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      COMMENTS: 'c',
      COMMENT: 'c',
      PAGE: 'https://page',
      RUN: 'https://run',
    };
    execFileSync('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: folder, env });
    expect(existsSync(path.join(folder, 'run'))).toBe(false);
    return readFileSync(path.join(folder, 'comment.md'), 'utf8');
  }

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('has the changes, the address of the page, and the inventory with its diagrams', () => {
    const changes = `# Review\n\n## Changes\n\n- ${hostile}\n`;
    const stacks = `## Stack a\n\n${hostile}\n`;
    expect(comment({ 'brief.md': changes, 'review.md': `${changes}\n${stacks}` })).toBe(
      `<!-- cdktf-aks review -->\n${changes}\n` +
        '[Page with a picture, search and values](https://page) (a ZIP file; open review.html) · [whole review](https://run)\n' +
        `\n<details><summary>Inventory and topology</summary>\n\n${stacks}\n</details>\n`,
    );
  });

  test('leaves out what GitHub would not take', () => {
    const [brief, stacks] = ['x'.repeat(70_000), `## Stack a\n${'y'.repeat(70_000)}\n`];
    const written = comment({ 'brief.md': brief, 'review.md': stacks });
    expect(written.length).toBeLessThan(60_000);
    expect(written).toContain('](https://page)');
    expect(written).not.toContain('<details>');
  });
});

describe('release.yml', () => {
  test('packs and publishes all packages of this repository with one version', () => {
    const { jobs } = parse(read('release.yml')) as Workflow;
    const commands = Object.values(jobs).flatMap(({ steps = [] }) => steps.map(({ run = '' }) => run));
    const every = '--workspaces --include-workspace-root';
    expect(commands.join('\n')).toContain(`npm version ${every} `);
    expect(commands.join('\n')).toContain(`npm pack ${every} `);
    expect(commands.join('\n')).toMatch(/for package in \.\/\*\.tgz; do\s+npm publish "\$package"/);
  });

  test('publishes no language that is not switched on, each from an environment of its own', () => {
    const { languages } = (parse(read('release.yml')) as any).jobs;
    expect(languages.if).toBe("vars.PUBLISHED_LANGUAGES != ''");
    expect(languages.environment).toBe('${{ matrix.language }}');
    const targets = Object.keys(JSON.parse(read('../../package.json')).jsii.targets);
    for (const target of targets) {
      expect(languages.steps.at(-1).run).toContain(`${target}) registry=`);
      expect(read('../../docs/ci.md')).toContain(`| \`${target}\` |`);
    }
  });
});

describe('actions', () => {
  const uses = [...files, prepare].flatMap((file) => [...read(file).matchAll(/uses: (.*)/g)].map(([, used]) => used));
  const foreign = uses.filter((used) => !used.startsWith('./'));

  test('are pinned by commit, with the version in a comment', () => {
    expect(foreign.length).toBeGreaterThan(10);
    expect(foreign.filter((used) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))).toEqual([]);
  });

  test('have the same commit and version everywhere', () => {
    const pins = new Map<string, Set<string>>();
    for (const used of foreign) {
      const [action] = used.split('@');
      pins.set(action, new Set([...(pins.get(action) ?? []), used]));
    }
    expect([...pins].filter(([, versions]) => versions.size > 1)).toEqual([]);
  });
});

describe('check.yml', () => {
  const { jobs, env } = parse(read('check.yml')) as Workflow;
  const matrixOf = (job: string, name: string) => jobs[job].strategy?.matrix[name] ?? [];

  test('allows no test to be skipped', () => {
    expect(env?.CDKTF_AKS_NO_SKIPS).toBe('all');
  });

  test('ends with a job that needs every other one', () => {
    const { check, ...others } = jobs;
    expect(check.needs).toEqual(Object.keys(others));
  });

  test('runs npm test with the oldest Node.js of engines and with every even major version after it', () => {
    const [, oldest] = /^>=(\d+\.\d+)\.0$/.exec(engines.node) ?? [];
    const first = Number.parseInt(oldest, 10);
    const versions = matrixOf('quick', 'node');
    expect(versions).toEqual([oldest, ...versions.slice(1).map((_, index) => String(first + 2 * (index + 1)))]);
    expect(versions.map((version) => version.split('.')[0])).toContain(read('../../.nvmrc').trim());
    expect(read('../../docs/ci.md')).toContain(`Node.js ${first} to ${versions.at(-1)} |`);
    expect(jobs.quick.steps?.some(({ run }) => run === 'npm test')).toBe(true);
  });

  test('runs every other project of the tests, each shard once', () => {
    const tests = matrixOf('slow', 'tests').map((text) => text.split(' -- --shard='));
    const projects = Object.keys(scripts).filter((name) => name.startsWith('test:') && name !== 'test:all');
    expect([...new Set(tests.map(([name]) => name))].sort()).toEqual(projects.sort());
    for (const project of projects) {
      const shards = tests.filter(([name]) => name === project).map(([, shard]) => shard);
      const all = shards.map((_, index) => `${index + 1}/${shards.length}`);
      expect([project, shards]).toEqual([project, shards.length === 1 ? [undefined] : all]);
    }
  });

  test('installs the tools of .ci/run in the same versions', () => {
    const versions = [...read('../../.ci/run').matchAll(/^\w+_version=(\S+)$/gm)].map(([, version]) => version);
    expect(versions.length).toBeGreaterThan(2);
    expect(versions.filter((version) => !read(prepare).includes(`: ${version}\n`))).toEqual([]);
  });

  test('installs the Helm provider in the version that the bindings pin', () => {
    expect(read(prepare)).toContain(`HELM_PROVIDER_VERSION: ${providers.helm[0]}\n`);
  });

  test('caches the contracts by their lock file', () => {
    expect(read(prepare)).toContain("hashFiles('contracts.lock.json')");
    expect(existsSync(path.join(projectRoot, 'contracts.lock.json'))).toBe(true);
  });
});

describe('deployments', () => {
  const parsed = (file: string) => parse(read(file)) as any;

  test('are queued in a group of their own: a run that is queued cancels the one that waits in its group', () => {
    const groups = files.flatMap((file) => [...read(file).matchAll(/^ *group: (.*)$/gm)].map(([, group]) => group));
    expect(groups.filter((group) => group.startsWith('deploy-'))).toEqual(['deploy-${{ inputs.environment }}']);
    expect(parsed('deploy.yml').concurrency['cancel-in-progress']).toBe(false);
  });

  test('go on where their run is cancelled, from the check of access to the end of the apply', () => {
    const { apply } = parsed('deploy-stack.yml').jobs;
    expect(apply.if).toMatch(/^always\(\) && needs\.plan\.result == 'success'/);
    const runs = apply.steps.map(({ run }: Step) => run ?? '');
    const checked = runs.findIndex((run: string) => run.includes('plan -refresh-only'));
    const applied = runs.findIndex((run: string) => run.includes('terraform -chdir="$STACK" apply'));
    expect([checked > 0, applied > checked]).toEqual([true, true]);
    expect(apply.steps[applied].if).toMatch(/^always\(\)/);
  });

  test('wait for locks', () => {
    const commands = files.flatMap((file) =>
      [...read(file).matchAll(/terraform .*\b(?:plan|apply) .*/g)].map(([line]) => line),
    );
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((command) => !/-lock-timeout=\d+m/.test(command))).toEqual([]);
  });

  test('show the review of a plan that is rejected', () => {
    const review = parsed('deploy-stack.yml').jobs.plan.steps.find(({ name }: any) => name === 'Review');
    expect(review.run.indexOf('GITHUB_STEP_SUMMARY')).toBeLessThan(review.run.indexOf('exit "$code"'));
  });
});

test('Terraform has one version in all workflows', () => {
  const versions = [...files, prepare].flatMap((file) =>
    [...read(file).matchAll(/terraform_version: (\d\S+)/gi)].map(([, version]) => version),
  );
  expect(versions.length).toBeGreaterThan(2);
  expect(new Set(versions).size).toBe(1);
});

test('.editorconfig agrees with biome.json', () => {
  const settings = Object.fromEntries(
    read('../../.editorconfig')
      .split(/^\[/m)[1]
      .split('\n')
      .map((line) => line.split(' = '))
      .filter(({ length }) => length === 2),
  );
  const { formatter } = JSON.parse(read('../../biome.json'));
  expect([settings.indent_style, Number(settings.indent_size), Number(settings.max_line_length)]).toEqual([
    formatter.indentStyle,
    formatter.indentWidth,
    formatter.lineWidth,
  ]);
});

describeWith(['actionlint'], 'the workflows by actionlint', () => {
  test('have no fault', () => {
    expect(execFileSync('actionlint', ['-no-color'], { cwd: projectRoot, encoding: 'utf8' })).toBe('');
  });
});
