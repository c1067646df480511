import { checkGiven, checkName, checkOneOf, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { nameRules } from '../core/names';
import type { IHelmTarget } from '../helm/helm-target';
import { checkAnnotations, checkLabels } from './metadata-checks';
import type { INamespace, NamespaceOptions } from './namespace';
import { PodSecurityLevel } from './pod-security';
import { podSecurityLabels } from './pod-security-labels';

/** Everything that can be wrong with a namespace, for constructs that make one among other things too. */
export function checkNamespace(faults: Faults, cluster: IHelmTarget | undefined, options: NamespaceOptions): void {
  const { name, labels, annotations, podSecurity, recordsNamespace } = options;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  if (checkGiven(faults, 'cluster', cluster, 'Give the cluster of this stack.') && cluster) {
    checkCreatedOnce(faults, cluster, name);
  }
  if (isKnown(name) && name.startsWith('kube-')) {
    faults.add('name', 'must not start with kube-, which Kubernetes keeps for itself', name, 'Use another name.');
  }
  checkOneOf(faults, 'podSecurity', podSecurity, Object.values(PodSecurityLevel));
  checkLabels(faults, 'labels', labels);
  checkNoOwnedLabels(faults, labels);
  checkAnnotations(faults, 'annotations', annotations);
  if (recordsNamespace === undefined) return;
  checkName(faults, 'recordsNamespace', recordsNamespace, nameRules.kubernetesLabel);
  if (isKnown(recordsNamespace) && recordsNamespace === name) {
    const must = 'must not be the namespace itself, which does not exist before the release';
    faults.add('recordsNamespace', must, recordsNamespace, 'Leave it out, or name a namespace that exists.');
  }
}

/** From now on a second namespace of this name on its cluster is a fault. */
export function claimNamespace(namespace: INamespace): void {
  namespaces.take(namespace.cluster, namespace, namespace.namespaceName);
}

function checkCreatedOnce(faults: Faults, cluster: IHelmTarget, name: string): void {
  const owner = isKnown(name) ? namespaces.ownerOn(cluster, name) : undefined;
  if (owner) {
    const fix = 'Share that construct, import the namespace with fromName, or use another name.';
    faults.add('name', `must be made once a cluster, and '${owner.node.path}' makes it`, name, fix);
  }
}

/** Source: https://learn.microsoft.com/azure/aks/faq (admission controllers and the label control-plane). */
function checkNoOwnedLabels(faults: Faults, labels: { [key: string]: string } = {}): void {
  if ('control-plane' in labels) {
    const must = 'must not contain control-plane: AKS keeps admission webhooks away from namespaces with this label';
    faults.add('labels', must, undefined, 'Use another key, e.g. app.kubernetes.io/component.');
  }
  for (const key of podSecurityLabels.filter((label) => label in labels)) {
    faults.add('labels', `must leave ${key} to podSecurity`, labels[key], 'Set podSecurity.');
  }
}

/** By name. */
const namespaces = new Claim<INamespace>();
