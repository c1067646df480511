import { Fn, type TerraformDataSource, type TerraformResource } from 'cdktn';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkElementsKnown, checkInteger, isKnown } from '../../core/checks';
import { Cidr, checkCidr } from '../../core/cidr';
import type { Faults } from '../../core/faults';
import { noteUnchecked, warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { checkOwnedValues, type Values } from '../../helm/owned-values';
import { layered } from '../../helm/values';
import { type SettingsOwner, withTelemetry } from '../telemetry/mesh-settings';
import type { OsmMeshConfigOptions } from './osm-mesh-config-options';

/** The instance metadata service, and Azure's DNS and health probes. */
const azureAddresses = ['169.254.169.254/32', '168.63.129.16/32'];

/** Checks the settings of a mesh. */
export function checkMeshConfig(faults: Faults, options: OsmMeshConfigOptions): void {
  const { outboundIpRangeExclusions, outboundPortExclusions, inboundPortExclusions } = options;
  checkElementsKnown(faults, 'outboundIpRangeExclusions', outboundIpRangeExclusions);
  if (isKnown(outboundIpRangeExclusions)) {
    outboundIpRangeExclusions.forEach((range, index) => {
      checkRange(faults, `outboundIpRangeExclusions[${index}]`, range);
    });
  }
  for (const [prop, ports] of Object.entries({ outboundPortExclusions, inboundPortExclusions })) {
    if (!isKnown(ports)) continue;
    ports.forEach((port, index) => {
      checkInteger(faults, `${prop}[${index}]`, port, 1, 65535);
    });
  }
  checkInteger(faults, 'certificateValidityHours', options.certificateValidityHours, 1, 8760, 'hours');
  checkOwnedValues(faults, 'meshConfig', options.meshConfig, {
    'traffic.enablePermissiveTrafficPolicyMode': 'permissiveTrafficPolicy',
    'traffic.enableEgress': 'egress',
    'traffic.outboundIPRangeExclusionList': 'outboundIpRangeExclusions',
    'traffic.outboundPortExclusionList': 'outboundPortExclusions',
    'traffic.inboundPortExclusionList': 'inboundPortExclusions',
    'certificate.serviceCertValidityDuration': 'certificateValidityHours',
  });
}

function checkRange(faults: Faults, prop: string, range: string): void {
  if (isKnown(range) && range.includes(':')) {
    faults.add(prop, 'must be an IPv4 range', range, 'For example, use 10.1.0.0/16.');
  } else checkCidr(faults, prop, range, { example: '10.1.0.0/16' });
}

/**
 * The MeshConfig of a mesh, which exists already: the control plane creates it at its first start. The release adopts it: Helm
 * first compares it with the object in the cluster, and then with the release's last revision. It is kept when the release is
 * destroyed, because a control plane without it runs with zero values.
 *
 * Source: https://github.com/openservicemesh/osm/blob/v1.2.4/cmd/osm-bootstrap/osm-bootstrap.go#L284
 */
export function meshConfigManifests(
  scope: Construct & SettingsOwner,
  id: string,
  mesh: { cluster: IAksCluster; rootNamespace: string },
  options: OsmMeshConfigOptions,
): KubernetesManifests {
  const { cluster, rootNamespace: namespace } = mesh;
  warnOfPermissiveTraffic(scope, options);
  const settings = layered(computedSpec(scope, cluster, options), options.meshConfig);
  const objects = (spec: Values) => [
    {
      apiVersion: 'config.openservicemesh.io/v1alpha2',
      kind: 'MeshConfig',
      metadata: { name: 'osm-mesh-config', namespace, annotations: { 'helm.sh/resource-policy': 'keep' } },
      spec,
    },
  ];
  return new KubernetesManifests(scope, id, {
    cluster,
    releaseName: 'osm-mesh-config',
    namespace,
    takeOwnership: true,
    manifests: objects(settings),
    _finalManifests: () => objects(withTelemetry(cluster, scope, settings)),
  });
}

function computedSpec(scope: Construct, cluster: IAksCluster, options: OsmMeshConfigOptions): Values {
  const { permissiveTrafficPolicy = false, egress = false, certificateValidityHours: hours = 24 } = options;
  return {
    traffic: {
      enablePermissiveTrafficPolicyMode: permissiveTrafficPolicy,
      enableEgress: egress,
      outboundIPRangeExclusionList: [
        ...azureAddresses,
        ...apiServerRanges(scope, cluster),
        ...(options.outboundIpRangeExclusions ?? []),
      ],
      outboundPortExclusionList: options.outboundPortExclusions ?? [],
      inboundPortExclusionList: options.inboundPortExclusions ?? [],
    },
    certificate: {
      serviceCertValidityDuration: isKnown(hours) ? `${hours}h` : Fn.format('%dh', [hours]),
      certKeyBitSize: 2048,
    },
    // Retry objects have no effect without the flag.
    featureFlags: {
      enableWASMStats: true,
      enableEgressPolicy: true,
      enableIngressBackendPolicy: true,
      enableRetryPolicy: true,
    },
  };
}

/** Pods call the API server at the first address of the cluster's service CIDR, which is known or read from the cluster. */
function apiServerRanges(scope: Construct, cluster: IAksCluster): string[] {
  const services = cluster._facts.network?._serviceCidr;
  const range = isKnown(services) ? Cidr.parse(services) : undefined;
  if (range) return [`${range.addressAt(1)}/32`];
  const source = cluster.node.defaultChild as TerraformResource | TerraformDataSource | undefined;
  if (source) {
    const cidr = source.getStringAttribute('network_profile[0].service_cidr');
    return [Fn.format('%s/32', [Fn.cidrhost(cidr, 1)])];
  }
  noteUnchecked(scope, "that outboundIpRangeExclusions contains the API server's address");
  return [];
}

function warnOfPermissiveTraffic(scope: Construct, { permissiveTrafficPolicy, egress }: OsmMeshConfigOptions): void {
  const open = [
    permissiveTrafficPolicy && 'each other without a TrafficTarget (permissiveTrafficPolicy)',
    egress && 'any external address (egress)',
  ].filter(Boolean);
  if (open.length > 0) warn(scope, 'W193', `Workloads in the mesh may call ${open.join(' and ')}.`);
}
