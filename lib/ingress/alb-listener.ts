import { checkInteger, checkName, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';

/** A listener's options besides its protocol. */
export interface AlbListenerOptions {
  /**
   * The host that the listener serves, in lower case: `shop.example.com`, or `*.example.com` for all below.
   *
   * @default - all hosts
   */
  readonly hostName?: string;

  /**
   * The port: 1 to 65535.
   *
   * @default - 443 with TLS, 80 without
   */
  readonly port?: number;

  /**
   * Whether routes from all namespaces can attach, instead of only those in the gateway's namespace.
   *
   * @default false
   */
  readonly openToAllNamespaces?: boolean;
}

export const hostPattern = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/** A listener of a gateway: port, protocol and hosts. */
export class AlbListener {
  /** Plain HTTP: requests are sent in plain text. For redirects to HTTPS, and behind another TLS termination. */
  public static http(name: string, options: AlbListenerOptions = {}): AlbListener {
    return new AlbListener(name, options);
  }

  /**
   * HTTPS with TLS termination at the load balancer.
   *
   * @param name the listener's name, unique in the gateway: lowercase letters, digits and `-`.
   * @param secretName a Secret with a certificate (`kubernetes.io/tls`) in the gateway's namespace.
   * @param options host and port.
   */
  public static https(name: string, secretName: string, options: AlbListenerOptions = {}): AlbListener {
    return new AlbListener(name, options, secretName);
  }

  private constructor(
    /** The listener's name. */
    public readonly listenerName: string,
    private readonly options: AlbListenerOptions,
    private readonly secretName?: string,
  ) {}

  /** @internal */
  public get _isPlain(): boolean {
    return this.secretName === undefined;
  }

  /** @internal */
  public get _port(): number {
    return this.options.port ?? (this._isPlain ? 80 : 443);
  }

  /**
   * Two of a gateway may not have the same.
   *
   * @internal
   */
  public get _key(): string {
    return `${this._port} ${this.options.hostName ?? ''}`;
  }

  /** @internal */
  public get _isOpen(): boolean {
    return this.options.openToAllNamespaces ?? false;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { hostName, port } = this.options;
    checkName(faults, `${prop}.name`, this.listenerName, nameRules.kubernetesLabel);
    checkPattern(faults, `${prop}.hostName`, hostName, hostPattern, 'must be a host in lowercase', 'shop.example.com');
    checkInteger(faults, `${prop}.port`, port, 1, 65_535);
    if (!this._isPlain) checkName(faults, `${prop}.secretName`, this.secretName, nameRules.kubernetesObject);
  }

  /** @internal */
  public _render(): { [key: string]: unknown } {
    return {
      name: this.listenerName,
      protocol: this._isPlain ? 'HTTP' : 'HTTPS',
      port: this._port,
      hostname: this.options.hostName,
      tls: this._isPlain
        ? undefined
        : { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: this.secretName }] },
      allowedRoutes: { namespaces: { from: this._isOpen ? 'All' : 'Same' } },
    };
  }
}

publicClass('AlbListener', AlbListener);
