/** Dangers of an object that differs in the cluster, the worst first. `--fail-on` takes these names. */
export const dangers = ['mtls', 'access', 'traffic', 'other', 'patched'] as const;
export type Danger = (typeof dangers)[number];

export const titles: { readonly [danger in Danger]: string } = {
  mtls: 'mTLS and injection',
  access: 'Access',
  traffic: 'Traffic',
  other: 'Other objects',
  patched: 'Patched by controllers, as expected',
};

const kinds: { readonly [danger in 'mtls' | 'access' | 'traffic']: readonly string[] } = {
  mtls: ['MeshConfig', 'Mesh', 'MeshTLSAuthentication', 'Namespace', 'PeerAuthentication', 'ProxyDefaults'],
  access: [
    'AuthorizationPolicy',
    'ClusterRole',
    'ClusterRoleBinding',
    'EnvoyFilter',
    'ExternalAuth',
    'HTTPRouteGroup',
    'NetworkAuthentication',
    'NetworkPolicy',
    'RequestAuthentication',
    'Role',
    'RoleBinding',
    'Server',
    'ServerAuthorization',
    'ServiceIntentions',
    'Sidecar',
    'TrafficTarget',
  ],
  traffic: [
    'BackendTLSPolicy',
    'DestinationRule',
    'Egress',
    'GRPCRoute',
    'Gateway',
    'HTTPRoute',
    'Ingress',
    'IngressBackend',
    'Service',
    'ServiceDefaults',
    'ServiceEntry',
    'ServiceResolver',
    'ServiceRouter',
    'ServiceSplitter',
    'TrafficSplit',
    'UpstreamTrafficSetting',
    'VirtualService',
  ],
};

/** Kinds into which controllers write certificates, and istiod a failure policy. */
const patched = [
  'APIService',
  'CustomResourceDefinition',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

/** How bad it is that an object of a kind was changed or deleted. Without its webhook, a mesh injects no sidecar. */
export function dangerOf(kind: string, isMissing: boolean): Danger {
  if (patched.includes(kind)) return isMissing ? 'mtls' : 'patched';
  return (['mtls', 'access', 'traffic'] as const).find((danger) => kinds[danger].includes(kind)) ?? 'other';
}
