import { checkGiven, checkInteger, checkName, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkHeaderValue } from '../core/header-values';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { numberText } from '../core/token-values';
import type { PathMatch } from '../mesh/traffic/path-match';

/** A Service that requests go to. */
export interface AlbBackend {
  /** The Service, of the route's namespace. */
  readonly serviceName: string;

  /** The Service's port: 1 to 65535. */
  readonly port: number;

  /**
   * Its share among the rule's backends: 0 to 1,000,000. The shares need not sum up to anything.
   *
   * @default 1
   */
  readonly weight?: number;
}

/** The conditions of a rule; a request must meet all of them. */
export interface AlbRouteMatch {
  /**
   * The paths.
   *
   * @default - all paths
   */
  readonly path?: PathMatch;

  /**
   * Headers and their exact values.
   *
   * @default - whatever headers
   */
  readonly headers?: { [name: string]: string };

  /**
   * The method, e.g. `GET`.
   *
   * @default - all methods
   */
  readonly method?: string;
}

const methods = /^(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH)$/;
const pathTypes = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' } as const;

/** A route's rule: conditions, and the action for matching requests. */
export class AlbRouteRule {
  /**
   * Requests go to Services, by their shares.
   *
   * @param backends the Services; at least one.
   * @param matches the conditions, of which a request must meet at least one. All requests if omitted.
   * @param timeoutSeconds the timeout of a request: 1 to 3600 seconds; 60 if omitted.
   */
  public static toServices(backends: AlbBackend[], matches?: AlbRouteMatch[], timeoutSeconds?: number): AlbRouteRule {
    return new AlbRouteRule(backends, matches, timeoutSeconds);
  }

  /**
   * Callers are sent to HTTPS, with the answer 301; for a plain listener.
   *
   * @param matches the conditions, of which a request must meet at least one. All requests if omitted.
   */
  public static toHttps(matches?: AlbRouteMatch[]): AlbRouteRule {
    return new AlbRouteRule(undefined, matches);
  }

  private constructor(
    private readonly backends: AlbBackend[] | undefined,
    private readonly matches: AlbRouteMatch[] | undefined,
    private readonly timeoutSeconds?: number,
  ) {}

  /** @internal */
  public get _hasBackends(): boolean {
    return this.backends !== undefined;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (this.backends && this.backends.length === 0) {
      faults.add(
        `${prop}.backends`,
        'must have a backend',
        undefined,
        "For example, use { serviceName: 'web', port: 80 }.",
      );
    }
    this.backends?.forEach(({ serviceName, port, weight }, index) => {
      const at = `${prop}.backends[${index}]`;
      checkName(faults, `${at}.serviceName`, serviceName, nameRules.kubernetesLabel);
      if (checkGiven(faults, `${at}.port`, port, 'For example, use 80.'))
        checkInteger(faults, `${at}.port`, port, 1, 65_535);
      checkInteger(faults, `${at}.weight`, weight, 0, 1_000_000);
    });
    if (this.matches?.length === 0) {
      faults.add(`${prop}.matches`, 'must not be empty', undefined, 'Leave it out to match all requests.');
    }
    this.matches?.forEach(({ path, headers, method }, index) => {
      const at = `${prop}.matches[${index}]`;
      if (headers && Object.keys(headers).length === 0) {
        faults.add(`${at}.headers`, 'must not be empty', undefined, 'Leave it out to match requests with any headers.');
      }
      if (path?._kind === 'text') {
        const must = 'must be a path or a prefix that ends at a slash: a text is for routes of a mesh only';
        faults.add(`${at}.path`, must, path._path, 'Use PathMatch.prefix.');
      }
      if (path?._kind !== 'regex') {
        checkPattern(faults, `${at}.path`, path?._path, /^\/[^\s?#]*$/, 'must be a path that starts with /', '/api');
      }
      for (const [name, value] of Object.entries(headers ?? {})) {
        const must = 'must have header names as keys';
        checkPattern(faults, `${at}.headers`, name, /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, must, 'x-canary');
        checkHeaderValue(faults, `${at}.headers.${name}`, value);
      }
      checkPattern(faults, `${at}.method`, method, methods, 'must be an HTTP method in uppercase', 'GET');
    });
    checkInteger(faults, `${prop}.timeoutSeconds`, this.timeoutSeconds, 1, 3600, 'seconds');
  }

  /** @internal */
  public _render(): { [key: string]: unknown } {
    const redirect = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } };
    return {
      matches: this.matches?.map(renderMatch),
      filters: this.backends ? undefined : [redirect],
      backendRefs: this.backends?.map(({ serviceName: name, port, weight }) => ({ name, port, weight })),
      timeouts: this.timeoutSeconds === undefined ? undefined : { request: `${numberText(this.timeoutSeconds)}s` },
    };
  }
}

function renderMatch({ path, headers, method }: AlbRouteMatch): { [key: string]: unknown } {
  const headersOf = Object.entries(headers ?? {}).map(([name, value]) => ({ type: 'Exact', name, value }));
  return {
    path: path && { type: pathTypes[path._kind as keyof typeof pathTypes], value: path._path },
    headers: headersOf.length > 0 ? headersOf : undefined,
    method,
  };
}

publicClass('AlbRouteRule', AlbRouteRule);
