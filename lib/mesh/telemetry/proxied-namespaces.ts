import { Register } from '../../core/ledger';
import type { IHelmTarget } from '../../helm/helm-target';
import type { INamespace } from '../../workload/namespace';

const register = new Register<INamespace>();

/** Registers a namespace whose pods have proxies of the mesh, which serve metrics. */
export function registerProxies(namespace: INamespace): void {
  register.add(namespace.cluster, namespace);
}

/** The namespaces with proxies, each name once, by the construct that makes it where one does; complete once the program is finished. */
export function proxiedNamespaces(cluster: IHelmTarget): INamespace[] {
  const [made, others] = [true, false].map((isMade) =>
    register.on(cluster).filter((namespace) => isCreatedHere(namespace) === isMade),
  );
  const byName = new Map<string, INamespace>();
  for (const namespace of [...made, ...others]) {
    if (!byName.has(namespace.namespaceName)) byName.set(namespace.namespaceName, namespace);
  }
  return [...byName.values()];
}

/** Whether pods of a namespace have proxies; to be asked when the program is finished. */
export function hasProxies(cluster: IHelmTarget, namespaceName: string): boolean {
  return register.on(cluster).some((namespace) => namespace.namespaceName === namespaceName);
}

function isCreatedHere(namespace: INamespace & { readonly _annotations?: object }): boolean {
  return namespace._annotations !== undefined;
}
