import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { contractsFolder } from '../../../scripts/contracts/folders';
import { sources } from '../../../scripts/contracts/sources';
import { builtTool } from '../../../tools/build';
import type { Attributes } from '../../support/planned';

export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

/** An object to check, by an id of its own. */
export interface Document {
  readonly id: string;
  readonly manifest: Attributes;
  /** Folders of `crds/` that define its kind; all of them where left out. */
  readonly definitions?: readonly string[];
}

/** What the check needs, for `describeWith`: all definitions, or those of some folders of `crds/`. */
export function needsOf(...definitions: string[]): string[] {
  if (definitions.length === 0) return ['go', 'contracts:crds'];
  const kindOf = (name: string) => (optionalDefinitions.includes(name) ? 'optional-contracts' : 'contracts');
  return ['go', ...definitions.map((name) => `${kindOf(name)}:crds/${name}`)];
}

/** Definitions of single rooms, whose own tests say that they need them. */
export const optionalDefinitions = ['karpenter'];

const folders = sources.flatMap(({ parts }) => parts.flatMap((part) => /^crds\/([^/]+)/.exec(part)?.[1] ?? []));

export const needsOfCheck = needsOf(...new Set(folders.filter((name) => !optionalDefinitions.includes(name))));

/**
 * Azure's agent for metrics has the Prometheus Operator's kinds in a group of its own.
 *
 * Source: https://github.com/Azure/prometheus-collector/blob/39583fd5/internal/docs/Operator-CRD.md
 */
function inKnownGroup(manifest: Attributes): Attributes {
  return {
    ...manifest,
    apiVersion: manifest.apiVersion.replace(/^azmonitoring\.coreos\.com/, 'monitoring.coreos.com'),
  };
}

/** The problems of each document by its id, by the API server's own code, in one process. */
export function checkEach(documents: readonly Document[]): Map<string, string[]> {
  const lines = documents.map(({ id, manifest, definitions }) => {
    return JSON.stringify({ id, object: inKnownGroup(manifest), definitions });
  });
  const options = { input: lines.join('\n'), encoding: 'utf8' as const, maxBuffer: 256 * 1024 * 1024 };
  const program = builtTool('crd-check');
  const { stdout, stderr, status, error } = spawnSync(program, ['-json', path.join(contractsFolder, 'crds')], options);
  if (error || status !== 0) throw error ?? new Error(stderr);
  const answers: { id: string; problems: string[] }[] = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const found = new Map(answers.map(({ id, problems }) => [id, problems]));
  const unanswered = documents.filter(({ id }) => !found.has(id)).map(({ id }) => id);
  if (unanswered.length > 0 || found.size !== documents.length) {
    throw new Error(`crd-check: ids must be unique and answered, got ${unanswered.join(', ') || 'one twice'}.`);
  }
  return found;
}

/** One line a problem, of objects that are checked together. */
export function checked(manifests: readonly Attributes[], ...definitions: string[]): string[] {
  const documents = manifests.map((manifest, index) => ({ id: String(index), manifest, definitions }));
  const found = checkEach(documents);
  return documents.flatMap(({ id, manifest: { apiVersion, kind, metadata } }) =>
    (found.get(id) ?? []).map((problem) => {
      return `${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}: ${problem}`;
    }),
  );
}
