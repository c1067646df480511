import { NatGateway as NatGatewayResource } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { NatGatewayPublicIpPrefixAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-prefix-association';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps } from '../core/checked-props';
import { checkInteger, checkLiteral, checkName, checkOneOf, checkPlace, checkResourceId } from '../core/checks';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';

/** Props of a NAT gateway. */
export interface NatGatewayProps extends AzureResourceProps {
  /**
   * The name: 2 to 80 letters, digits, `_`, `.` and `-`, unique in the resource group.
   *
   * Changing this replaces the gateway.
   */
  readonly natGatewayName: string;

  /**
   * The number of public IP addresses to create: 0 to 16, and together with `publicIpIds` at least one, unless there is a prefix.
   * Each has 64,512 ports.
   *
   * @default - 1; 0 where addresses or prefixes of your own are given
   */
  readonly publicIpCount?: number;

  /**
   * Resource ids of public addresses that exist already, of the Standard SKU.
   *
   * @default - none
   */
  readonly publicIpIds?: string[];

  /**
   * Resource ids of public address prefixes that exist already.
   *
   * @default - none
   */
  readonly publicIpPrefixIds?: string[];

  /**
   * Minutes until an idle connection is dropped: 4 to 120.
   *
   * @default 4
   */
  readonly idleTimeoutMinutes?: number;

  /**
   * The availability zone of the gateway and of the addresses created for it: `1`, `2` or `3`. The gateway fails with its zone; a cluster
   * over several zones needs a gateway and a subnet in each zone, or a gateway without a zone.
   *
   * Changing this replaces the gateway and its addresses.
   *
   * @see https://learn.microsoft.com/azure/reliability/reliability-nat-gateway
   * @default - Azure chooses one
   */
  readonly zone?: string;
}

const mostAddresses = 16;

/**
 * Outbound Internet access for subnets of one region with static public addresses: `subnet.natGateway`. It costs about 35 USD
 * a month, and by volume.
 *
 * @see https://learn.microsoft.com/azure/nat-gateway/nat-overview
 * @see https://azure.microsoft.com/pricing/details/azure-nat-gateway/
 */
export class NatGateway extends Construct {
  /** The gateway's resource id; its users wait for the first address. A subnet with `natGateway` waits for all addresses. */
  public readonly natGatewayId: string;

  /** The resources that dependents wait for: the gateway with its addresses, without which there is no outbound traffic. */
  public readonly ready: ITerraformDependable[];

  /** The gateway itself, for arguments that this class does not offer. */
  public readonly resource: NatGatewayResource;

  /**
   * Its public addresses as ranges, if the program creates all of them.
   *
   * @internal
   */
  public readonly _publicRanges: string[] | undefined;

  private readonly publicIps: PublicIp[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: NatGatewayProps,
  ) {
    super(scope, id);
    const count = this.check();
    const { publicIpIds = [], publicIpPrefixIds = [], zone, resourceGroupName, location, tags } = props;

    const place = { resourceGroupName, location, tags, zones: zone === undefined ? undefined : [zone] };
    this.resource = new NatGatewayResource(this, 'Resource', {
      ...place,
      name: props.natGatewayName,
      skuName: 'Standard',
      idleTimeoutInMinutes: props.idleTimeoutMinutes ?? 4,
    });
    this.publicIps = Array.from({ length: count }, (_, index) => {
      const name = derivedName(props.natGatewayName, `ip-${index + 1}`, nameRules.networkPart);
      return new PublicIp(this, `PublicIp${index + 1}`, {
        ...place,
        name,
        sku: 'Standard',
        allocationMethod: 'Static',
      });
    });
    const isOwn = publicIpIds.length + publicIpPrefixIds.length === 0;
    this._publicRanges = isOwn ? this.publicIps.map((ip) => `${ip.ipAddress}/32`) : undefined;
    const natGatewayId = this.resource.id;
    const given = publicIpIds.map((publicIpAddressId, index) => this.associate('GivenIp', index, publicIpAddressId));
    const made = this.publicIps.map((ip, index) => this.associate('PublicIp', index, ip.id));
    const prefixes = publicIpPrefixIds.map((publicIpPrefixId, index) => {
      const id = `PrefixAssociation${index + 1}`;
      return new NatGatewayPublicIpPrefixAssociation(this, id, { natGatewayId, publicIpPrefixId });
    });
    const associations = [...made, ...given, ...prefixes];
    this.natGatewayId = associations[0].natGatewayId;
    this.ready = [this.resource, ...associations];
    implementReady(this, () => this.ready);
  }

  /** The public addresses that were created for it, which partners can allow. */
  public get publicIpAddresses(): string[] {
    return this.publicIps.map((ip) => ip.ipAddress);
  }

  private associate(part: string, index: number, publicIpAddressId: string): NatGatewayPublicIpAssociation {
    const natGatewayId = this.resource.id;
    const id = `${part}Association${index + 1}`;
    return new NatGatewayPublicIpAssociation(this, id, { natGatewayId, publicIpAddressId });
  }

  /** @returns the number of addresses to create. */
  private check(): number {
    return checkProps(this, 'NatGatewayProps', this.props, (faults) => {
      const { props } = this;
      const { publicIpIds = [], publicIpPrefixIds = [] } = props;
      const count = props.publicIpCount ?? (publicIpIds.length + publicIpPrefixIds.length > 0 ? 0 : 1);
      checkPlace(faults, props);
      checkName(faults, 'natGatewayName', props.natGatewayName, nameRules.networkPart);
      checkLiteral(faults, 'publicIpCount', props.publicIpCount, 'it determines the number of resources');
      checkInteger(faults, 'publicIpCount', props.publicIpCount, 0, mostAddresses, 'addresses');
      checkInteger(faults, 'idleTimeoutMinutes', props.idleTimeoutMinutes, 4, 120, 'minutes');
      checkOneOf(faults, 'zone', props.zone, ['1', '2', '3']);
      for (const id of publicIpIds) checkResourceId(faults, 'publicIpIds', id, 'Microsoft.Network/publicIPAddresses');
      for (const id of publicIpPrefixIds) {
        checkResourceId(faults, 'publicIpPrefixIds', id, 'Microsoft.Network/publicIPPrefixes');
      }
      const all = count + publicIpIds.length;
      if (all + publicIpPrefixIds.length === 0) {
        const must = 'must not be 0 without your own addresses or prefixes';
        faults.add('publicIpCount', must, undefined, 'Leave it out to create one address.');
      } else if (all > mostAddresses) {
        const must = `must be at most ${mostAddresses} including publicIpIds (together they are ${all})`;
        faults.add('publicIpCount', must, props.publicIpCount, 'Remove some.');
      }
      return count;
    });
  }
}

publicClass('NatGateway', NatGateway);
