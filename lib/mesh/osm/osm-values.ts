import type { Faults } from '../../core/faults';
import { checkOwnedValues, type OwnedValues, type Values, valueAt } from '../../helm/owned-values';

/**
 * Values of the chart `osm`, with the names in its 1.2.4 `values.yaml`.
 *
 * The chart's traffic settings are read only when the mesh is new; after that, the MeshConfig applies. Therefore they are always
 * strict here, regardless of the MeshConfig.
 */
export function osmValues(meshName: string, highAvailability: boolean): Values {
  const replicas = { replicaCount: highAvailability ? 2 : 1 };
  return {
    osm: {
      meshName,
      enforceSingleMesh: true,
      enablePermissiveTrafficPolicy: false,
      enableEgress: false,
      osmController: replicas,
      injector: replicas,
    },
  };
}

const ofMeshConfig = 'meshConfig: the chart reads it only when the mesh is new';

/** Source: https://github.com/openservicemesh/osm/blob/v1.2.4/charts/osm/templates/preset-mesh-config.yaml */
const owned: OwnedValues = {
  'osm.meshName': 'the prop meshName',
  'osm.osmNamespace': 'the library, which installs into osm-system',
  'osm.enforceSingleMesh': 'the library: a cluster has one mesh',
  'osm.enablePermissiveTrafficPolicy': 'the prop permissiveTrafficPolicy',
  'osm.enableEgress': 'the prop egress',
  'osm.outboundIPRangeExclusionList': 'the prop outboundIpRangeExclusions',
  'osm.outboundPortExclusionList': 'the prop outboundPortExclusions',
  'osm.inboundPortExclusionList': 'the prop inboundPortExclusions',
  'osm.certificateProvider.serviceCertValidityDuration': 'the prop certificateValidityHours',
  'osm.certificateProvider.certKeyBitSize': ofMeshConfig,
  'osm.outboundIPRangeInclusionList': ofMeshConfig,
  'osm.networkInterfaceExclusionList': ofMeshConfig,
  'osm.enablePrivilegedInitContainer': ofMeshConfig,
  'osm.envoyLogLevel': ofMeshConfig,
  'osm.controllerLogLevel': ofMeshConfig,
  'osm.maxDataPlaneConnections': ofMeshConfig,
  'osm.configResyncInterval': ofMeshConfig,
  'osm.localProxyMode': ofMeshConfig,
  'osm.enableDebugServer': ofMeshConfig,
  'osm.tracing.enable': ofMeshConfig,
  'osm.tracing.address': ofMeshConfig,
  'osm.tracing.port': ofMeshConfig,
  'osm.tracing.endpoint': ofMeshConfig,
  'osm.featureFlags.enableWASMStats': ofMeshConfig,
  'osm.featureFlags.enableEgressPolicy': ofMeshConfig,
  'osm.featureFlags.enableSnapshotCacheMode': ofMeshConfig,
  'osm.featureFlags.enableAsyncProxyServiceMapping': ofMeshConfig,
  'osm.featureFlags.enableIngressBackendPolicy': ofMeshConfig,
  'osm.featureFlags.enableEnvoyActiveHealthChecks': ofMeshConfig,
  'osm.featureFlags.enableRetryPolicy': ofMeshConfig,
};

/** Values with which the chart fails on AKS, each with the reason. */
const broken: { [path: string]: string } = {
  'osm.osmController.enablePodDisruptionBudget': 'the chart uses policy/v1beta1, which Kubernetes 1.25 removed',
  'osm.injector.enablePodDisruptionBudget': 'the chart uses policy/v1beta1, which Kubernetes 1.25 removed',
  'osm.osmController.autoScale.enable': 'the chart uses autoscaling/v2beta2, which Kubernetes 1.26 removed',
  'osm.injector.autoScale.enable': 'the chart uses autoscaling/v2beta2, which Kubernetes 1.26 removed',
  'osm.enableReconciler': "it would repeatedly revert the changes of AKS's admissions enforcer to webhooks",
};

/** Checks users' values of the chart. Unknown keys need no check, because the chart's schema rejects them. */
export function checkOsmValues(faults: Faults, values: Values | undefined): void {
  checkOwnedValues(faults, 'values', values, owned);
  for (const [path, why] of Object.entries(broken)) {
    if (valueAt(values, path) === true)
      faults.add('values', `must leave ${path} disabled: ${why}`, true, `Leave ${path} out.`);
  }
}
