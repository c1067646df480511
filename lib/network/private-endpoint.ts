import { PrivateEndpoint as PrivateEndpointResource } from '@cdktf/provider-azurerm/lib/private-endpoint';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AzureResourceProps } from '../core/azure-resource-props';
import { checkProps, requireProps } from '../core/checked-props';
import { checkName, checkPlace, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { lateList } from '../core/late-values';
import { setLifecycle } from '../core/lifecycle';
import { areDifferentLocations } from '../core/locations';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { stateCloud } from './cloud-endpoints';
import { subnetRef } from './network-refs';
import type { IPrivateDnsZone } from './private-dns-zone-base';
import { type EndpointContext, PrivateEndpointDns } from './private-endpoint-dns';
import type { IPrivateLinkTarget } from './private-link-target-ref';
import { checkStaticAddresses, type StaticAddress } from './static-address';
import type { ISubnet } from './subnet-base';

/** Props of a private endpoint. Its location is that of its network. */
export interface PrivateEndpointProps extends AzureResourceProps {
  /**
   * The name: 2 to 80 letters, digits, `_`, `.` and `-`, unique in the resource group.
   *
   * Changing this replaces the endpoint.
   */
  readonly endpointName: string;

  /**
   * The subnet of the endpoint's addresses; not a delegated one.
   *
   * Changing this replaces the endpoint.
   */
  readonly subnet: ISubnet;

  /**
   * The resource that the endpoint connects to: a `ContainerRegistry`, a `KeyVault`, or a `PrivateLinkTarget`.
   *
   * Changing this replaces the endpoint.
   */
  readonly target: IPrivateLinkTarget;

  /**
   * How the endpoint's DNS records are created.
   *
   * @default PrivateEndpointDns.ownZones()
   */
  readonly dns?: PrivateEndpointDns;

  /**
   * Addresses of the subnet that the endpoint shall have, one for each member of the target; for firewall rules elsewhere.
   *
   * Changing this replaces the endpoint.
   *
   * @default - free ones of the subnet
   */
  readonly staticAddresses?: StaticAddress[];

  /**
   * Requests the target owner's approval of the connection, with this message of 1 to 140 characters: for a target that the
   * deployment identity has no permission to change, e.g. in another subscription. The endpoint carries no traffic until then.
   *
   * Changing this between a message and none replaces the endpoint.
   *
   * @see https://learn.microsoft.com/azure/private-link/rbac-permissions
   * @default - the connection approves itself, which the deployer must be allowed to do
   */
  readonly manualApprovalMessage?: string;

  /**
   * The name of the network interface that Azure creates: 2 to 80 letters, digits, `_`, `.` and `-`.
   *
   * Changing this replaces the endpoint.
   *
   * @default - the endpoint's name and `-nic`
   */
  readonly networkInterfaceName?: string;

  /**
   * The name of the connection to the target: 2 to 80 letters, digits, `_`, `.` and `-`.
   *
   * Changing this replaces the endpoint.
   *
   * @default - the endpoint's name
   */
  readonly connectionName?: string;

  /**
   * The name of the group of private DNS zones: 2 to 80 letters, digits, `_`, `.` and `-`. Not with
   * `PrivateEndpointDns.writtenElsewhere()`. Changing this writes the records again.
   *
   * @default 'default'
   */
  readonly zoneGroupName?: string;
}

/**
 * A private endpoint: an address in a subnet for one Azure resource, without the Internet in between. In linked networks the
 * resource's own DNS name resolves to the private address.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-overview
 */
export class PrivateEndpoint extends Construct {
  /** The endpoint's resource id. */
  public readonly endpointId: string;

  /** The endpoint itself, for arguments that this class does not offer. */
  public readonly resource: PrivateEndpointResource;

  private readonly zones: () => IPrivateDnsZone[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateEndpointProps,
  ) {
    super(scope, id);
    requireProps(this, 'PrivateEndpointProps', props);
    const dns = props.dns ?? PrivateEndpointDns.ownZones();
    const context = checkProps(this, 'PrivateEndpointProps', props, (faults) => this.check(faults, dns));

    const { endpointName, subnet, manualApprovalMessage, networkInterfaceName } = props;
    const { target } = context;
    this.zones = dns._zones(context);
    this.resource = new PrivateEndpointResource(this, 'Resource', {
      name: endpointName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      subnetId: subnet.subnetId,
      customNetworkInterfaceName: networkInterfaceName ?? derivedName(endpointName, 'nic', nameRules.networkPart),
      privateServiceConnection: {
        name: props.connectionName ?? endpointName,
        isManualConnection: manualApprovalMessage !== undefined,
        requestMessage: manualApprovalMessage,
        privateConnectionResourceId: target.resourceId,
        subresourceNames: [target.groupId],
      },
      privateDnsZoneGroup: dns._hasZones
        ? { name: props.zoneGroupName ?? 'default', privateDnsZoneIds: this.zoneIds }
        : undefined,
      ipConfiguration: props.staticAddresses?.map(({ address, memberName = target.groupId }) => ({
        name: memberName,
        privateIpAddress: address,
        subresourceName: target.groupId,
        memberName,
      })),
      dependsOn: subnet.ready,
    });
    setLifecycle(this.resource, dns._hasZones ? undefined : { ignoreChanges: ['private_dns_zone_group'] });
    this.endpointId = this.resource.id;
    target.noteEndpoint();
    state(this, 'endpoint', () => ({
      targetId: target.resourceId,
      targetPath: target.construct?.node.path,
      groupId: target.groupId,
      network: subnetRef(subnet).network,
      zones: dns._hasZones
        ? this.zones().map((zone) => ({
            scope: zone,
            zoneId: zone.zoneId,
            zoneName: zone._givenName,
            isOwn: zone._isOwn,
          }))
        : undefined,
    }));
    if (dns._cloud !== undefined) stateCloud(this, 'dns.cloud', dns._cloud);
    for (const [index, { address }] of (props.staticAddresses ?? []).entries()) {
      const { network } = subnetRef(subnet);
      state(this, 'address', () => ({ prop: `staticAddresses[${index}].address`, address, network }));
    }
    implementReady(this, () => this.ready);
    checkLate(this, (late) => dns._checkLate(late, 'dns', context));
    const open = 'Its target has a private endpoint, but is also open to the Internet.';
    warn(this, 'W125', open, () => target.isOpen(this) === true);
  }

  /** The resources that dependents wait for: the endpoint and the zones by which it is found. */
  public get ready(): ITerraformDependable[] {
    return [this.resource, ...this.zones().flatMap((zone) => zone.ready)];
  }

  /** The first private address of the endpoint. */
  public get privateIpAddress(): string {
    return this.resource.privateServiceConnection.privateIpAddress;
  }

  /** cdktf resolves everything once before the program is finished: there are no zones yet. */
  private get zoneIds(): string[] {
    return lateList(({ preparing }) => (preparing ? [] : this.zones().map(({ zoneId }) => zoneId)));
  }

  private check(faults: Faults, dns: PrivateEndpointDns): EndpointContext {
    const { props } = this;
    checkPlace(faults, props);
    checkName(faults, 'endpointName', props.endpointName, nameRules.networkPart);
    for (const prop of ['connectionName', 'zoneGroupName'] as const) {
      if (props[prop] !== undefined) checkName(faults, prop, props[prop], nameRules.networkPart);
    }
    if (props.zoneGroupName !== undefined && !dns._hasZones) {
      const must = 'must go with zones of this program';
      faults.add('zoneGroupName', must, props.zoneGroupName, 'Leave it out, or use another PrivateEndpointDns.');
    }
    if (props.networkInterfaceName !== undefined) {
      checkName(faults, 'networkInterfaceName', props.networkInterfaceName, nameRules.networkPart);
    }
    this.checkSubnet(faults);
    const { _privateLink: target } = props.target;
    if (target.construct) checkSameStack(faults, 'target', target.construct, this, 'its fromLookup');
    target.check(faults, 'target', this);
    checkStaticAddresses(faults, 'staticAddresses', props.staticAddresses, props.subnet._facts.prefixes);
    const message = props.manualApprovalMessage;
    if (isKnown(message) && (message.trim() === '' || message.length > 140)) {
      const must = `must have 1 to 140 characters (it has ${message.length})`;
      faults.add('manualApprovalMessage', must, message, 'State the requester and the reason.');
    }
    const network = { networkId: props.subnet.networkId, facts: props.subnet._facts.network };
    const { resourceGroupName, tags } = props;
    const context = { endpoint: this, target, network, resourceGroupName, tags };
    dns._check(faults, 'dns', context);
    return context;
  }

  private checkSubnet(faults: Faults): void {
    const { subnet, location } = this.props;
    subnet._checkSameStack(faults, 'subnet', this);
    const { delegated, delegatedTo = 'a service', network } = subnet._facts;
    if (delegated) {
      const must = `must not be delegated (it is delegated to ${delegatedTo})`;
      faults.add('subnet', must, subnet.node.path, 'Use a subnet without delegation.');
    }
    if (areDifferentLocations(network?.location, location)) {
      const must = `must be that of the network (${network?.location})`;
      faults.add('location', must, location, `Use ${network?.location}; the target may be elsewhere.`);
    }
  }
}

publicClass('PrivateEndpoint', PrivateEndpoint);
