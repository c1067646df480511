/**
 * What redirects the traffic of a pod through its sidecar.
 *
 * Sources: https://istio.io/latest/docs/setup/additional-setup/cni/, https://linkerd.io/2-edge/features/cni/,
 * https://developer.hashicorp.com/consul/docs/connect/proxy/transparent-proxy
 */
export enum TrafficRedirection {
  /**
   * An init container in every pod, which needs the capabilities NET_ADMIN and NET_RAW (on Consul NET_ADMIN, and it runs as root): the
   * namespaces' Pod Security level must be privileged.
   */
  INIT_CONTAINER = 'INIT_CONTAINER',

  /**
   * The mesh's CNI plugin on every node. Pods need no capabilities, so their namespaces can be `baseline`, with Istio and Linkerd
   * `restricted` too. The plugin's own pods are privileged.
   */
  CNI_PLUGIN = 'CNI_PLUGIN',
}
