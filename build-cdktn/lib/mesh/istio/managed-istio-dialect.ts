import type { MeshDialect } from '../mesh-dialect';
import { MeshSignal, type MeshSignals } from '../telemetry/mesh-signal';
import type { MeshCapabilities } from '../traffic/capability';
import { MeshFeature } from '../traffic/mesh-feature';
import { istioDialect } from './istio-dialect';

/** The same objects; Azure supports fewer of them. */
const capabilities: MeshCapabilities = {
  ...istioDialect.capabilities,
  [MeshFeature.EXTERNAL_AUTHORIZATION]: {
    by: 'AuthorizationPolicy, extensionProviders in the ConfigMap of a ManagedIstioMeshConfig',
    note: 'allowed, not supported by Azure',
    caution: 'AKS allows extension providers to be configured in its Istio, but Azure does not support them.',
  },
  [MeshFeature.LOCAL_RATE_LIMIT]: {
    by: 'EnvoyFilter',
    note: 'allowed, not supported by Azure',
    caution: 'The rate limit is an EnvoyFilter, which the AKS add-on allows but Azure does not support.',
  },
};

/**
 * AKS supports only some fields of a Telemetry, without access log filters, and Azure doesn't support traces.
 *
 * Source: https://learn.microsoft.com/azure/aks/istio-telemetry#telemetry-api-support-scope
 */
const signals: MeshSignals = {
  ...istioDialect.signals,
  [MeshSignal.ERROR_ACCESS_LOGS]: { nearest: 'all requests, and a query for errors' },
  [MeshSignal.TRACES]: {
    by: 'Telemetry, extensionProviders in the ConfigMap of a ManagedIstioMeshConfig',
    note: 'OTLP; allowed, not supported by Azure',
    caution: 'AKS allows tracing to be configured in its Istio, but Azure does not support it.',
  },
  [MeshSignal.TRACE_SAMPLING]: { by: 'Telemetry', note: 'allowed, not supported by Azure' },
};

/** Istio as AKS runs it. */
export const managedIstioDialect: MeshDialect = {
  ...istioDialect,
  capabilities,
  signals,
  enrolmentKeys: { 'istio.io/rev': {} },
};
