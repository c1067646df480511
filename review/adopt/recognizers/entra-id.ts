import type { JsonMap } from '../../../command/terraform/resource';
import { block } from '../adoption';

/** Empty for a cluster whose users don't sign in by Entra ID. */
export function entraIdOf(values: JsonMap): JsonMap {
  return block(values, 'azure_active_directory_role_based_access_control');
}
