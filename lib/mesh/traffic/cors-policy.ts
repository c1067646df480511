/**
 * Which pages of other origins may read the answers (CORS). The proxy answers preflight requests of these origins itself.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS
 */
export interface CorsPolicy {
  /** The origins, e.g. `https://shop.example.com`, or `*` for all; 1 or more. */
  readonly allowOrigins: string[];

  /**
   * The methods that pages may use, in capitals, e.g. `GET`.
   *
   * @default - those that need no preflight: GET, HEAD and POST
   */
  readonly allowMethods?: string[];

  /**
   * The headers that pages may send, in lowercase.
   *
   * @default - those that need no preflight
   */
  readonly allowHeaders?: string[];

  /**
   * The headers of answers that pages may read, in lowercase.
   *
   * @default - those that are always readable
   */
  readonly exposeHeaders?: string[];

  /**
   * How long a browser may cache the response to a preflight request, in seconds: 1 to 86400.
   *
   * @default - the browser's own, 5 s
   */
  readonly maxAgeSeconds?: number;

  /**
   * Whether pages may send cookies. Not with the origin `*`.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
}
