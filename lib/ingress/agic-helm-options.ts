import type { IManagedIdentity, ManagedIdentityProps } from '../identity/managed-identity';
import type { AzureCloud } from '../network/azure-cloud';
import type { ISubnet } from '../network/subnet-base';
import type { INamespace } from '../workload/namespace';
import type { AgicVersion } from './agic-version';

/** How the controller is installed by its chart. */
export interface AgicHelmOptions {
  /**
   * The identity that configures the gateway, of the same stack. Either this or `newIdentity`.
   *
   * @default - newIdentity
   */
  readonly identity?: IManagedIdentity;

  /**
   * The identity to create. Either this or `identity`.
   *
   * @default - identity
   */
  readonly newIdentity?: ManagedIdentityProps;

  /**
   * Whether the roles of the identity are assigned here. If not, they must be assigned before: by `grantIngressController` of the gateway, in
   * the stack that creates the identity.
   *
   * @default true
   */
  readonly grantRoles?: boolean;

  /**
   * The release of the controller.
   *
   * @default AgicVersion.V1_9_8
   */
  readonly version?: AgicVersion;

  /**
   * The namespace of the controller, in no mesh. Its pod runs as root and reads `/etc/kubernetes` of its node, which Pod Security
   * allows at the level privileged only.
   *
   * Changing this replaces the controller.
   *
   * @default - a namespace `ingress-azure` of its own, or for an ingress class of its own `ingress-azure-` and the class
   */
  readonly namespace?: INamespace;

  /**
   * The release's name, unique for the cluster: 1 to 53 lowercase letters, digits and `-`.
   *
   * Changing this replaces the controller.
   *
   * @default - `ingress-azure`, or for an ingress class of its own `ingress-azure-` and the class; cut, with a hash, where that is
   * longer than 53 characters
   */
  readonly releaseName?: string;

  /**
   * The cloud of the gateway.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;

  /**
   * Values of the chart `ingress-azure`, merged over the library's values: these keys take precedence.
   *
   * @see https://github.com/Azure/application-gateway-kubernetes-ingress/blob/1.9.8/helm/ingress-azure/values.yaml
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/** A gateway that AKS creates for the add-on. */
export interface AddOnGatewayOptions {
  /** The gateway's name: 2 to 80 letters, digits, `_`, `.` and `-`. It is created in the node resource group. */
  readonly gatewayName: string;

  /** The gateway's own subnet, of the same stack; a /24 is advised. */
  readonly subnet: ISubnet;
}

/** A gateway that the controller creates. */
export interface AgicGatewayOptions extends AddOnGatewayOptions {
  /** The resource group of the gateway, by name. The controller has full access to it: use a dedicated one. */
  readonly gatewayResourceGroupName: string;
}
