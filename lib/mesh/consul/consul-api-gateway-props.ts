import type { INamespace } from '../../workload/namespace';
import type { GatewayExposure } from '../gateways/gateway-exposure';
import type { TlsVersion } from '../gateways/tls-version';
import type { ConsulResources } from './consul-mesh-props';
import type { IConsulMesh } from './consul-mesh-ref';

/** Props of a Consul API gateway. */
export interface ConsulApiGatewayProps {
  /** The mesh, in the same stack. */
  readonly mesh: IConsulMesh;

  /**
   * The name of the Gateway, Deployment, Service and ServiceAccount, and of the gateway's Consul service, by which intentions
   * (`MeshPeer.ingressGateway`) identify it: 1 to 53 lowercase letters, digits and `-`, unique among all services of the mesh.
   *
   * Changing this replaces the gateway.
   *
   * @default api-gateway
   */
  readonly gatewayName?: string;

  /**
   * The namespace of the gateway and of the Secrets with its certificates. Its pods are proxies and have no sidecar.
   *
   * Changing this replaces the gateway.
   *
   * @default - a separate namespace `consul-ingress`
   */
  readonly namespace?: INamespace;

  /**
   * The gateway's exposure to callers.
   *
   * @default GatewayExposure.internal()
   */
  readonly exposure?: GatewayExposure;

  /**
   * The number of gateway pods: 1 to 100. Autoscaling is a feature of Consul Enterprise.
   *
   * @see https://developer.hashicorp.com/consul/docs/north-south/api-gateway/k8s/scale
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Resource requests and limits of each gateway pod.
   *
   * @default - CPU request 100m, memory request 128Mi and limit 512Mi
   */
  readonly resources?: ConsulResources;

  /**
   * The minimum TLS version for callers. The gateway has one HTTPS port, so this applies to all hosts, and the `tls` of each
   * `MeshIngress` must have the same version.
   *
   * @default TlsVersion.TLS_1_2
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Secrets of type `kubernetes.io/tls` in the gateway's namespace, for hosts that other programs serve by this gateway; 1 or
   * more. Those of the program's own `MeshIngress` are added automatically.
   *
   * @default - none
   */
  readonly certificateSecretNames?: string[];
}

/** Attributes of an API gateway that another stack or program creates. */
export interface ConsulApiGatewayAttributes {
  /** The mesh, in the same stack. */
  readonly mesh: IConsulMesh;

  /** The Gateway's name. */
  readonly gatewayName: string;

  /** The Gateway's namespace. */
  readonly namespaceName: string;

  /**
   * The Secrets in the gateway's namespace with the certificates of its listener `https` (port 443); 1 or more.
   *
   * @default - no listener `https`
   */
  readonly certificateSecretNames?: string[];

  /**
   * Its minimum TLS version.
   *
   * @default TlsVersion.TLS_1_2
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Whether it has a listener `http` (port 80) for hosts without TLS.
   *
   * @default false
   */
  readonly plainHttp?: boolean;
}
