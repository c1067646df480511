import { checkPattern, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';

const form = /^asm-(\d+)-(\d+)$/;

/** The namespace of the add-on's control plane. */
export const managedIstioSystem = 'aks-istio-system';

/** The namespace of the add-on's gateways. */
export const managedIstioIngress = 'aks-istio-ingress';

/** A revision is named after the minor version of Istio: `asm-1-30`. */
export function checkRevision(faults: Faults, prop: string, revision: string | undefined): void {
  const must = 'must have the form asm-1-30: a revision of the add-on, which az aks mesh get-revisions lists';
  checkPattern(faults, prop, revision, form, must, 'asm-1-30');
}

/**
 * One revision or, during an upgrade, two, which may be at most two minor versions apart.
 *
 * Source: https://learn.microsoft.com/azure/aks/istio-upgrade
 */
export function checkRevisions(faults: Faults, prop: string, revisions: string[]): void {
  if (!isKnown(revisions)) {
    faults.add(prop, 'must be literal text: it is a label of namespaces', undefined, "For example, use ['asm-1-30'].");
    return;
  }
  if (revisions.length < 1 || revisions.length > 2) {
    const must = 'must have one revision or, during an upgrade, two';
    faults.add(prop, must, revisions, "For example, use ['asm-1-30'].");
  }
  revisions.forEach((revision, index) => {
    checkRevision(faults, `${prop}[${index}]`, revision);
  });
  const [first, second] = revisions.map(minorOf);
  if (first === undefined || second === undefined || revisions.length !== 2) return;
  const distance = Math.abs(first - second);
  if (distance === 0 || distance > 2) {
    const must = 'must be one or two minor versions apart, the limit for one AKS upgrade';
    faults.add(prop, must, revisions, "For example, use ['asm-1-29', 'asm-1-30'].");
  }
}

function minorOf(revision: string): number | undefined {
  const match = isKnown(revision) ? form.exec(revision) : null;
  return match ? Number(match[1]) * 1000 + Number(match[2]) : undefined;
}
