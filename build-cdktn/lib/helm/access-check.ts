import { DataHelmTemplate } from '@cdktn/provider-helm/lib/data-helm-template';
import type { IConstruct } from 'constructs';
import { lateList } from '../core/late-values';
import { perConstruct, sortedByPath } from '../core/ledger';
import { resolve } from '../core/resolve';
import type { IHelmTarget } from './helm-target';
import { manifestsChart } from './manifests-chart';
import { printValues } from './values';

/** The name of a Secret that never exists. */
const name = 'cdktf-aks-access-check';

const releasesOf = perConstruct((target) => checkedReleases(target as IHelmTarget));

/**
 * Makes each plan of the cluster's releases fail where the cluster can't be reached or the Secrets of a release's namespace can't be read.
 *
 * The Helm provider takes every error of a lookup for "the release doesn't exist": it would plan to create all releases again, and the
 * apply, or the destroy, would remove them from the state.
 *
 * @see https://github.com/hashicorp/terraform-provider-helm/issues/1669
 */
export function checkAccess(cluster: IHelmTarget, release: IConstruct, namespace: string): void {
  releasesOf(cluster).set(release, namespace);
}

/** Helm looks for each object that it would install, so that it needs to read one Secret in each namespace, and creates none. */
function checkedReleases(cluster: IHelmTarget): Map<IConstruct, string> {
  const releases = new Map<IConstruct, string>();
  new DataHelmTemplate(cluster, 'AccessCheck', {
    provider: cluster._helmProvider(cluster),
    name,
    namespace: 'default',
    ...manifestsChart(cluster),
    values: lateList((context) => [printValues({ manifests: namespacesOf(releases).map(secret) }).text(context)]),
    validate: true,
    disableOpenapiValidation: true,
    // Read once the provider's configuration is known, and not before the deployer has access.
    description: cluster._apiServer,
    dependsOn: cluster.ready.length > 0 ? cluster.ready : undefined,
  });
  return releases;
}

function secret(namespace: string): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
}

/** In the order of the releases' paths: that of their names would be another one where a name is a token. */
function namespacesOf(releases: ReadonlyMap<IConstruct, string>): string[] {
  const byText = new Map<string, string>();
  for (const release of sortedByPath(releases.keys())) {
    const namespace = releases.get(release) as string;
    const text = String(resolve(release, namespace));
    if (!byText.has(text)) byText.set(text, namespace);
  }
  return [...byText.values()];
}
