import { DataHelmTemplate } from '@cdktf/provider-helm/lib/data-helm-template';
import type { IConstruct } from 'constructs';
import { lateList } from '../core/late-values';
import { perConstruct } from '../core/ledger';
import { resolve } from '../core/resolve';
import type { IHelmTarget } from './helm-target';
import { manifestsChart } from './manifests-chart';
import { printValues } from './values';

/** The name of a Secret that never exists. */
const name = 'cdktf-aks-access-check';

const namespacesOf = perConstruct((target) => checkedNamespaces(target as IHelmTarget));

/**
 * Makes each plan of the cluster's releases fail where the cluster can't be reached or the Secrets of `namespace` can't be read.
 *
 * The Helm provider takes every error of a lookup for "the release doesn't exist": it would plan to create all releases again, and the
 * apply, or the destroy, would remove them from the state.
 *
 * @see https://github.com/hashicorp/terraform-provider-helm/issues/1669
 */
export function checkAccess(cluster: IHelmTarget, namespace: string): void {
  namespacesOf(cluster).add(namespace);
}

/** Helm looks for each object that it would install, so that it needs to read one Secret in each namespace, and creates none. */
function checkedNamespaces(cluster: IHelmTarget): Set<string> {
  const namespaces = new Set<string>();
  new DataHelmTemplate(cluster, 'AccessCheck', {
    provider: cluster._helmProvider(cluster),
    name,
    namespace: 'default',
    ...manifestsChart(cluster),
    values: lateList((context) => [printValues({ manifests: sorted(cluster, namespaces).map(secret) }).text(context)]),
    validate: true,
    disableOpenapiValidation: true,
    // Read once the provider's configuration is known, and not before the deployer has access.
    description: cluster._apiServer,
    dependsOn: cluster.ready.length > 0 ? cluster.ready : undefined,
  });
  return namespaces;
}

function secret(namespace: string): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
}

function sorted(scope: IConstruct, namespaces: ReadonlySet<string>): string[] {
  const keyed = [...namespaces].map((namespace) => [String(resolve(scope, namespace)), namespace] as const);
  return keyed.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, namespace]) => namespace);
}
