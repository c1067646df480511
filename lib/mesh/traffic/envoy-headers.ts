import { compact } from '../../core/compact';
import type { HeaderChanges } from './header-changes';

/**
 * Header changes for meshes that pass values to Envoy, for which `%` starts an expression: Envoy rejects the listener if an
 * expression has no end.
 */
export function envoyHeaders({ setTo, add, remove }: HeaderChanges): HeaderChanges {
  const literal = (values: { [name: string]: string } | undefined) =>
    values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replaceAll('%', '%%')]));
  return compact({ setTo: literal(setTo), add: literal(add), remove: remove && [...remove] }) ?? {};
}

/** The same changes under the names that objects of Istio and Consul have for them. */
export function headerOperations(changes: HeaderChanges): object {
  const { setTo: set, add, remove } = envoyHeaders(changes);
  return compact({ set, add, remove }) ?? {};
}
