/**
 * Which of a subnet's own policies count for the private endpoints in it.
 *
 * @see https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
 */
export enum PrivateEndpointPolicies {
  /** Neither security rules nor routes: Azure's own default. */
  DISABLED = 'Disabled',

  /** Security rules and routes. */
  ENABLED = 'Enabled',

  /** Security rules alone. */
  SECURITY_RULES = 'NetworkSecurityGroupEnabled',

  /** Routes alone. */
  ROUTES = 'RouteTableEnabled',
}
