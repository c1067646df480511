/** Tags that the controller writes. */
const tags = ['managed-by-k8s-ingress', 'ingress-for-aks-cluster-id', 'last-updated-by-k8s-ingress'];

/**
 * What the controller writes into a gateway. All or nothing: what is left of a partly ignored list refers to things that are
 * gone.
 */
const blocks = [
  'backend_address_pool',
  'backend_http_settings',
  'frontend_port',
  'http_listener',
  'probe',
  'redirect_configuration',
  'request_routing_rule',
  'rewrite_rule_set',
  'url_path_map',
];

/** For `lifecycle.ignoreChanges` where certificates come from Secrets of Kubernetes: the controller uploads them. */
export const ownedByController = [...blocks, 'ssl_certificate', ...tags.map((key) => `tags["${key}"]`)];

/** For `lifecycle.ignoreChanges` where Terraform declares the certificates. */
export const ownedByControllerButCertificates = ownedByController.filter((argument) => argument !== 'ssl_certificate');
