import type { VaultObject } from './vault-object';
import type { VaultSecretsProps } from './vault-secrets-props';

/**
 * The object that the driver reads. Its parameters are text, all of them; `objects` is YAML inside of YAML.
 *
 * Source: https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/v1.8.2/pkg/provider/types/parameters.go
 */
export function secretProviderClass(props: VaultSecretsProps): { [key: string]: unknown } {
  const { namespace, name, vault, access, driver, objects, sync = [] } = props;
  return {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name, namespace: namespace.namespaceName },
    spec: {
      provider: 'azure',
      secretObjects: sync.length > 0 ? sync.map((secret) => secret._render()) : undefined,
      parameters: {
        ...access._parameters(driver),
        keyvaultName: vault.vaultName,
        cloudName: '',
        tenantID: vault.tenantId,
        ...props.parameters,
        objects: listOf(objects),
      },
    },
  };
}

function listOf(objects: VaultObject[]): string {
  const items = objects.map((object) => `  - |\n${object._render().replace(/^(?=.)/gm, '    ')}`);
  return `array:\n${items.join('')}`;
}
