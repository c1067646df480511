/** Whoever signs the tokens that federated credentials trust, e.g. an AKS cluster for the tokens of its ServiceAccounts. */
export interface IOidcIssuer {
  /** The issuer's address: `https://`, and exactly as the tokens have it. */
  readonly oidcIssuerUrl: string;
}
