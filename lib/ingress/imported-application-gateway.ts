import { DataAzurermApplicationGateway } from '@cdktf/provider-azurerm/lib/data-azurerm-application-gateway';
import { Fn, type ITerraformDependable, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { checkGiven, checkLiteral, checkName, checkResourceId, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { resourceIdPart } from '../core/resource-ids';
import { noteUnchecked } from '../core/warnings';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { ISubnet } from '../network/subnet-base';
import { ApplicationGatewayBase, type GatewayFacts, keyOfGateway } from './application-gateway-base';

/** Facts about another program's gateway: the more facts are set, the more is checked at synth. */
export interface CommonApplicationGatewayAttributes {
  /**
   * The identity that reads certificates for the gateway, of the same stack. An ingress controller needs a role on it.
   *
   * @default - the gateway has none
   */
  readonly identity?: IManagedIdentity;

  /**
   * Whether the gateway has a private address too.
   *
   * @default - not known: not checked
   */
  readonly privateFrontend?: boolean;

  /**
   * The names of the certificates that are declared for the gateway. The controller must then not upload any.
   *
   * @default - not known: not checked
   */
  readonly certificateNames?: string[];

  /**
   * The names of the root certificates that the gateway trusts.
   *
   * @default - not known: not checked
   */
  readonly trustedRootNames?: string[];
}

/** The name of an existing gateway that a data source reads. */
export interface ApplicationGatewayLookup extends CommonApplicationGatewayAttributes {
  /** The gateway's name. */
  readonly gatewayName: string;

  /** Its resource group, by name. */
  readonly resourceGroupName: string;

  /**
   * The gateway's subnet, of the same stack, for checks.
   *
   * @default - read at plan time; not known to checks
   */
  readonly subnet?: ISubnet;
}

/** The attributes of an existing gateway that no data source reads. */
export interface ApplicationGatewayAttributes extends CommonApplicationGatewayAttributes {
  /** The gateway's subnet, of the same stack: an ingress controller gets a role on it. */
  readonly subnet: ISubnet;
}

/** @internal */
export class LookedUpApplicationGateway extends ApplicationGatewayBase {
  public readonly gatewayId: string;
  public readonly gatewayName: string;
  public readonly resourceGroupName: string;
  public readonly subnetId: string;
  public readonly ready: ITerraformDependable[] = [];
  public readonly _facts: GatewayFacts;
  protected readonly _identityId: string | undefined;

  /** @param known the facts about a gateway of this program. */
  public constructor(scope: Construct, id: string, lookup: ApplicationGatewayLookup, known?: GatewayFacts) {
    super(scope, id);
    const { gatewayName, resourceGroupName, subnet, identity } = lookup;
    const faults = new Faults(this);
    checkName(faults, 'gatewayName', gatewayName, nameRules.networkPart);
    checkName(faults, 'resourceGroupName', resourceGroupName, nameRules.resourceGroup);
    checkKnown(faults, lookup, subnet, this);
    faults.throwIfAny();

    const data = new DataAzurermApplicationGateway(this, 'Resource', { name: gatewayName, resourceGroupName });
    this.gatewayId = data.id;
    this.gatewayName = gatewayName;
    this.resourceGroupName = resourceGroupName;
    this.subnetId = subnet?.subnetId ?? data.gatewayIpConfiguration.get(0).subnetId;
    this._facts = known ?? factsOf(lookup, subnet, keyOfGateway(resourceGroupName, gatewayName) ?? this.node.path);
    this._identityId =
      identity?.identityId ??
      (known?.hasIdentity ? Token.asString(Fn.element(data.identity.get(0).identityIds, 0)) : undefined);
    if (!known && !identity) noteIdentity(this);
    implementReady(this, () => this.ready);
  }
}

/** @internal */
export class ImportedApplicationGateway extends ApplicationGatewayBase {
  public readonly gatewayName: string;
  public readonly resourceGroupName: string;
  public readonly subnetId: string;
  public readonly ready: ITerraformDependable[] = [];
  public readonly _facts: GatewayFacts;
  protected readonly _identityId: string | undefined;

  public constructor(
    scope: Construct,
    id: string,
    public readonly gatewayId: string,
    attributes: ApplicationGatewayAttributes,
  ) {
    super(scope, id);
    const { subnet, identity } = attributes;
    const faults = new Faults(this);
    checkResourceId(faults, 'gatewayId', gatewayId, 'Microsoft.Network/applicationGateways');
    checkGiven(faults, 'subnet', subnet, 'For example, use Subnet.fromLookup(...).');
    checkKnown(faults, attributes, subnet, this);
    faults.throwIfAny();

    this.resourceGroupName = resourceIdPart(gatewayId, 4);
    this.gatewayName = resourceIdPart(gatewayId, 8);
    this.subnetId = subnet.subnetId;
    this._facts = factsOf(attributes, subnet, keyOfGateway(this.resourceGroupName, this.gatewayName) ?? this.node.path);
    this._identityId = identity?.identityId;
    if (!identity) noteIdentity(this);
    implementReady(this, () => this.ready);
  }
}

function checkKnown(
  faults: Faults,
  { identity, certificateNames, trustedRootNames }: CommonApplicationGatewayAttributes,
  subnet: ISubnet | undefined,
  user: Construct,
): void {
  subnet?._checkSameStack(faults, 'subnet', user);
  const why = 'names of ingresses are compared with it';
  checkLiteral(faults, 'certificateNames', certificateNames, why);
  checkLiteral(faults, 'trustedRootNames', trustedRootNames, why);
  if (identity) checkSameStack(faults, 'identity', identity, user, 'ManagedIdentity.fromLookup');
}

function noteIdentity(gateway: Construct): void {
  noteUnchecked(gateway, 'whether the gateway has an identity, on which an ingress controller needs a role');
}

function factsOf(known: CommonApplicationGatewayAttributes, subnet: ISubnet | undefined, key: string): GatewayFacts {
  return {
    key,
    subnet: subnet?._facts,
    hasIdentity: known.identity !== undefined,
    hasPrivateFrontend: known.privateFrontend,
    certificateNames: known.certificateNames,
    trustedRootNames: known.trustedRootNames,
  };
}
