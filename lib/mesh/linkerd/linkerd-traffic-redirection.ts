/**
 * What sends the traffic of a pod through its proxy.
 *
 * @see https://linkerd.io/2-edge/features/cni/
 */
export enum LinkerdTrafficRedirection {
  /** An init container in every pod, which needs the capabilities NET_ADMIN and NET_RAW. */
  INIT_CONTAINER = 'INIT_CONTAINER',

  /**
   * Linkerd's CNI plugin on every node: pods need no capabilities, so their namespaces can be `baseline` or `restricted`. The
   * plugin's own pods are privileged.
   */
  CNI_PLUGIN = 'CNI_PLUGIN',
}
