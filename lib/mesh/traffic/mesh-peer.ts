import { publicClass } from '../../core/public-class';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { PathMatch } from './path-match';
import type { TokenClaim } from './token-claim';

/** The requests that a peer may send. */
export interface RequestScope {
  /**
   * The methods, in uppercase, e.g. `GET`.
   *
   * @default - all
   */
  readonly methods?: string[];

  /**
   * The paths.
   *
   * @default - all
   */
  readonly paths?: PathMatch[];

  /**
   * Claims of the end user's token, all of which the request must have; only in `allowFrom` of a service with `jwtAuthentication`.
   *
   * @default - none
   */
  readonly claims?: TokenClaim[];

  /**
   * The addresses of the clients of a gateway, in CIDR notation; only of `MeshPeer.ingressGateway`. The gateway must see them:
   * `ExternalTrafficPolicy.LOCAL`, and no proxy before it.
   *
   * @see https://istio.io/latest/docs/tasks/security/authorization/authz-ingress/
   *
   * @default - all
   */
  readonly clientRanges?: string[];
}

/** A Prometheus in the mesh. */
export interface PrometheusPeerOptions {
  /** Its namespace. */
  readonly namespace: string;

  /** Its ServiceAccount. */
  readonly serviceAccount: string;

  /**
   * The path of the metrics.
   *
   * @default /metrics
   */
  readonly path?: string;
}

/** An allowed caller of a service: workloads in the mesh, by the identity that mutual TLS proves, or callers by their addresses. */
export class MeshPeer {
  /** The pods of one ServiceAccount. */
  public static serviceAccount(namespace: string, name: string, scope?: RequestScope): MeshPeer {
    return new MeshPeer(namespace, name, scope ?? {});
  }

  /** All pods of a namespace. */
  public static namespace(name: string, scope?: RequestScope): MeshPeer {
    return new MeshPeer(name, undefined, scope ?? {});
  }

  /** A gateway of the mesh, for requests from outside. */
  public static ingressGateway(gateway: IMeshGateway, scope?: RequestScope): MeshPeer {
    return new MeshPeer(gateway.namespace.namespaceName, gateway.serviceAccountName, scope ?? {}, undefined, true);
  }

  /**
   * All callers with an address in one of the ranges, in the mesh or not: virtual machines, networks connected to the cluster's, or
   * monitoring without a sidecar. An address proves less than an identity. Callers outside the mesh also need a port that accepts plain
   * text (`plainTextPorts` of `MeshNamespacePolicy`).
   *
   * @param ranges the ranges in CIDR notation, e.g. `10.1.0.0/16`; 1 or more.
   * @param scope the requests.
   */
  public static addresses(ranges: string[], scope?: RequestScope): MeshPeer {
    return new MeshPeer('', undefined, scope ?? {}, ranges);
  }

  /** A Prometheus in the mesh that scrapes metrics from the service's port, by GET of one path. */
  public static prometheus(options: PrometheusPeerOptions): MeshPeer {
    const { namespace, serviceAccount, path = '/metrics' } = options;
    return new MeshPeer(namespace, serviceAccount, { methods: ['GET'], paths: [PathMatch.exact(path)] });
  }

  private constructor(
    /** @internal */
    public readonly _namespace: string,
    /** @internal */
    public readonly _serviceAccount: string | undefined,
    /** @internal */
    public readonly _scope: RequestScope,
    /** @internal */
    public readonly _ranges?: string[],
    /** @internal */
    public readonly _isGateway: boolean = false,
  ) {}

  /** @internal */
  public get _isScoped(): boolean {
    return Object.values(this._scope).some((value) => value !== undefined);
  }

  /** @internal */
  public get _key(): string {
    return this._ranges ? this._ranges.join() : `${this._namespace}/${this._serviceAccount ?? '*'}`;
  }

  /**
   * Peers with the same key may send the same requests.
   *
   * @internal
   */
  public get _scopeKey(): string {
    const { methods, paths, claims, clientRanges } = this._scope;
    const parts = [methods && [...methods].sort(), paths?.map((path) => path._key).sort()];
    return JSON.stringify(claims || clientRanges ? [...parts, claims, clientRanges] : parts);
  }
}

publicClass('MeshPeer', MeshPeer);
