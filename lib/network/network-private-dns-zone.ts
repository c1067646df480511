import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resolve } from '../core/resolve';
import { PrivateDnsZone, type PrivateDnsZoneProps } from './private-dns-zone';

/**
 * A zone that only one network resolves. Azure tells zones of one name apart by their resource groups.
 *
 * @internal
 */
export class NetworkPrivateDnsZone extends PrivateDnsZone {
  /** The zone of the name in the resource group, if the stack has it. */
  public static find(scope: IConstruct, props: PrivateDnsZoneProps): NetworkPrivateDnsZone | undefined {
    return TerraformStack.of(scope).node.tryFindChild(idOf(scope, props)) as NetworkPrivateDnsZone | undefined;
  }

  public static make(scope: IConstruct, props: PrivateDnsZoneProps): NetworkPrivateDnsZone {
    return new NetworkPrivateDnsZone(TerraformStack.of(scope), idOf(scope, props), props);
  }

  /** @internal */
  protected override get _isShared(): boolean {
    return false;
  }
}

function idOf(scope: IConstruct, { zoneName, resourceGroupName }: PrivateDnsZoneProps): string {
  const [name, group] = [zoneName, resourceGroupName].map((text) => String(resolve(scope, text)).toLowerCase());
  return `PrivateDnsZone-${name}-${group}`.replace(/[^\w.-]+/g, '-');
}
