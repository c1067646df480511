import { publicClass } from '../../core/public-class';
import type { MeshPeer } from './mesh-peer';
import type { PathMatch } from './path-match';
import type { TokenClaim } from './token-claim';

/** The requirements on end users' tokens of any issuer. */
export interface JwtOptions {
  /** The accepted audiences (`aud`), at least one; a token with one of them is accepted. */
  readonly audiences: string[];

  /**
   * Claims that every request's token must have, e.g. a group of Entra ID: 1 or more. For single callers, paths or methods use
   * `claims` in `allowFrom`.
   *
   * @default - none: every user of the issuer whose token is for the audiences
   */
  readonly requiredClaims?: TokenClaim[];

  /**
   * Callers in the mesh that need no token, by the identity that mutual TLS proves, without methods and paths: with all callers of
   * the mesh but the gateway here, only calls from outside need a token.
   *
   * @default - none
   */
  readonly exemptCallers?: MeshPeer[];

  /**
   * Paths that require no token, e.g. those of metrics.
   *
   * @default - none
   */
  readonly exemptPaths?: PathMatch[];

  /**
   * Methods that require no token, in uppercase, e.g. `OPTIONS` for browsers' preflight requests.
   *
   * @default - none
   */
  readonly exemptMethods?: string[];

  /**
   * Whether the token is forwarded to the application.
   *
   * @default false
   */
  readonly forwardsToken?: boolean;
}

/** The requirements on tokens of any issuer, with the issuer. */
export interface JwtIssuerOptions extends JwtOptions {
  /** The issuer, exactly as in the tokens' `iss` claim, e.g. `https://issuer.example.com`. */
  readonly issuer: string;

  /** The HTTPS URL of the issuer's public keys. The mesh's control plane or its proxies must be able to reach it. */
  readonly jwksUri: string;
}

/** The requirements on tokens of Microsoft Entra ID. */
export interface EntraIdJwtOptions extends JwtOptions {
  /** The tenant, a UUID. */
  readonly tenantId: string;
}

/** @internal */
export interface JwtIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
}

/**
 * The end user's token (JWT, `Authorization: Bearer`), which requests must carry: the pods' proxies reject requests with a
 * missing or invalid token. The token identifies the user; `allowFrom` restricts the calling workloads.
 */
export class JwtAuthentication {
  /** Tokens of one issuer. */
  public static issuer(options: JwtIssuerOptions): JwtAuthentication {
    return new JwtAuthentication(options, [{ issuer: options.issuer, jwksUri: options.jwksUri }]);
  }

  /**
   * Tokens of one tenant of Microsoft Entra ID in Azure's public cloud, of both versions: `requestedAccessTokenVersion` of an
   * application's registration decides which version its tokens have.
   *
   * @see https://learn.microsoft.com/entra/identity-platform/access-tokens
   */
  public static entraId(options: EntraIdJwtOptions): JwtAuthentication {
    const login = `https://login.microsoftonline.com/${options.tenantId}`;
    return new JwtAuthentication(
      options,
      [
        { issuer: `${login}/v2.0`, jwksUri: `${login}/discovery/v2.0/keys` },
        { issuer: `https://sts.windows.net/${options.tenantId}/`, jwksUri: `${login}/discovery/keys` },
      ],
      options.tenantId,
    );
  }

  private constructor(
    /** @internal */
    public readonly _options: JwtOptions,
    /** @internal */
    public readonly _issuers: JwtIssuer[],
    /** @internal */
    public readonly _tenantId?: string,
  ) {}
}

publicClass('JwtAuthentication', JwtAuthentication);
