import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkOneOf } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { Values } from '../../helm/owned-values';
import { checkPlainData, isPlainMap } from '../../helm/plain-data';
import { layered, nestedValuesText } from '../../helm/values';
import { TlsVersion } from '../gateways/tls-version';
import { MeshKind, MutualTls } from '../service-mesh';
import { withTelemetry } from '../telemetry/mesh-settings';
import { IstioOutboundTraffic } from './istio-mesh-props';
import { claimManagedIstioConfig, managedIstioConfigOn } from './managed-istio-mesh-config-owner';
import type { IManagedIstioMesh } from './managed-istio-mesh-ref';
import { checkRevisions, managedIstioSystem } from './managed-istio-revision';

/**
 * The fields of MeshConfig that AKS lets users set; its admission webhook rejects all others.
 *
 * Source: https://learn.microsoft.com/azure/aks/istio-meshconfig#meshconfig
 */
const fields = [
  ...['proxyListenPort', 'proxyInboundListenPort', 'proxyHttpPort', 'connectTimeout', 'tcpKeepalive', 'defaultConfig'],
  ...['outboundTrafficPolicy', 'extensionProviders', 'defaultProviders', 'accessLogFile', 'accessLogFormat'],
  ...['accessLogEncoding', 'enableTracing', 'enableEnvoyAccessLogService', 'disableEnvoyListenerLog', 'trustDomain'],
  ...['trustDomainAliases', 'caCertificates', 'defaultServiceExportTo', 'defaultVirtualServiceExportTo'],
  ...['defaultDestinationRuleExportTo', 'localityLbSetting', 'dnsRefreshRate', 'h2UpgradePolicy'],
  ...['enablePrometheusMerge', 'discoverySelectors', 'pathNormalization', 'defaultHttpRetryPolicy', 'serviceSettings'],
  ...['meshMTLS', 'tlsDefaults', 'ingressService', 'ingressSelector'],
];

/** Source: https://learn.microsoft.com/azure/aks/istio-meshconfig#proxyconfig-meshconfigdefaultconfig */
const proxyFields = [
  ...['tracingServiceName', 'drainDuration', 'statsUdpAddress', 'proxyAdminPort', 'tracing', 'concurrency'],
  ...[
    'envoyAccessLogService',
    'envoyMetricsService',
    'proxyMetadata',
    'statusPort',
    'extraStatTags',
    'gatewayTopology',
  ],
  ...['proxyStatsMatcher', 'terminationDrainDuration', 'meshId', 'holdApplicationUntilProxyStarts'],
  ...['caCertificatesPem', 'privateKeyProvider', 'proxyHeaders'],
];

/** Rejects settings that AKS rejects. To set a field that AKS allows later, use a ConfigMap by KubernetesManifests. */
function checkMeshConfigFields(faults: Faults, prop: string, settings: Values): void {
  checkFields(faults, prop, settings, fields);
  checkFields(faults, `${prop}.defaultConfig`, settings.defaultConfig, proxyFields);
}

function checkFields(faults: Faults, prop: string, settings: unknown, allowed: string[]): void {
  if (typeof settings !== 'object' || settings === null) return;
  for (const field of Object.keys(settings).filter((key) => !allowed.includes(key))) {
    const must = 'must have only fields that AKS allows for its add-on';
    faults.add(prop, must, field, 'Leave it out, or install Istio by IstioMesh.');
  }
}

/** Props of the mesh-wide settings of a mesh that AKS runs. */
export interface ManagedIstioMeshConfigProps {
  /** The mesh, in the same stack: `ManagedIstioMesh.fromCluster(...)` in the stack after the cluster's. */
  readonly mesh: IManagedIstioMesh;

  /**
   * The revisions to which the settings apply, one or two. Add the next revision here, and deploy, before you add it to the
   * cluster: its control plane reads the settings when it starts.
   *
   * @see https://learn.microsoft.com/azure/aks/istio-meshconfig#mesh-configuration-and-upgrades
   *
   * @default - the revision of the mesh
   */
  readonly revisions?: string[];

  /**
   * Whether workloads in the mesh accept plain text.
   *
   * @default MutualTls.STRICT
   */
  readonly mutualTls?: MutualTls;

  /**
   * The destinations outside the mesh that pods may call.
   *
   * @default - Istio's default: any address
   */
  readonly outboundTraffic?: IstioOutboundTraffic;

  /**
   * The minimum TLS version between workloads in the mesh. Azure allows this setting, but doesn't support it.
   *
   * @default - Istio's default: TLS 1.2; sidecars negotiate 1.3 with each other
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * Further settings of Istio's MeshConfig, merged over the above: these keys take precedence. AKS's own settings take precedence
   * over all of them. Fields that AKS doesn't allow are rejected at synth time.
   *
   * @see https://learn.microsoft.com/azure/aks/istio-meshconfig#allowed-supported-and-blocked-meshconfig-values
   *
   * @default - none
   */
  readonly meshConfig?: { [key: string]: any };
}

/**
 * The mesh-wide settings of a mesh that AKS runs: mutual TLS, and the settings that AKS merges into the control plane's own, in a
 * ConfigMap for each revision.
 *
 * @see https://learn.microsoft.com/azure/aks/istio-meshconfig
 */
export class ManagedIstioMeshConfig extends Construct {
  /** The mesh. */
  public readonly mesh: IManagedIstioMesh;

  /** The release of the policy and the ConfigMaps. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for: the release. */
  public readonly ready: ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ManagedIstioMeshConfigProps,
  ) {
    super(scope, id);
    this.check(props);

    const { mesh, mutualTls = MutualTls.STRICT } = props;
    this.mesh = mesh;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: mesh.cluster,
      releaseName: 'managed-istio-mesh-config',
      namespace: recordsNamespace,
      manifests: this.objects(this.settings),
      _finalManifests: () => this.objects(withTelemetry(mesh.cluster, this, this.settings)),
    });
    if (mesh.ready.length > 0) this.manifests.node.addDependency(mesh);
    claimManagedIstioConfig(mesh.cluster, this);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
    if (mutualTls === MutualTls.PERMISSIVE) {
      warn(this, 'W170', 'Workloads in the mesh accept plain text: mutualTls is PERMISSIVE.');
    }
  }

  /** @internal */
  public get _givenSettings(): Values {
    return this.props.meshConfig ?? {};
  }

  private get settings(): Values {
    return layered(settingsOf(this.props), this.props.meshConfig);
  }

  private objects(settings: Values): object[] {
    const { mesh, mutualTls = MutualTls.STRICT, revisions = [mesh.revision] } = this.props;
    const hasSettings = Object.keys(settings).length > 0;
    return [
      ...(hasSettings ? revisions.map((revision) => sharedConfigMap(revision, settings)) : []),
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'default', namespace: managedIstioSystem },
        spec: { mtls: { mode: mutualTls } },
      },
    ];
  }

  private check(props: ManagedIstioMeshConfigProps): void {
    checkProps(this, 'ManagedIstioMeshConfigProps', props, (faults) => {
      const { mesh, revisions, meshConfig } = props;
      if (checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. ManagedIstioMesh.fromCluster(...).')) {
        const other = managedIstioConfigOn(mesh.cluster);
        const must = `must have its settings only once, but '${other?.node.path}' has them already`;
        if (other) faults.add('mesh', must, mesh.node.path, 'Add them there.');
        if (mesh.kind !== MeshKind.MANAGED_ISTIO) {
          const fix = 'Use the props of IstioMesh for a self-managed Istio.';
          faults.add('mesh', 'must be one that AKS runs', mesh.node.path, fix);
        }
      }
      if (revisions !== undefined) checkRevisions(faults, 'revisions', revisions);
      checkOneOf(faults, 'mutualTls', props.mutualTls, Object.values(MutualTls));
      checkOneOf(faults, 'outboundTraffic', props.outboundTraffic, Object.values(IstioOutboundTraffic));
      checkOneOf(faults, 'minimumTlsVersion', props.minimumTlsVersion, Object.values(TlsVersion));
      if (isPlainMap(meshConfig)) {
        checkPlainData(faults, 'meshConfig', meshConfig);
        checkMeshConfigFields(faults, 'meshConfig', meshConfig);
      }
    });
  }
}

/** Not the control plane's namespace: AKS deletes it with the add-on, and Helm would lose its release records. */
const recordsNamespace = 'kube-system';

function settingsOf({ outboundTraffic, minimumTlsVersion }: ManagedIstioMeshConfigProps): Values {
  return {
    ...(outboundTraffic ? { outboundTrafficPolicy: { mode: outboundTraffic } } : {}),
    ...(minimumTlsVersion ? { meshMTLS: { minProtocolVersion: minimumTlsVersion } } : {}),
  };
}

function sharedConfigMap(revision: string, settings: Values): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `istio-shared-configmap-${revision}`, namespace: managedIstioSystem },
    data: { mesh: nestedValuesText(settings) },
  };
}

publicClass('ManagedIstioMeshConfig', ManagedIstioMeshConfig);
