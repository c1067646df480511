import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkInteger, checkName } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { replacedIn } from '../../core/token-values';
import { noteUnchecked, warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { Manifest } from '../../helm/manifest';
import { type INamespace, Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { GatewayExposure } from '../gateways/gateway-exposure';
import { MeshKind } from '../service-mesh';
import { type IIstioGateway, IstioGateway } from './istio-gateway';
import type { IIstioMesh } from './istio-mesh-ref';
import type { IstioVersion } from './istio-version';

/** A host outside the mesh that pods call with TLS. */
export interface IstioEgressHost {
  /** The host's full DNS name, e.g. `api.example.com`; without `*`, because the gateway must resolve it. */
  readonly host: string;

  /**
   * The port that pods call and on which the host listens: 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;
}

/** Props of an egress gateway. */
export interface IstioEgressGatewayProps {
  /** The mesh, in the same stack. */
  readonly mesh: IIstioMesh;

  /**
   * The hosts that all pods in the mesh call through the gateway; 1 or more, each once. With `outboundTraffic` REGISTRY_ONLY,
   * pods can call only these hosts, the cluster's Services and other ServiceEntries.
   */
  readonly hosts: IstioEgressHost[];

  /**
   * The name of the Deployment, Service, ServiceAccount and release, and the value of the pods' label `istio`: 1 to 53 lowercase
   * letters, digits and `-`, unique in the cluster.
   *
   * Changing this replaces the gateway.
   *
   * @default istio-egressgateway
   */
  readonly gatewayName?: string;

  /**
   * The namespace of the gateway and its routes.
   *
   * Changing this replaces the gateway.
   *
   * @default - a separate namespace `istio-egress`
   */
  readonly namespace?: INamespace;

  /**
   * The release of the gateway's chart; the proxy has the control plane's version.
   *
   * @default IstioVersion.V1_30_3
   */
  readonly version?: IstioVersion;

  /**
   * The minimum number of pods: 1 to 100.
   *
   * @default 2
   */
  readonly minReplicas?: number;

  /**
   * The maximum number of pods: 1 to 100. The autoscaler adds pods above 80 % of the requested CPU.
   *
   * @default 5
   */
  readonly maxReplicas?: number;

  /**
   * Values of the chart `gateway`, layered over what this library sets; `nodeSelector` schedules it on nodes whose address a
   * firewall allows.
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/**
 * An egress gateway, and the routes of hosts through it: sidecars send calls to these hosts to the gateway, in the mesh's mutual
 * TLS, and the gateway forwards them. The application's own TLS is end to end.
 *
 * A pod can bypass its sidecar: to enforce egress through the gateway, a network policy or a firewall must allow outbound traffic
 * only from the gateway.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 */
export class IstioEgressGateway extends Construct {
  /** The mesh. */
  public readonly mesh: IIstioMesh;

  /** The gateway; use its `serviceAccountName` and `selector` in your own policies. */
  public readonly gateway: IstioGateway;

  /** The release of the objects that route the hosts through the gateway. */
  public readonly routes: KubernetesManifests;

  /** The resources that dependents wait for before they call the hosts. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: IstioEgressGatewayProps) {
    super(scope, id);
    checkProps(this, 'IstioEgressGatewayProps', props, (faults) => {
      checkMesh(faults, props.mesh);
      checkHosts(faults, props.hosts);
    });

    const { mesh, hosts, namespace: given, ...gatewayProps } = props;
    const { cluster } = mesh;
    const podSecurity = PodSecurityLevel.BASELINE;
    const namespace = given ?? new Namespace(this, 'Namespace', { cluster, name: 'istio-egress', podSecurity });
    this.mesh = mesh;
    this.gateway = new IstioGateway(this, 'Gateway', {
      ...gatewayProps,
      mesh,
      namespace,
      gatewayName: props.gatewayName ?? 'istio-egressgateway',
      exposure: GatewayExposure.clusterOnly(),
    });
    this.routes = new KubernetesManifests(this, 'Routes', {
      cluster,
      releaseName: derivedName(this.gateway.gatewayName, 'hosts', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: egressRoutes(this.gateway, hosts),
    });
    this.routes.node.addDependency(this.gateway);
    this.ready = [...this.routes.ready, ...this.gateway.ready];
    implementReady(this, () => this.ready);
    this.warnOfUncontrolledEgress();
  }

  private warnOfUncontrolledEgress(): void {
    const { _isRegistryOnly: registryOnly } = this.mesh;
    if (registryOnly === undefined) noteUnchecked(this, 'that pods in the mesh may call only registered destinations');
    if (registryOnly !== false) return;
    const text = `Pods can call any other host without the egress gateway (outboundTraffic of '${this.mesh.node.path}' is ALLOW_ANY). Use REGISTRY_ONLY.`;
    warn(this, 'W173', text);
  }
}

function checkHosts(faults: Faults, hosts: IstioEgressHost[] | undefined): void {
  const fix = "For example, use [{ host: 'api.example.com' }].";
  if (!checkGiven(faults, 'hosts', hosts, fix)) return;
  if (hosts?.length === 0) faults.add('hosts', 'must not be empty', undefined, fix);
  hosts?.forEach(({ host, port }, index) => {
    checkName(faults, `hosts[${index}].host`, host, { ...nameRules.kubernetesObject, example: 'api.example.com' });
    checkInteger(faults, `hosts[${index}].port`, port, 1, 65535);
    const first = hosts.findIndex((other) => other.host === host);
    if (first === index) return;
    const must = `must differ from that of hosts[${first}]`;
    faults.add(`hosts[${index}].host`, must, host, 'Remove one of the two: TLS identifies the host, not the port.');
  });
}

/** Node proxies of an ambient mesh don't read VirtualServices, so calls would bypass the gateway. */
function checkMesh(faults: Faults, mesh: IIstioMesh | undefined): void {
  if (!checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) return;
  if (mesh?.kind !== MeshKind.ISTIO_AMBIENT) return;
  const must = 'must have sidecars, which route calls to the gateway';
  faults.add('mesh', must, mesh.kind, 'Use network policies, or a mesh with IstioDataPlane.sidecars().');
}

const api = 'networking.istio.io/v1';
/** The port of the gateway's Service, independent of the host's port. */
const gatewayPort = 443;

/**
 * Routes hosts through an egress gateway: each host is registered in the mesh (ServiceEntry), sidecars send its connections to
 * the gateway in mutual TLS with its name (VirtualService, DestinationRule), and the gateway terminates that TLS for each name
 * separately (Gateway) and forwards the application's own TLS to the host.
 *
 * Source: https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/; that the gateway distinguishes the hosts
 * by its servers: pilot/pkg/networking/core/gateway.go of https://github.com/istio/istio/tree/1.30.3
 */
function egressRoutes(gateway: IIstioGateway, hosts: IstioEgressHost[]): Manifest[] {
  const named = hosts.map(({ host, port = 443 }) => ({ host, port, subset: subsetOf(host) }));
  const { gatewayName, namespace, selector } = gateway;
  const service = `${gatewayName}.${namespace.namespaceName}.svc.cluster.local`;
  const inNamespace = (name: string) => ({ name, namespace: namespace.namespaceName });
  return [
    {
      apiVersion: api,
      kind: 'Gateway',
      metadata: inNamespace(gatewayName),
      spec: {
        selector,
        servers: named.map(({ host, subset }) => ({
          port: { number: gatewayPort, name: subset, protocol: 'TLS' },
          hosts: [host],
          tls: { mode: 'ISTIO_MUTUAL' },
        })),
      },
    },
    {
      apiVersion: api,
      kind: 'DestinationRule',
      metadata: inNamespace(gatewayName),
      spec: {
        host: service,
        subsets: named.map(({ host, subset }) => ({
          name: subset,
          trafficPolicy: {
            portLevelSettings: [{ port: { number: gatewayPort }, tls: { mode: 'ISTIO_MUTUAL', sni: host } }],
          },
        })),
      },
    },
    ...named.flatMap(({ host, port, subset }) => [
      {
        apiVersion: api,
        kind: 'ServiceEntry',
        metadata: inNamespace(host),
        spec: {
          hosts: [host],
          location: 'MESH_EXTERNAL',
          ports: [{ number: port, name: 'tls', protocol: 'TLS' }],
          resolution: 'DNS',
        },
      },
      {
        apiVersion: api,
        kind: 'VirtualService',
        metadata: inNamespace(host),
        spec: {
          hosts: [host],
          gateways: ['mesh', gatewayName],
          tls: [
            {
              match: [{ gateways: ['mesh'], port, sniHosts: [host] }],
              route: [{ destination: { host: service, subset, port: { number: gatewayPort } } }],
            },
          ],
          tcp: [
            {
              match: [{ gateways: [gatewayName], port: gatewayPort }],
              route: [{ destination: { host, port: { number: port } } }],
            },
          ],
        },
      },
    ]),
  ];
}

/**
 * Subsets are DNS labels: `api.ex-ample.com` is `api-ex--ample-com-tls`, so that no two hosts share one; long names are
 * shortened, with a hash.
 */
function subsetOf(host: string): string {
  return derivedName(replacedIn(replacedIn(host, '-', '--'), '.', '-'), 'tls', nameRules.kubernetesLabel);
}

publicClass('IstioEgressGateway', IstioEgressGateway);
