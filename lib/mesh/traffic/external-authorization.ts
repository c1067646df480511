import { publicClass } from '../../core/public-class';
import type { PathMatch } from './path-match';

/** The requests that bypass external authorization. */
export interface ExternalAuthorizationOptions {
  /**
   * Paths that are not checked, e.g. those of probes.
   *
   * @default - none
   */
  readonly exemptPaths?: PathMatch[];

  /**
   * Methods that are not checked, in uppercase, e.g. `OPTIONS` for browsers' preflight requests.
   *
   * @default - none
   */
  readonly exemptMethods?: string[];
}

/**
 * A service that authorizes each request before the application receives it, such as oauth2-proxy or OPA. A proxy that cannot
 * reach it rejects requests, unless its provider is configured otherwise.
 *
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-custom/
 */
export class ExternalAuthorization {
  /**
   * The authorizer that the mesh's configuration defines by a name, in `extensionProviders` of Istio's MeshConfig (`values` of
   * `IstioMesh`, `settings` of `ManagedIstioMeshConfig`). With an unknown name, Istio rejects all requests.
   *
   * @param name the name of the provider.
   */
  public static byProvider(name: string, options?: ExternalAuthorizationOptions): ExternalAuthorization {
    return new ExternalAuthorization(name, options ?? {});
  }

  private constructor(
    /** @internal */
    public readonly _provider: string,
    /** @internal */
    public readonly _options: ExternalAuthorizationOptions,
  ) {}
}

publicClass('ExternalAuthorization', ExternalAuthorization);
