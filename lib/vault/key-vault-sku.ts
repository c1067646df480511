/**
 * What keys of a vault are protected by.
 *
 * @see https://azure.microsoft.com/pricing/details/key-vault/
 */
export enum KeyVaultSku {
  /** Software; secrets and certificates are the same as with `PREMIUM`. */
  STANDARD = 'standard',

  /** Hardware security modules too, at a price for each key. */
  PREMIUM = 'premium',
}
