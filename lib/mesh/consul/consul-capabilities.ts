import { MeshFeature } from '../mesh-feature';
import type { MeshCapabilities } from '../traffic/capability';

const ofCallers = 'of callers that allowFrom names, which have a MeshService each';

/**
 * What the renderer of Consul's Community Edition makes of intents.
 *
 * Source: control-plane/api/v1alpha1 of https://github.com/hashicorp/consul-k8s/tree/v2.0.3
 */
export const consulCapabilities: MeshCapabilities = {
  [MeshFeature.GRPC_SERVICES]: { by: 'ServiceDefaults' },
  [MeshFeature.TCP_SERVICES]: { by: 'ServiceDefaults' },
  [MeshFeature.TRAFFIC_SPLIT]: { by: 'ServiceSplitter, ServiceResolver', note: 'versions by annotations of pods' },
  [MeshFeature.HEADER_ROUTING]: { by: 'ServiceRouter, ServiceResolver' },
  [MeshFeature.PATH_ROUTING]: { by: 'ServiceRouter, ServiceResolver' },
  [MeshFeature.RETRIES]: { by: 'ServiceRouter', note: 'no time limit or pause for each try' },
  [MeshFeature.TIMEOUTS]: { by: 'ServiceRouter, ServiceDefaults', note: '15 s where nothing is said' },
  [MeshFeature.CONNECTION_LIMITS]: { by: 'ServiceDefaults', note: ofCallers },
  [MeshFeature.OUTLIER_EJECTION]: { by: 'ServiceDefaults', note: ofCallers },
  [MeshFeature.LOAD_BALANCING]: { by: 'ServiceResolver' },
  [MeshFeature.SESSION_AFFINITY]: { by: 'ServiceResolver' },
  [MeshFeature.LOCAL_RATE_LIMIT]: {
    nearest:
      'connectionLimits of the callers; ServiceDefaults limit requests in Consul Enterprise only (enterpriseLicense)',
  },
  [MeshFeature.FAULT_INJECTION]: { nearest: 'a share of split for a version that always fails' },
  [MeshFeature.MIRRORING]: { nearest: 'split with a small share' },
  [MeshFeature.ACCESS_POLICY]: { by: 'ServiceIntentions', note: 'ServiceAccounts only' },
  [MeshFeature.HTTP_ACCESS_POLICY]: { by: 'ServiceIntentions' },
  [MeshFeature.DEFAULT_DENY]: { by: 'access control of the servers', note: 'always' },
  [MeshFeature.JWT_AUTHENTICATION]: { nearest: 'a JWTProvider and intentions of your own, without allowFrom' },
  [MeshFeature.EGRESS_POLICY]: {
    by: 'ServiceDefaults, ServiceIntentions',
    note: 'needs callers, and egressGateway of the mesh',
  },
  [MeshFeature.GATEWAY_INGRESS]: {
    by: 'Gateway, HTTPRoute',
    note: 'services of HTTP without headerRoutes and pathRoutes; no redirect to HTTPS',
  },
};
