import { Register } from '../../core/ledger';
import type { IHelmTarget } from '../../helm/helm-target';
import type { INamespace } from '../../workload/namespace';

const register = new Register<INamespace>();

/** Registers a namespace whose pods have mesh proxies, which serve metrics. */
export function registerProxies(namespace: INamespace): void {
  register.add(namespace.cluster, namespace);
}

/**
 * The namespaces with proxies, each name once, preferably by the construct that creates it; valid once the program is complete.
 */
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

/** Whether a namespace's pods have proxies; call it when the program is complete. */
export function hasProxies(cluster: IHelmTarget, namespaceName: string): boolean {
  return register.on(cluster).some((namespace) => namespace.namespaceName === namespaceName);
}

function isCreatedHere(namespace: INamespace & { readonly _annotations?: object }): boolean {
  return namespace._annotations !== undefined;
}
