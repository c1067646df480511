import type { PlainMap } from './plain-data';

/**
 * Topology spread constraints of a Deployment's pods: over zones, nodes or both, where there are several, and as a preference.
 *
 * Only pods of one ReplicaSet are counted. In a rolling update with a high surge the old pods would count as well while new ones are
 * placed, and once they are gone the new ones may all be on one node.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spreadConstraints(matchLabels: { [label: string]: string }, ...over: ('zone' | 'node')[]): PlainMap[] {
  return over.map((topology) => ({
    maxSkew: 1,
    topologyKey: topologyKeys[topology],
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
    matchLabelKeys: ['pod-template-hash'],
  }));
}

const topologyKeys = { zone: 'topology.kubernetes.io/zone', node: 'kubernetes.io/hostname' };
