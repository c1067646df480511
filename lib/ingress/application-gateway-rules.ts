import type { KeyVault as KeyVaultResource } from '@cdktf/provider-azurerm/lib/key-vault';
import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  checkGiven,
  checkName,
  checkOneOf,
  checkPlace,
  checkResourceId,
  checkSameStack,
  isKnown,
} from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { resolve } from '../core/resolve';
import { KeyVault } from '../vault/key-vault';
import type { ApplicationGatewayProps } from './application-gateway-props';
import type { GatewayCapacity } from './gateway-capacity';
import { checkGatewaySubnet } from './gateway-subnet-rules';
import type { GatewayTlsPolicy } from './gateway-tls-policy';

const skus = { standard: 'Standard_v2', waf: 'WAF_v2' };

/** Checks the props of a gateway before any resource is created. */
export function checkApplicationGateway(
  faults: Faults,
  gateway: Construct,
  props: ApplicationGatewayProps,
  settings: { readonly capacity: GatewayCapacity; readonly sku: string; readonly tlsPolicy: GatewayTlsPolicy },
): void {
  const { subnet, privateAddress, privateOnly, zones, publicAddressId, firewall } = props;
  const { capacity, tlsPolicy } = settings;
  checkPlace(faults, props);
  checkName(faults, 'gatewayName', props.gatewayName, nameRules.networkPart);
  capacity._check(faults, 'capacity');
  tlsPolicy._check(faults, 'tlsPolicy');
  checkResourceId(faults, 'publicAddressId', publicAddressId, 'Microsoft.Network/publicIPAddresses');
  if (checkGiven(faults, 'subnet', subnet, 'Use a separate subnet.')) {
    checkGatewaySubnet(faults, subnet, gateway, { instances: capacity._max, privateAddress, privateOnly });
  }
  if (privateOnly) checkPrivateOnly(faults, props);
  if (isKnown(zones)) for (const zone of zones) checkOneOf(faults, 'zones', zone, ['1', '2', '3']);
  if (firewall) checkSameStack(faults, 'firewall', firewall, gateway, 'WebApplicationFirewall.fromFirewallId');
  checkSku(faults, props, settings.sku);
  checkCertificates(faults, gateway, props);
}

function checkPrivateOnly(faults: Faults, { privateAddress, publicAddressId }: ApplicationGatewayProps): void {
  const must = (rest: string) => `must ${rest} with privateOnly`;
  if (privateAddress === undefined) {
    faults.add('privateAddress', must('be set'), undefined, 'Use an address of the subnet.');
  }
  if (publicAddressId !== undefined) {
    faults.add('publicAddressId', must('be left out'), publicAddressId, 'Remove one of the two.');
  }
}

function checkSku(faults: Faults, { firewall }: ApplicationGatewayProps, sku: string): void {
  checkOneOf(faults, 'sku', sku, Object.values(skus));
  if (firewall && sku === skus.standard) {
    const fix = 'Use GatewaySku.WAF_V2, or leave sku out.';
    faults.add('sku', 'must be WAF_v2 with a firewall', sku, fix);
  }
  if (!firewall && sku === skus.waf) {
    faults.add(
      'firewall',
      'must be set with WAF_v2, which otherwise filters nothing',
      undefined,
      'Set a WebApplicationFirewall.',
    );
  }
}

function checkCertificates(faults: Faults, gateway: Construct, props: ApplicationGatewayProps): void {
  const { identity, certificates = [], trustedRoots = [] } = props;
  if (identity) checkSameStack(faults, 'identity', identity, gateway, 'ManagedIdentity.fromLookup');
  certificates.forEach((certificate, index) => {
    certificate._check(faults, `certificates[${index}]`, gateway);
  });
  trustedRoots.forEach((root, index) => {
    root._check(faults, `trustedRoots[${index}]`, gateway);
  });
  for (const [prop, list] of Object.entries({ certificates, trustedRoots })) {
    const names = list.map(({ name }) => name);
    const twin = names.find((name, index) => isKnown(name) && names.indexOf(name) < index);
    if (twin !== undefined) faults.add(prop, 'must have different names', twin, 'Rename one of them.');
    if (!identity && list.some(({ _reference }) => _reference !== undefined)) {
      const must = `must be set together with ${prop} of a key vault, which the gateway reads with this identity`;
      faults.add('identity', must, undefined, 'Set a ManagedIdentity of the same stack.');
    }
  }
}

/** Rejects vaults that block Azure's trusted services and have no private endpoint: the gateway can't read them. */
export function checkVaultsLate(faults: Faults, gateway: Construct, props: ApplicationGatewayProps): void {
  const { certificates = [], trustedRoots = [] } = props;
  const vaults = new Set([...certificates, ...trustedRoots].map(({ _reference }) => _reference?.vault));
  for (const vault of vaults) {
    if (!(vault instanceof KeyVault) || !isClosed(vault.resource)) continue;
    const hasEndpoint = TerraformStack.of(gateway)
      .node.findAll()
      .some(
        (node) =>
          node instanceof PrivateEndpoint &&
          resolve(gateway, node.privateServiceConnectionInput?.privateConnectionResourceId) ===
            resolve(gateway, vault.vaultId),
      );
    if (hasEndpoint) continue;
    const must = 'must allow trusted Azure services in its network rules, or have a private endpoint';
    faults.add('certificates', must, vault.node.path, 'Set trustedServicesBypass to true on the vault.');
  }
}

function isClosed({ networkAclsInput: rules }: KeyVaultResource): boolean {
  return rules?.defaultAction === 'Deny' && rules.bypass === 'None';
}
