import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { stringify } from 'yaml';
import { contractsFolder } from '../../../scripts/contracts/folders';
import { shared } from '../../support/tools';

export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
};

/** What the check needs, for `describeWith`. */
export const needsOfCheck = ['go', 'shared:crd-check', 'shared:contracts/crds'];

/**
 * Azure's agent for metrics has the Prometheus Operator's kinds in a group of its own.
 *
 * Source: https://github.com/Azure/prometheus-collector/blob/39583fd5/internal/docs/Operator-CRD.md
 */
function inKnownGroup(manifest: Manifest): Manifest {
  return {
    ...manifest,
    apiVersion: manifest.apiVersion.replace(/^azmonitoring\.coreos\.com/, 'monitoring.coreos.com'),
  };
}

/** One line a problem, by the API server's own code. */
export function checked(manifests: Manifest[]): string[] {
  const input = manifests.map((manifest) => stringify(inKnownGroup(manifest))).join('---\n');
  const folders = [path.join(contractsFolder, 'crds')];
  const { stdout, stderr, status } = spawnSync(shared('crd-check/check'), folders, { input, encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return stdout.split('\n').filter((line) => / \S+: /.test(line));
}
