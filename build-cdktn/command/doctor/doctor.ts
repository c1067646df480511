import type { Outcome } from '../outcome';
import { azureChecks, localChecks, type Result, type Status } from './checks';
import { needsOf } from './needs';
import type { DoctorOptions } from './options';
import { Tools } from './tools';

/** What no tool can tell before a deployment. */
const outOfReach = [
  'Azure policies of the subscription, and locks',
  'capacity: a region can be out of a size although quota is left',
  'whether the nodes reach image registries and the outbound addresses of AKS',
];

/** Checks whether this machine and the subscription have what an output needs. */
export function doctor(options: DoctorOptions): Outcome {
  const needs = needsOf(options.folder);
  const context = { needs, tools: new Tools(), options };
  const results = [...localChecks(context), ...azureChecks(context), ...needs.unknown.map(unevaluated)];
  const problems = results.filter(({ status }) => status === 'problem').length;
  const output =
    options.format === 'json' ? `${JSON.stringify({ results, notChecked: outOfReach }, null, 2)}\n` : page(results);
  return { exitCode: problems > 0 ? 1 : 0, output, error: problems > 0 ? `Problems: ${problems}.\n` : '' };
}

function unevaluated(what: string): Result {
  return {
    check: 'values',
    status: 'unknown',
    text: `${what} is known to Terraform only, so nothing was asked about it`,
  };
}

const marks: { readonly [status in Status]: string } = { ok: 'ok      ', problem: 'PROBLEM ', unknown: 'unknown ' };

function page(results: readonly Result[]): string {
  const lines = results.flatMap(({ status, text, fix }) => [
    `${marks[status]} ${text}`,
    ...(fix !== undefined && status !== 'ok' ? [`          ${fix}`] : []),
  ]);
  return `${lines.join('\n')}\n\nNot checked: ${outOfReach.join('; ')}.\n`;
}
