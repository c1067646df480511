import { publicClass } from '../../core/public-class';
import type { PathMatch } from './path-match';

/** The requirements on end users' tokens of any issuer. */
export interface JwtOptions {
  /** The accepted audiences (`aud`), at least one; a token with one of them is accepted. */
  readonly audiences: string[];

  /**
   * Paths that need no token, e.g. those of metrics.
   *
   * @default - none
   */
  readonly exemptPaths?: PathMatch[];

  /**
   * Methods that need no token, in capitals, e.g. `OPTIONS` for the preflight requests of browsers.
   *
   * @default - none
   */
  readonly exemptMethods?: string[];

  /**
   * Whether the application gets the token too.
   *
   * @default false
   */
  readonly forwardsToken?: boolean;
}

/** What is asked of tokens of any issuer. */
export interface JwtIssuerOptions extends JwtOptions {
  /** Who issues the tokens (`iss`), as they have it, e.g. `https://issuer.example.com`. */
  readonly issuer: string;

  /** Where the issuer's public keys are, with https. The mesh's control plane, or its proxies, must reach it. */
  readonly jwksUri: string;
}

/** What is asked of tokens of Microsoft Entra ID. */
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
 * A token of the end user (JWT, `Authorization: Bearer`) that requests must bring: requests without one, or with one that doesn't
 * hold, are refused by the pods' proxies. It says who the user is; which workload calls is said by `allowFrom`.
 */
export class JwtAuthentication {
  /** Tokens of one issuer. */
  public static issuer(options: JwtIssuerOptions): JwtAuthentication {
    return new JwtAuthentication(options, [{ issuer: options.issuer, jwksUri: options.jwksUri }]);
  }

  /**
   * Tokens of one tenant of Microsoft Entra ID in Azure's public cloud, of both versions: which one an application gets is said by
   * `requestedAccessTokenVersion` of its registration, and not by this library.
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
