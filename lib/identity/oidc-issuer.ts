/** The issuer of tokens that federated credentials trust, e.g. an AKS cluster for its ServiceAccounts' tokens. */
export interface IOidcIssuer {
  /** The issuer's address: `https://`, and exactly as the tokens have it. */
  readonly oidcIssuerUrl: string;
}
