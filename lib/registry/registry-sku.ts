/**
 * What a container registry can do, and what it costs.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-skus
 */
export enum RegistrySku {
  /** For trials; open to the public network. */
  BASIC = 'Basic',

  /** More storage and throughput; open to the public network. */
  STANDARD = 'Standard',

  /** Private endpoints, rules by address, retention, replication; about ten times the price of `BASIC`. */
  PREMIUM = 'Premium',
}
