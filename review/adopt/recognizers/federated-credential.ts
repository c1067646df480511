import { type Adoption, type Placed, text } from '../adoption';
import { code, literal, props } from '../expression';
import type { StateResource } from '../state';
import { recognizeResource } from './resource';

/** The audience that the library writes. */
const audience = 'api://AzureADTokenExchange';

/** A ServiceAccount of a cluster in the program that signs in as an identity in it; another credential is written as it is. */
export function recognizeFederatedCredential(resource: StateResource, adoption: Adoption): Placed {
  const { values } = resource;
  const [, namespaceName, serviceAccountName] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(String(values.subject)) ?? [];
  const cluster = adoption
    .all('azurerm_kubernetes_cluster')
    .find(({ values: own }) => own.oidc_issuer_url === values.issuer && own.workload_identity_enabled === true);
  const identityId = text(values, 'user_assigned_identity_id') ?? text(values, 'parent_id');
  const identity = adoption.find(identityId, 'azurerm_user_assigned_identity');
  const isUsual = Array.isArray(values.audience) && values.audience.length === 1 && values.audience[0] === audience;
  if (namespaceName === undefined || !cluster || !identity || !isUsual) return recognizeResource(resource, adoption);
  const [placedCluster, placedIdentity] = [adoption.place(cluster), adoption.place(identity)];
  if (!placedCluster || !placedIdentity) return recognizeResource(resource, adoption);
  const namespace = adoption.imported(
    'Namespace.fromName',
    `${cluster.values.id} ${namespaceName}`,
    [namespaceName, 'namespace'],
    () => ({}),
    props({ cluster: code(placedCluster.name), name: literal(namespaceName) }),
  );
  const options = props(
    {
      namespace: code(namespace.name),
      serviceAccountName: literal(serviceAccountName),
      identity: code(placedIdentity.name),
      serviceAccountExists: literal(true),
    },
    { credentialName: literal(values.name) },
  );
  return adoption.construct('WorkloadIdentity', resource, options, () => ({}));
}
