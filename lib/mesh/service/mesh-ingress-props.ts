import { publicClass } from '../../core/public-class';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { MeshGatewayCertificate } from '../gateways/mesh-gateway-certificate';
import { TlsVersion } from '../gateways/tls-version';
import type { PathMatch } from '../traffic/path-match';
import type { MeshService } from './mesh-service';

/** Which requests a gateway leads to which service. */
export interface IngressRoute {
  /**
   * The paths.
   *
   * @default - all that no route before it takes
   */
  readonly path?: PathMatch;

  /** The service. Its split, header routes, retries and timeout hold for requests of the gateway too. */
  readonly service: MeshService;

  /**
   * The hosts that the route is for, of those of the ingress; 1 or more. Consul's gateway serves hosts with one certificate by several
   * `MeshIngress`, and rejects this.
   *
   * @default - all of them
   */
  readonly hosts?: string[];
}

/** Props of hosts that a gateway of the mesh serves. */
export interface MeshIngressProps {
  /** The gateway. */
  readonly gateway: IMeshGateway;

  /** The name of the objects: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /**
   * The hosts' full DNS names, e.g. `shop.example.com`; 1 or more, each once. A gateway serves each host by one `MeshIngress`: on Istio
   * it would reject all of its hosts otherwise.
   */
  readonly hosts: string[];

  /**
   * Where requests go; the first route that matches counts. 1 or more, at least one for each host. The services may be in several
   * namespaces (on Consul in one); the objects are in that of the first.
   */
  readonly routes: IngressRoute[];

  /**
   * Where the certificate comes from.
   *
   * @default - none: plain HTTP, with a warning
   */
  readonly tls?: IngressTls;

  /**
   * Whether plain HTTP requests are redirected to HTTPS. Only with `tls`; otherwise port 80 is closed. Consul's gateway can't: it wants
   * false.
   *
   * @default true
   */
  readonly redirectHttp?: boolean;
}

/** The certificate of an ingress. */
export class IngressTls {
  /**
   * A Secret of type `kubernetes.io/tls` in the gateway's own namespace, e.g. of cert-manager, which needs a DNS-01 solver: neither the
   * redirect to HTTPS nor a closed port 80 lets the challenge of HTTP-01 through.
   *
   * @param secretName the Secret's name.
   * @param minimumVersion TLS 1.2 unless given.
   */
  public static kubernetesSecret(secretName: string, minimumVersion?: TlsVersion): IngressTls {
    return new IngressTls(secretName, minimumVersion ?? TlsVersion.TLS_1_2);
  }

  /**
   * A certificate of Azure Key Vault, for the same gateway.
   *
   * @param certificate the certificate.
   * @param minimumVersion TLS 1.2 unless given.
   */
  public static fromKeyVault(certificate: MeshGatewayCertificate, minimumVersion?: TlsVersion): IngressTls {
    return new IngressTls(certificate?.secretName, minimumVersion ?? TlsVersion.TLS_1_2, certificate);
  }

  private constructor(
    /** @internal */
    public readonly _secretName: string,
    /** @internal */
    public readonly _minimumVersion: TlsVersion,
    /** @internal */
    public readonly _certificate?: MeshGatewayCertificate,
  ) {}
}

publicClass('IngressTls', IngressTls);
