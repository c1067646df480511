import { isKnown } from '../../core/checks';
import type { MeshPeer } from './mesh-peer';

/** The protocol of a port outside the cluster. */
export enum EgressProtocol {
  /** TLS that the application originates: the mesh sees only the host's name. */
  TLS = 'TLS',

  /** Plain HTTP. */
  HTTP = 'HTTP',

  /**
   * Any other TCP protocol, e.g. PostgreSQL, MySQL and SQL Server, whose connections start in plain text even if TLS follows. The
   * mesh sees addresses and ports, but no host names.
   */
  TCP = 'TCP',
}

/** TLS that the mesh originates for applications that call a host in plain text. */
export interface TlsOrigination {
  /**
   * The port on which the hosts expect TLS: 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;
}

/** Hosts outside the cluster that may be called, for any namespace. */
export interface MeshEgressOptions {
  /** The name of the mesh's objects: 1 to 63 lowercase letters, digits and `-`. */
  readonly name: string;

  /**
   * The hosts' full DNS names, e.g. `graph.microsoft.com`; 1 or more, each once. `*.blob.core.windows.net` allows all names below
   * a domain, except with TCP, on Consul, and with HTTP on Open Service Mesh: the mesh compares only the name, so a caller that sends
   * an allowed name can reach any address. With TCP on Istio, exactly 1: all connections to the port go to it, unless `addresses` is
   * set. On Linkerd and Open Service Mesh, TCP is allowed to any host on the port (on Open Service Mesh within `addresses`).
   */
  readonly hosts: string[];

  /**
   * The port: 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * The protocol. TLS on a port of a protocol whose connections start in plain text, e.g. PostgreSQL, raises a warning.
   *
   * @default EgressProtocol.TLS
   */
  readonly protocol?: EgressProtocol;

  /**
   * The IPv4 addresses of the hosts, or ranges in CIDR notation, e.g. those of a private endpoint; only with TCP. On Istio,
   * connections to a single address go to the host, and connections to a range go to the address that the caller chose. Linkerd and
   * Consul don't support it.
   *
   * @default - any address
   */
  readonly addresses?: string[];

  /**
   * TLS that the caller's proxy originates, with the host's name as server name: applications call `port` in plain text. The proxy
   * verifies the host's certificate by the authorities of its operating system. Only with HTTP and TCP, and full host names. Istio
   * supports it.
   *
   * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-tls-origination/
   *
   * @default - none: calls leave the cluster as the application sends them
   */
  readonly tlsOrigination?: TlsOrigination;

  /**
   * The ServiceAccounts of this namespace that may call the hosts. Required on Open Service Mesh; rejected on Istio and Linkerd,
   * which allow the whole namespace.
   *
   * @default - the whole namespace
   */
  readonly callers?: MeshPeer[];
}

/** The prefix of a host that matches all subdomains. */
export const wildcard = '*.';

export function isWildcard(host: string | undefined): boolean {
  return isKnown(host) && host.startsWith(wildcard);
}
