import { spawnSync } from 'node:child_process';
import type { StackEntry } from '../../command/output/folder';
import { readFolder } from '../../command/output/folder';
import { readStack } from '../../command/output/stack';
import { Problem } from '../../command/problem';
import { type Release, releasesOf } from '../values/releases';
import { type Danger, dangerOf, dangers, titles } from './danger';
import type { DriftOptions } from './options';

/** An object that is not as its release's manifest has it, or a release that the cluster doesn't have. */
interface Difference {
  readonly stack: string;
  readonly release: string;
  readonly danger: Danger;
  readonly object: string;
  readonly isMissing: boolean;
  /** As kubectl prints it; empty if the object is missing. */
  readonly diff: string;
}

interface Drift {
  readonly releases: number;
  readonly differences: readonly Difference[];
  /** Releases whose names only Terraform can evaluate. */
  readonly skipped: readonly string[];
}

/** Compares the manifests of all releases with the objects in the cluster: Helm has the manifests, and kubectl compares. */
export function drift(options: DriftOptions): { readonly page: string; readonly isTooBad: boolean } {
  const found = compare(options);
  const worst = dangers.indexOf(options.failOn);
  const isTooBad = found.differences.some(({ danger }) => dangers.indexOf(danger) <= worst);
  return { page: pageOf(found), isTooBad };
}

function compare({ folder, stacks, context }: DriftOptions): Drift {
  const entries = chosen(readFolder(folder), stacks);
  const all = entries.flatMap((entry) =>
    releasesOf(readStack(entry)).map((release) => ({ stack: entry.name, release })),
  );
  const isKnown = ({ release: { namespace, name } }: (typeof all)[number]) => !`${namespace}${name}`.includes('${');
  const known = all.filter(isKnown);
  return {
    releases: known.length,
    differences: known.flatMap(({ stack, release }) => differencesOf(stack, release, context)),
    skipped: all.filter((one) => !isKnown(one)).map(({ stack, release }) => `${stack}: ${release.address}`),
  };
}

function chosen(entries: readonly StackEntry[], names: readonly string[]): readonly StackEntry[] {
  const unknown = names.filter((name) => !entries.some((entry) => entry.name === name));
  if (unknown.length > 0) {
    const known = entries.map(({ name }) => name).join(', ');
    throw new Problem(`--stack must be a stack of the output (${known}), got ${unknown.join(', ')}.`);
  }
  return names.length === 0 ? entries : entries.filter(({ name }) => names.includes(name));
}

function differencesOf(stack: string, { namespace, name }: Release, context: string | undefined): Difference[] {
  const of = { stack, release: `${namespace}/${name}` };
  const helm = run('helm', ['get', 'manifest', name, '--namespace', namespace, ...given('--kube-context', context)]);
  if (helm.status !== 0) {
    if (!/release: not found/.test(helm.error))
      throw new Problem(`Helm can't read release ${of.release}: ${helm.error}`);
    return [{ ...of, danger: 'mtls', object: 'the whole release', isMissing: true, diff: '' }];
  }
  if (helm.output.trim() === '') return [];
  const where = ['--namespace', namespace, ...given('--context', context)];
  const diff = run('kubectl', ['diff', '--server-side', '--force-conflicts', ...where, '--filename', '-'], helm.output);
  if (diff.status !== 0 && diff.status !== 1) {
    throw new Problem(`kubectl can't compare release ${of.release}: ${diff.error}`);
  }
  if (diff.status === 1 && !diff.output.startsWith('diff ')) {
    throw new Problem(`kubectl can't compare release ${of.release}: ${diff.error || 'it prints no difference'}`);
  }
  return objectsIn(diff.output).map((one) => ({ ...of, ...one }));
}

/** kubectl prints a diff of files that it names by `GROUP.VERSION.KIND.NAMESPACE.NAME`. */
function objectsIn(output: string): Pick<Difference, 'danger' | 'object' | 'isMissing' | 'diff'>[] {
  return output
    .split(/^(?=diff )/m)
    .filter((part) => part.startsWith('diff '))
    .map((part) => {
      const [header] = part.split('\n', 1);
      const [, kind, namespace, name] = /\/(?:[^/ ]*\.)?v\d\w*\.([A-Z]\w*)\.([^./]*)\.([^/ ]+)$/.exec(header) ?? [];
      if (kind === undefined) throw new Problem(`kubectl names its files in a new way: ${header}`);
      const isMissing = /^@@ -0,0 /m.test(part);
      const object = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
      const lines = part.split('\n').slice(3).join('\n').trimEnd();
      return { danger: dangerOf(kind, isMissing), object, isMissing, diff: isMissing ? '' : lines };
    });
}

function run(program: string, args: readonly string[], input = '') {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    // Another program to compare with would print something else.
    env: { ...process.env, KUBECTL_EXTERNAL_DIFF: '' },
  });
  if (error) throw new Problem(`${program} can't be run: ${error.message}. Install it and put it onto PATH.`);
  return { status, output: stdout, error: stderr.trim() };
}

function given(option: string, value: string | undefined): string[] {
  return value === undefined ? [] : [option, value];
}

function pageOf({ releases, differences, skipped }: Drift): string {
  const parts = dangers.map((danger) => {
    const own = differences.filter((difference) => difference.danger === danger);
    return own.length === 0 ? '' : [`## ${titles[danger]} (${own.length})`, ...own.map(differenceText)].join('\n\n');
  });
  const count = `${releases} ${releases === 1 ? 'release' : 'releases'} compared with the cluster.`;
  const found = parts.filter((part) => part !== '');
  const left = skipped.map((one) => `Not compared, because only Terraform can evaluate its name: ${one}.`);
  return `${['# Drift in the cluster', count, ...left, ...(found.length > 0 ? found : ['No differences.'])].join('\n\n')}\n`;
}

function differenceText({ stack, release, object, isMissing, diff }: Difference): string {
  const text = `${stack}: ${object} of release ${release} ${isMissing ? 'is missing' : 'differs'}.`;
  return isMissing ? text : `${text}\n\n\`\`\`diff\n${diff}\n\`\`\``;
}
