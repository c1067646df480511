import { publicClass } from '../../core/public-class';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { MeshGatewayCertificate } from '../gateways/mesh-gateway-certificate';
import { TlsVersion } from '../gateways/tls-version';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { ExternalAuthorization } from '../traffic/external-authorization';
import type { JwtAuthentication } from '../traffic/jwt-authentication';
import type { MeshRoute } from '../traffic/mesh-route';
import type { PathMatch } from '../traffic/path-match';
import type { MeshService } from './mesh-service';

/**
 * A gateway's route: its requests, their destination and their settings. Without an `action` the service's own routes and split
 * apply to the requests; the gateway's route takes precedence for settings in both.
 */
export interface IngressRoute extends MeshRoute {
  /**
   * The service. Its retries, timeout, mirror and faults apply to requests of the gateway too.
   *
   * @default - none, for a redirect or a response; required otherwise
   */
  readonly service?: MeshService;

  /**
   * The route's hosts, a subset of the ingress's hosts; 1 or more. Rejected on Consul: use several `MeshIngress`, which can share
   * a certificate.
   *
   * @default - all of them
   */
  readonly hosts?: string[];
}

/** Paths of an ingress' hosts whose routes are defined elsewhere, by `MeshIngressRoutes`. */
export interface IngressDelegate {
  /** The name of the `MeshIngressRoutes`: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /** The namespace of its services, by name. */
  readonly namespaceName: string;

  /** The paths: an exact path, or a prefix. Of two delegates whose paths overlap, the one with the longer path is used. */
  readonly path: PathMatch;

  /**
   * The hosts, of those of the ingress; 1 or more.
   *
   * @default - all of them
   */
  readonly hosts?: string[];
}

/** Props of hosts that a mesh gateway serves. */
export interface MeshIngressProps {
  /** The gateway. */
  readonly gateway: IMeshGateway;

  /** The objects' name: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /**
   * The hosts' full DNS names, e.g. `shop.example.com`, or `*.example.com` for all names below a domain except the other hosts; 1 or
   * more, each once. Each host of a gateway must be in only one `MeshIngress`: Istio's gateway rejects all of its hosts if one is
   * defined twice.
   */
  readonly hosts: string[];

  /**
   * The routes; the first one that matches a request is used. Their services may be in several namespaces (on Consul in one).
   *
   * @default - none: each host has routes of `MeshIngressRoutes` instead
   */
  readonly routes?: IngressRoute[];

  /**
   * Paths whose routes another stack or program defines, by `MeshIngressRoutes` with a `MeshIngress.fromAttributes`. They take
   * precedence over `routes`, which must not be within them. `MeshIngressRoutes` of the same stack add themselves. Consul's gateway
   * accepts routes from every namespace of the mesh, and rejects this.
   *
   * @default - none
   */
  readonly delegates?: IngressDelegate[];

  /**
   * The namespace of the ingress' objects.
   *
   * Changing this replaces the objects.
   *
   * @default - that of the first service in `routes`; required without one
   */
  readonly namespace?: IMeshNamespace;

  /**
   * The source of the certificate.
   *
   * @default - none: plain HTTP, with a warning
   */
  readonly tls?: IngressTls;

  /**
   * Whether plain HTTP requests are redirected to HTTPS; if false, port 80 is closed. Only with `tls`. Must be false on Consul,
   * whose gateway doesn't support it.
   *
   * @default true
   */
  readonly redirectHttp?: boolean;

  /**
   * Routes of requests by plain HTTP that are not redirected, e.g. ACME challenges (HTTP-01) or certificate revocation lists; 1 or more,
   * each with a path. Only with `tls`; `jwtAuthentication` and `externalAuthorization` of the ingress must exempt the paths.
   *
   * @default - none
   */
  readonly plainHttpRoutes?: IngressRoute[];

  /**
   * The end user's token, which requests to the hosts must carry, validated at the gateway; only with full host names, and without
   * `exemptCallers`. Requests to other hosts of the gateway need no token, but are rejected if they carry one of an issuer that no
   * ingress of the gateway names.
   *
   * @default - none
   */
  readonly jwtAuthentication?: JwtAuthentication;

  /**
   * A service that decides about each request to the hosts, at the gateway; only with full host names. A gateway has one provider.
   *
   * @default - none
   */
  readonly externalAuthorization?: ExternalAuthorization;
}

/** Facts about an ingress that another stack or program creates. */
export interface MeshIngressAttributes {
  /** The gateway. */
  readonly gateway: IMeshGateway;

  /** The hosts, as the ingress has them; 1 or more. */
  readonly hosts: string[];

  /**
   * Whether the ingress has no `tls`. Consul's routes name the gateway's listener; other meshes' routes don't need it.
   *
   * @default false
   */
  readonly plainHttp?: boolean;
}

/** The certificate of an ingress. */
export class IngressTls {
  /**
   * A Secret of type `kubernetes.io/tls` in the gateway's namespace, e.g. from cert-manager with a DNS-01 solver. HTTP-01
   * challenges need `plainHttpRoutes`, because port 80 is closed or redirects to HTTPS.
   *
   * @param secretName the Secret's name.
   * @param minimumVersion the minimum TLS version; 1.2 by default.
   */
  public static kubernetesSecret(secretName: string, minimumVersion?: TlsVersion): IngressTls {
    return new IngressTls(secretName, minimumVersion ?? TlsVersion.TLS_1_2);
  }

  /**
   * A certificate from Azure Key Vault, for the same gateway.
   *
   * @param certificate the certificate.
   * @param minimumVersion the minimum TLS version; 1.2 by default.
   */
  public static fromKeyVault(certificate: MeshGatewayCertificate, minimumVersion?: TlsVersion): IngressTls {
    return new IngressTls(certificate?.secretName, minimumVersion ?? TlsVersion.TLS_1_2, certificate);
  }

  /**
   * Requires a certificate of each client as well (mutual TLS). The certificates of the authorities that sign them are `ca.crt` of the
   * server's Secret, or of a Secret with its name and `-cacert`, in the gateway's namespace. Without them the hosts are not served.
   *
   * @param server the certificate of the server.
   * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/#configure-a-mutual-tls-ingress-gateway
   */
  public static withClientCertificates(server: IngressTls): IngressTls {
    const { _secretName, _minimumVersion, _certificate, _isPassthrough } = server ?? {};
    return new IngressTls(_secretName, _minimumVersion, _certificate, true, _isPassthrough);
  }

  /**
   * TLS that the applications terminate themselves: the gateway chooses the service by the server name (SNI) of the connection, and
   * sees no requests. Routes have a TCP service and hosts only.
   *
   * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/ingress-sni-passthrough/
   */
  public static passthrough(): IngressTls {
    return new IngressTls('', TlsVersion.TLS_1_2, undefined, false, true);
  }

  private constructor(
    /** @internal */
    public readonly _secretName: string,
    /** @internal */
    public readonly _minimumVersion: TlsVersion,
    /** @internal */
    public readonly _certificate?: MeshGatewayCertificate,
    /** @internal */
    public readonly _asksClients: boolean = false,
    /** @internal */
    public readonly _isPassthrough: boolean = false,
  ) {}
}

publicClass('IngressTls', IngressTls);
