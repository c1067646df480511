/**
 * What sends the traffic of a pod through its sidecar.
 *
 * @see https://developer.hashicorp.com/consul/docs/connect/proxy/transparent-proxy
 */
export enum ConsulTrafficRedirection {
  /** An init container in every pod, which runs as root with the capability NET_ADMIN. */
  INIT_CONTAINER = 'INIT_CONTAINER',

  /**
   * Consul's CNI plugin on every node: pods need no capabilities, so their namespaces can be `baseline`. The plugin's own pods
   * are privileged.
   */
  CNI_PLUGIN = 'CNI_PLUGIN',
}
