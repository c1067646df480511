import { DataAzurermClientConfig } from '@cdktn/provider-azurerm/lib/data-azurerm-client-config';
import { TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';

const id = 'CdktfAksDeployer';

/** Who deploys, and in which tenant and subscription; read once a stack. */
export function deployerConfig(scope: IConstruct): DataAzurermClientConfig {
  const stack = TerraformStack.of(scope);
  const found = stack.node.tryFindChild(id) as DataAzurermClientConfig | undefined;
  return found ?? new DataAzurermClientConfig(stack, id, {});
}
