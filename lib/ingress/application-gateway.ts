import { ApplicationGateway as ApplicationGatewayResource } from '@cdktf/provider-azurerm/lib/application-gateway';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { http2 } from '../core/bindings/azurerm';
import { checkProps, requireProps } from '../core/checked-props';
import { checkLate } from '../core/late-checks';
import { setLifecycle } from '../core/lifecycle';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { literalName } from '../core/references';
import { subnetRef } from '../network/network-refs';
import { SecurityRule, SecurityRuleProtocol } from '../network/security-rule';
import {
  ApplicationGatewayBase,
  type GatewayFacts,
  type IApplicationGateway,
  keyOfGateway,
} from './application-gateway-base';
import { type ApplicationGatewayProps, GatewaySku } from './application-gateway-props';
import { checkApplicationGateway, checkVaultsLate } from './application-gateway-rules';
import { GatewayCapacity } from './gateway-capacity';
import { checkUnchangedLater, placeholders } from './gateway-placeholders';
import { checkManagementPorts } from './gateway-subnet-rules';
import { GatewayTlsPolicy } from './gateway-tls-policy';
import {
  type ApplicationGatewayAttributes,
  type ApplicationGatewayLookup,
  ImportedApplicationGateway,
  LookedUpApplicationGateway,
} from './imported-application-gateway';

/** Tags that the controller writes. */
const controllerTags = ['managed-by-k8s-ingress', 'ingress-for-aks-cluster-id', 'last-updated-by-k8s-ingress'];

/**
 * The blocks that the controller writes into a gateway. All of them are ignored: the rest of a partly ignored list would refer to
 * deleted objects.
 */
const controllerBlocks = [
  'backend_address_pool',
  'backend_http_settings',
  'frontend_port',
  'http_listener',
  'probe',
  'redirect_configuration',
  'request_routing_rule',
  'rewrite_rule_set',
  'url_path_map',
];

/** For `lifecycle.ignoreChanges` where certificates come from Secrets of Kubernetes: the controller uploads them. */
const ownedByController = [...controllerBlocks, 'ssl_certificate', ...controllerTags.map((key) => `tags["${key}"]`)];

/** For `lifecycle.ignoreChanges` where Terraform declares the certificates. */
const ownedByControllerButCertificates = ownedByController.filter((argument) => argument !== 'ssl_certificate');

const frontendNames = { public: 'public', private: 'private' };

/**
 * An application gateway (v2) that an ingress controller configures: Terraform manages its size, addresses, firewall and policy;
 * the controller manages listeners, rules, probes and backends.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/overview-v2
 */
export class ApplicationGateway extends ApplicationGatewayBase {
  /**
   * The arguments that an ingress controller owns, for `lifecycle.ignoreChanges` of a gateway that this class doesn't create. Certificates
   * come from Secrets of Kubernetes.
   */
  public static get argumentsOwnedByController(): string[] {
    return [...ownedByController];
  }

  /** The same, where Terraform declares the certificates. */
  public static get argumentsOwnedByControllerButCertificates(): string[] {
    return [...ownedByControllerButCertificates];
  }

  /**
   * The rules that a security group of a gateway's subnet needs: Azure's management and load balancer, and callers of ports 80
   * and 443.
   *
   * @see https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#network-security-groups
   *
   * @param sources the callers' addresses and ranges, or one service tag; the Internet if omitted.
   */
  public static securityRules(sources: string[] = ['Internet']): SecurityRule[] {
    const { TCP } = SecurityRuleProtocol;
    return [
      SecurityRule.allowInbound({
        ruleName: 'gateway-manager',
        sources: ['GatewayManager'],
        ports: ['65200-65535'],
        protocol: TCP,
      }),
      SecurityRule.allowInbound({ ruleName: 'load-balancer', sources: ['AzureLoadBalancer'] }),
      SecurityRule.allowInbound({ ruleName: 'callers', sources, ports: ['80', '443'], protocol: TCP }),
    ];
  }

  /** A gateway of another program, found by name; reads it at plan time. */
  public static fromLookup(scope: Construct, id: string, lookup: ApplicationGatewayLookup): IApplicationGateway {
    return new LookedUpApplicationGateway(scope, id, lookup);
  }

  /**
   * Imports another program's gateway by its resource id; reads nothing.
   *
   * @param scope where the import is a child.
   * @param id the construct's id.
   * @param gatewayId the gateway's resource id; a token works.
   * @param attributes further facts about the gateway.
   */
  public static fromGatewayId(
    scope: Construct,
    id: string,
    gatewayId: string,
    attributes: ApplicationGatewayAttributes,
  ): IApplicationGateway {
    return new ImportedApplicationGateway(scope, id, gatewayId, attributes);
  }

  /**
   * Imports a gateway of another stack of this program: it is read by name, its stack is deployed first, and the checks use its
   * known facts. The gateway's name and resource group must be literal text.
   *
   * @param scope a construct of the stack that uses the cluster.
   * @param id the construct's id.
   * @param gateway the construct that creates the gateway.
   */
  public static fromGateway(scope: Construct, id: string, gateway: ApplicationGateway): IApplicationGateway {
    const owner = TerraformStack.of(gateway);
    TerraformStack.of(scope).addDependency(owner);
    const lookup = {
      gatewayName: literalName(owner, gateway.gatewayName),
      resourceGroupName: literalName(owner, gateway.resourceGroupName),
    };
    return new LookedUpApplicationGateway(scope, id, lookup, gateway._facts);
  }

  public readonly gatewayId: string;
  public readonly gatewayName: string;
  public readonly resourceGroupName: string;
  public readonly subnetId: string;
  public readonly ready: ITerraformDependable[];

  /** The gateway itself, for arguments that this class does not offer. */
  public readonly resource: ApplicationGatewayResource;

  /** The public address; undefined with `publicAddressId` or `privateOnly`. */
  public readonly publicAddress?: PublicIp;

  /** @internal */
  public readonly _facts: GatewayFacts;

  /** @internal */
  protected readonly _identityId: string | undefined;

  public constructor(scope: Construct, id: string, props: ApplicationGatewayProps) {
    super(scope, id);
    requireProps(this, 'ApplicationGatewayProps', props);
    const capacity = props.capacity ?? GatewayCapacity.autoscaled(2, 10);
    const sku = props.sku ?? (props.firewall ? GatewaySku.WAF_V2 : GatewaySku.STANDARD_V2);
    const tlsPolicy = props.tlsPolicy ?? GatewayTlsPolicy.STRICT_2022;
    checkProps(this, 'ApplicationGatewayProps', props, (faults) => {
      checkApplicationGateway(faults, this, props, { capacity, sku, tlsPolicy });
    });

    const { subnet, identity, certificates = [], trustedRoots = [], zones = ['1', '2', '3'] } = props;
    const { units, autoscale } = capacity._render();
    const hasOwnAddress = !props.privateOnly && props.publicAddressId === undefined;
    this.publicAddress = hasOwnAddress ? this.makePublicAddress(props, zones) : undefined;
    this.resource = new ApplicationGatewayResource(this, 'Resource', {
      name: props.gatewayName,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      zones: [...zones],
      sku: { name: sku, tier: sku, capacity: units },
      autoscaleConfiguration: autoscale,
      gatewayIpConfiguration: [{ name: 'subnet', subnetId: subnet.subnetId }],
      frontendIpConfiguration: [
        ...(props.privateOnly
          ? []
          : [{ name: frontendNames.public, publicIpAddressId: this.publicAddress?.id ?? props.publicAddressId }]),
        ...privateFrontend(props),
      ],
      ...placeholders(props.privateOnly ? frontendNames.private : frontendNames.public),
      identity: identity && { type: 'UserAssigned', identityIds: [identity.identityId] },
      sslCertificate: certificates.length > 0 ? certificates.map((certificate) => certificate._render()) : undefined,
      trustedRootCertificate: trustedRoots.length > 0 ? trustedRoots.map((root) => root._render()) : undefined,
      sslPolicy: { policyType: 'Predefined', policyName: tlsPolicy.policyName },
      firewallPolicyId: props.firewall?.firewallId,
      forceFirewallPolicyAssociation: props.firewall && true,
      ...http2(props.http2 ?? true),
      dependsOn: [...subnet.ready, ...this.grantVaultAccess(props)],
    });
    setLifecycle(this.resource, {
      ignoreChanges: certificates.length > 0 ? [...ownedByControllerButCertificates] : [...ownedByController],
    });
    this.gatewayId = this.resource.id;
    this.gatewayName = props.gatewayName;
    this.resourceGroupName = props.resourceGroupName;
    this.subnetId = subnet.subnetId;
    this._identityId = identity?.identityId;
    this._facts = factsOf(this, props);
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    checkUnchangedLater(this, this.resource);
    if (!props.privateOnly) checkLate(this, (late) => checkManagementPorts(late, subnet, this));
    checkLate(this, (late) => checkVaultsLate(late, this, props));
    stateGateway(this, props);
  }

  private makePublicAddress(props: ApplicationGatewayProps, zones: string[]): PublicIp {
    return new PublicIp(this, 'PublicAddress', {
      name: derivedName(props.gatewayName, 'public', nameRules.networkPart),
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      tags: props.tags,
      sku: 'Standard',
      allocationMethod: 'Static',
      zones: [...zones],
    });
  }

  /** The gateway is created once its identity can read its certificates. */
  private grantVaultAccess({ identity, certificates = [], trustedRoots = [] }: ApplicationGatewayProps) {
    return [...certificates, ...trustedRoots].flatMap(({ _reference: reference }) =>
      identity && reference ? reference.vault.grantReadSecrets(identity, reference.secretName).ready : [],
    );
  }
}

function privateFrontend({ privateAddress, subnet }: ApplicationGatewayProps) {
  if (privateAddress === undefined) return [];
  const { private: name } = frontendNames;
  return [{ name, subnetId: subnet.subnetId, privateIpAddress: privateAddress, privateIpAddressAllocation: 'Static' }];
}

function factsOf(gateway: ApplicationGateway, props: ApplicationGatewayProps): GatewayFacts {
  const { gatewayName, resourceGroupName, certificates = [], trustedRoots = [] } = props;
  const group = literalName(TerraformStack.of(gateway), resourceGroupName);
  return {
    key: keyOfGateway(group, gatewayName) ?? gateway.node.path,
    subnet: props.subnet._facts,
    hasIdentity: props.identity !== undefined,
    hasPrivateFrontend: props.privateAddress !== undefined,
    hasPublicFrontend: !props.privateOnly,
    certificateNames: certificates.map(({ name }) => name),
    trustedRootNames: trustedRoots.map(({ name }) => name),
  };
}

/** Registers a gateway's location, private address and certificates, and the identity with which it reads their vaults. */
function stateGateway(gateway: IConstruct, props: ApplicationGatewayProps): void {
  const { subnet, location, identity, privateAddress: address, certificates = [], trustedRoots = [] } = props;
  state(gateway, 'place', () => ({
    location,
    others: [{ prop: 'subnet', path: subnet.node.path, location: subnet._facts.network?.location }],
  }));
  if (address !== undefined) {
    state(gateway, 'address', () => ({ prop: 'privateAddress', address, network: subnetRef(subnet).network }));
  }
  for (const { _reference: reference } of [...certificates, ...trustedRoots]) {
    if (!reference) continue;
    const { vault, secretName: certificateName } = reference;
    state(gateway, 'certificate', () => ({ vaultId: vault.vaultId, vaultPath: vault.node.path, certificateName }));
  }
  if (!identity) return;
  state(gateway, 'caller', () => ({
    principalId: identity.principalId,
    what: 'its listeners',
    network: subnetRef(subnet).network,
    isTrustedService: true,
  }));
}

publicClass('ApplicationGateway', ApplicationGateway);
