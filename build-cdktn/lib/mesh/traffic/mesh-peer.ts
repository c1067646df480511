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

/** An allowed caller of a service: workloads in the mesh, by the identity that mutual TLS proves. */
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
    return new MeshPeer(gateway.namespace.namespaceName, gateway.serviceAccountName, scope ?? {});
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
  ) {}

  /** @internal */
  public get _isScoped(): boolean {
    const { methods, paths, claims } = this._scope;
    return methods !== undefined || paths !== undefined || claims !== undefined;
  }

  /** @internal */
  public get _key(): string {
    return `${this._namespace}/${this._serviceAccount ?? '*'}`;
  }

  /**
   * Peers with the same key may send the same requests.
   *
   * @internal
   */
  public get _scopeKey(): string {
    const { methods, paths, claims } = this._scope;
    const parts = [methods && [...methods].sort(), paths?.map((path) => path._key).sort()];
    return JSON.stringify(claims ? [...parts, claims] : parts);
  }
}

publicClass('MeshPeer', MeshPeer);
