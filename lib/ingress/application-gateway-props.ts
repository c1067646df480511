import type { AzureResourceProps } from '../core/azure-resource-props';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { ISubnet } from '../network/subnet-base';
import type { GatewayCapacity } from './gateway-capacity';
import type { GatewayCertificate } from './gateway-certificate';
import type { GatewayTlsPolicy } from './gateway-tls-policy';
import type { TrustedRoot } from './trusted-root';
import type { IWebApplicationFirewall } from './web-application-firewall';

/** The SKUs of an application gateway. */
export enum GatewaySku {
  /** Load balancing and TLS. */
  STANDARD_V2 = 'Standard_v2',

  /** The same, with a web application firewall. */
  WAF_V2 = 'WAF_v2',
}

/** Props of a gateway. */
export interface ApplicationGatewayProps extends AzureResourceProps {
  /**
   * The name: 2 to 80 letters, digits, `_`, `.` and `-`, unique in the resource group.
   *
   * Changing this replaces the gateway.
   */
  readonly gatewayName: string;

  /**
   * The gateway's own subnet; a /24 is advised. It has an address for each instance, and no route for 0.0.0.0/0. Pods of an
   * overlay network need it delegated (`SubnetDelegation.APPLICATION_GATEWAY`) and in the network of the nodes.
   */
  readonly subnet: ISubnet;

  /**
   * The number of instances.
   *
   * @default GatewayCapacity.autoscaled(2, 10)
   */
  readonly capacity?: GatewayCapacity;

  /**
   * The gateway's SKU.
   *
   * @default - GatewaySku.WAF_V2 with `firewall`, else GatewaySku.STANDARD_V2
   */
  readonly sku?: GatewaySku;

  /**
   * The firewall that reads all requests.
   *
   * @default - none
   */
  readonly firewall?: IWebApplicationFirewall;

  /**
   * The availability zones of the gateway and of the public IP address that is created for it.
   *
   * Changing this replaces the gateway.
   *
   * @default ['1', '2', '3']
   */
  readonly zones?: string[];

  /**
   * The resource id of a public IP address (Standard SKU, static) that exists.
   *
   * @default - an address of its own
   */
  readonly publicAddressId?: string;

  /**
   * An address of the subnet that the gateway has too, for callers of the network.
   *
   * @default - a public address only
   */
  readonly privateAddress?: string;

  /**
   * Whether the gateway has no public address. Needs `privateAddress`, the Helm deployment of AGIC or `privateFrontend` on each
   * `GatewayIngress`, and the feature `EnableApplicationGatewayNetworkIsolation` in the subscription, registered before the gateway is
   * created (`az feature register --namespace Microsoft.Network --name EnableApplicationGatewayNetworkIsolation`). Its subnet may have a
   * route for 0.0.0.0/0, and needs no security rules for Azure's management.
   *
   * Azure can't change this for an existing gateway.
   *
   * @see https://learn.microsoft.com/azure/application-gateway/application-gateway-private-deployment
   * @default false
   */
  readonly privateOnly?: boolean;

  /**
   * The identity that reads certificates, of the same stack. It gets its roles here.
   *
   * @default - none: certificates come from Secrets of Kubernetes
   */
  readonly identity?: IManagedIdentity;

  /**
   * Certificates that Ingresses name. With them all of the gateway's certificates are Terraform's, and Ingresses must not bring
   * Secrets of their own. Needs `identity`.
   *
   * @default - none: the controller uploads those of Ingresses' Secrets
   */
  readonly certificates?: GatewayCertificate[];

  /**
   * Trusted root certificates of backends, in addition to those of public authorities.
   *
   * @default - none
   */
  readonly trustedRoots?: TrustedRoot[];

  /**
   * The versions of TLS and the ciphers for callers.
   *
   * @default GatewayTlsPolicy.STRICT_2022
   */
  readonly tlsPolicy?: GatewayTlsPolicy;

  /**
   * Whether callers may use HTTP/2.
   *
   * @default true
   */
  readonly http2?: boolean;
}
