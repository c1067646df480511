/**
 * What sends the traffic of a pod through its sidecar.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/
 */
export enum IstioTrafficRedirection {
  /** An init container in every pod, which needs the capabilities NET_ADMIN and NET_RAW. */
  INIT_CONTAINER = 'INIT_CONTAINER',

  /**
   * Istio's CNI plugin on every node: pods need no capabilities, so their namespaces can be `baseline` or `restricted`. The
   * plugin's own pods are privileged.
   */
  CNI_PLUGIN = 'CNI_PLUGIN',
}
