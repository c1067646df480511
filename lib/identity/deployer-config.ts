import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

const id = 'CdktfAksDeployer';

/** The deployment identity with its tenant and subscription; read once per stack. */
export function deployerConfig(scope: IConstruct): DataAzurermClientConfig {
  const stack = TerraformStack.of(scope);
  const found = stack.node.tryFindChild(id) as DataAzurermClientConfig | undefined;
  return found ?? new DataAzurermClientConfig(stack, id, {});
}
