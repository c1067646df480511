import type { INamespace } from '../workload/namespace';
import type { IApplicationGatewayIngress } from './application-gateway-ingress-ref';
import type { GatewayBackendTlsOptions, GatewayProbeOptions } from './gateway-ingress-options';
import type { GatewayIngressTarget } from './gateway-ingress-target';
import type { GatewayIngressTls } from './gateway-ingress-tls';
import type { IWebApplicationFirewall } from './web-application-firewall';

/** Props of an Ingress. */
export interface GatewayIngressProps {
  /** The controller, of the same stack (`ApplicationGatewayIngress.fromCluster` brings one of another stack). */
  readonly controller: IApplicationGatewayIngress;

  /**
   * The name: lowercase letters, digits, `-` and `.`, unique in the namespace.
   *
   * Changing this replaces the Ingress.
   */
  readonly name: string;

  /** The target of the requests. An Ingress has one; several Ingresses may share hosts. */
  readonly target: GatewayIngressTarget;

  /**
   * The namespace of the Ingress and of its target, of the same stack.
   *
   * Changing this replaces the Ingress.
   *
   * @default - that of the gateway of Istio; for other targets it must be given
   */
  readonly namespace?: INamespace;

  /**
   * The hosts, e.g. `shop.example.com`; a leading `*.` matches any name.
   *
   * @default - all hosts
   */
  readonly hosts?: string[];

  /**
   * The paths, each with all below it, e.g. `/api`.
   *
   * @default ['/']
   */
  readonly paths?: string[];

  /**
   * The certificate that callers see.
   *
   * @default - none: callers speak plain HTTP
   */
  readonly tls?: GatewayIngressTls;

  /**
   * Whether plain HTTP is led to HTTPS.
   *
   * @default - true with `tls`
   */
  readonly sslRedirect?: boolean;

  /**
   * TLS from the gateway to the target.
   *
   * @default - plain HTTP
   */
  readonly backendTls?: GatewayBackendTlsOptions;

  /**
   * The gateway's health probe of the target.
   *
   * @default - as the pods' own probes; for a gateway of Istio without `backendTls` its health port
   */
  readonly probe?: GatewayProbeOptions;

  /**
   * Whether the Ingress is served on the gateway's private address.
   *
   * @default false
   */
  readonly privateFrontend?: boolean;

  /**
   * The firewall of these paths, instead of the gateway's own. The gateway must be of the SKU WAF_v2.
   *
   * @default - the gateway's own, if it has one
   */
  readonly firewall?: IWebApplicationFirewall;

  /**
   * The timeout of the target's response, in seconds: 1 to 86400.
   *
   * @default 30
   */
  readonly requestTimeoutSeconds?: number;

  /**
   * The time in which a terminating pod can finish its requests (connection draining), in seconds: 1 to 3600.
   *
   * @default - not at all
   */
  readonly connectionDrainingSeconds?: number;

  /**
   * Whether requests of one caller go to one pod, by a cookie.
   *
   * @default false
   */
  readonly cookieAffinity?: boolean;

  /**
   * The path that replaces the Ingress' path in requests to the target, e.g. `/`.
   *
   * @default - the request's own path
   */
  readonly backendPathPrefix?: string;

  /**
   * The port that callers use: 1 to 64999.
   *
   * @default - 80, or 443 with `tls`
   */
  readonly frontendPort?: number;

  /**
   * The gateway's SSL profile, by name, e.g. for certificates of callers.
   *
   * @default - none
   */
  readonly sslProfileName?: string;

  /**
   * The order of the gateway's rules: 1 to 20000; the lowest that matches decides.
   *
   * @default - the controller's own order
   */
  readonly rulePriority?: number;

  /**
   * Additional annotations. Annotations that props set are rejected.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
