/**
 * How a pod's traffic is redirected to its sidecar.
 *
 * Sources: https://istio.io/latest/docs/setup/additional-setup/cni/, https://linkerd.io/2-edge/features/cni/,
 * https://developer.hashicorp.com/consul/docs/connect/proxy/transparent-proxy
 */
export enum TrafficRedirection {
  /**
   * An init container in every pod, which requires the capabilities NET_ADMIN and NET_RAW (on Consul NET_ADMIN, as root): the
   * namespaces' Pod Security level must be privileged.
   */
  INIT_CONTAINER = 'INIT_CONTAINER',

  /**
   * The mesh's CNI plugin on every node. Pods need no capabilities, so their namespaces can be `baseline`, and with Istio and
   * Linkerd also `restricted`. The plugin's own pods are privileged.
   */
  CNI_PLUGIN = 'CNI_PLUGIN',
}
