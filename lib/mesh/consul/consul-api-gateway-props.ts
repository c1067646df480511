import type { INamespace } from '../../workload/namespace';
import type { GatewayExposure } from '../gateways/gateway-exposure';
import type { TlsVersion } from '../gateways/tls-version';
import type { ConsulResources } from './consul-mesh-props';
import type { IConsulMesh } from './consul-mesh-ref';

/** Props of an API gateway of Consul. */
export interface ConsulApiGatewayProps {
  /** The mesh, of the same stack. */
  readonly mesh: IConsulMesh;

  /**
   * The name of Gateway, Deployment, Service and ServiceAccount, and of the gateway as a service of Consul, which callers' rules
   * (`MeshPeer.ingressGateway`) know it by: 1 to 53 lowercase letters, digits and `-`, unique among all services of the mesh.
   *
   * Changing this replaces the gateway.
   *
   * @default api-gateway
   */
  readonly gatewayName?: string;

  /**
   * The namespace of the gateway and of the Secrets with its certificates. Its pods are proxies themselves and get no sidecar.
   *
   * Changing this replaces the gateway.
   *
   * @default - a namespace `consul-ingress` of its own
   */
  readonly namespace?: INamespace;

  /**
   * From where the gateway can be called.
   *
   * @default GatewayExposure.internal()
   */
  readonly exposure?: GatewayExposure;

  /**
   * How many pods the gateway has: 1 to 100. Scaling by load is a feature of Consul Enterprise.
   *
   * @see https://developer.hashicorp.com/consul/docs/north-south/api-gateway/k8s/scale
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * What each of the gateway's pods asks of its node.
   *
   * @default - 100m of CPU, and 128Mi of memory to 512Mi
   */
  readonly resources?: ConsulResources;

  /**
   * The oldest TLS that the gateway speaks with callers. It has one port for HTTPS, so this holds for all hosts, and the `tls` of each
   * `MeshIngress` must say the same.
   *
   * @default TlsVersion.TLS_1_2
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Secrets of type `kubernetes.io/tls` in the gateway's namespace, for hosts that other programs lead through this gateway; 1 or
   * more. Those of the program's own `MeshIngress` are known.
   *
   * @default - none
   */
  readonly certificateSecretNames?: string[];
}

/** What is known of an API gateway that another stack or program makes. */
export interface ConsulApiGatewayAttributes {
  /** The mesh, of the same stack. */
  readonly mesh: IConsulMesh;

  /** The Gateway's name. */
  readonly gatewayName: string;

  /** The Gateway's namespace. */
  readonly namespaceName: string;

  /**
   * The Secrets in the gateway's namespace that its listener `https` (port 443) serves hosts with; 1 or more.
   *
   * @default - it has no such listener
   */
  readonly certificateSecretNames?: string[];

  /**
   * The oldest TLS that it speaks.
   *
   * @default TlsVersion.TLS_1_2
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Whether it has a listener `http` (port 80) for hosts on plain HTTP.
   *
   * @default false
   */
  readonly plainHttp?: boolean;
}
