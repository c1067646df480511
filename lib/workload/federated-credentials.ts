import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { perApp } from '../core/ledger';
import { resolve } from '../core/resolve';
import type { IManagedIdentity } from '../identity/managed-identity';

/** Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const maxCredentials = 20;

/** A trust of a managed identity in the tokens of one subject. */
export interface FederatedCredential {
  readonly owner: IConstruct;
  readonly credentialName: string;
  /** Who signs the tokens; equal for all references to one cluster. */
  readonly issuerKey: string;
  readonly subject: string;
}

const credentialsOfApp = perApp(() => new Map<string, FederatedCredential[]>());

/**
 * Checks for mistakes that Azure rejects, mostly during the apply: too many credentials of an identity, and duplicate names or
 * subjects.
 */
export function checkCredential(faults: Faults, identity: IManagedIdentity, credential: FederatedCredential): void {
  const others = credentialsOf(identity);
  const sameName = others.find((other) => other.credentialName === credential.credentialName);
  const sameSubject = others.find(
    (other) => other.issuerKey === credential.issuerKey && other.subject === credential.subject,
  );
  if (sameSubject) {
    const must = `must be federated with an identity only once, but ${sameSubject.owner.node.path} does it already`;
    faults.add('serviceAccountName', must, credential.subject, 'Share that construct, or use another ServiceAccount.');
  } else if (sameName) {
    const must = `must be unique for the identity, but ${sameName.owner.node.path} has it already`;
    faults.add('credentialName', must, credential.credentialName, 'Set credentialName.');
  }
  if (others.length >= maxCredentials) {
    const must = `must have at most ${maxCredentials} federated credentials`;
    faults.add('identity', must, others.length + 1, 'Use a second identity with the same roles.');
  }
}

export function addCredential(identity: IManagedIdentity, credential: FederatedCredential): void {
  credentialsOf(identity).push(credential);
}

function credentialsOf(identity: IManagedIdentity): FederatedCredential[] {
  const all = credentialsOfApp(identity);
  const key = keyOf(identity);
  const known = all.get(key) ?? [];
  all.set(key, known);
  return known;
}

/** Equal for two imports of one identity by its literal id. */
function keyOf(identity: IManagedIdentity): string {
  const { identityId } = identity;
  if (isKnown(identityId)) return identityId.toLowerCase();
  return `${TerraformStack.of(identity).node.path} ${resolve(identity, identityId)}`;
}
