import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkInteger, checkName, checkNotEmpty, checkOneOf, isKnown } from '../../core/checks';
import { isAddress } from '../../core/cidr';
import type { Faults } from '../../core/faults';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { noteUnchecked, warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { type INamespace, Namespace } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { GatewayExposure } from '../gateways/gateway-exposure';
import { MeshKind } from '../service-mesh';
import { EgressProtocol, type TlsOrigination } from '../traffic/mesh-egress-options';
import { egressRoutes } from './istio-egress-routes';
import { IstioGateway } from './istio-gateway';
import type { IIstioMesh } from './istio-mesh-ref';
import type { IstioVersion } from './istio-version';

/** A host outside the mesh that pods call through the gateway. */
export interface IstioEgressHost {
  /** The host's full DNS name, e.g. `api.example.com`; without `*`, because the gateway must resolve it. */
  readonly host: string;

  /**
   * The port that pods call, and on which the host listens without `tlsOrigination`: 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * The protocol that pods send.
   *
   * @default EgressProtocol.TLS
   */
  readonly protocol?: EgressProtocol;

  /**
   * The IPv4 addresses that the host's name resolves to, e.g. that of a private endpoint; only with TCP, and required for each of
   * several TCP hosts with one port.
   *
   * @default - all connections to the port are for the host
   */
  readonly addresses?: string[];

  /**
   * TLS that the gateway originates for pods that call the host in plain text; the mesh encrypts the connection to the gateway.
   * Only with HTTP and TCP.
   *
   * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway-tls-origination/
   *
   * @default - none
   */
  readonly tlsOrigination?: TlsOrigination;
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
   * Values of the chart `gateway`, merged over the library's values; `nodeSelector` schedules it on nodes whose addresses a
   * firewall allows.
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}

/**
 * An egress gateway, and the routes of hosts through it: sidecars send calls to these hosts to the gateway, in the mesh's mutual
 * TLS, and the gateway forwards them. TLS of the application is end to end.
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
  hosts?.forEach((own, index) => {
    const { host, port, protocol, addresses, tlsOrigination } = own;
    const at = `hosts[${index}]`;
    checkName(faults, `${at}.host`, host, { ...nameRules.kubernetesObject, example: 'api.example.com' });
    checkInteger(faults, `${at}.port`, port, 1, 65535);
    checkOneOf(faults, `${at}.protocol`, protocol, Object.values(EgressProtocol));
    checkInteger(faults, `${at}.tlsOrigination.port`, tlsOrigination?.port, 1, 65535);
    if (tlsOrigination && !isPlain(own)) {
      const must = 'must be left out with protocol TLS, which the application originates';
      faults.add(`${at}.tlsOrigination`, must, undefined, 'Set protocol: EgressProtocol.HTTP.');
    }
    checkAddresses(faults, at, own, hosts.slice(0, index));
    addresses?.forEach((address, place) => {
      if (!isKnown(address) || (isAddress(address) && !address.includes(':'))) return;
      faults.add(`${at}.addresses[${place}]`, 'must be an IPv4 address', address, 'For example, use 10.0.4.10.');
    });
    const first = hosts.findIndex((other) => other.host === host);
    if (first === index) return;
    const must = `must differ from that of hosts[${first}]`;
    faults.add(`${at}.host`, must, host, 'Remove one of the two: TLS identifies the host, not the port.');
  });
}

function isPlain({ protocol }: IstioEgressHost): boolean {
  return protocol === EgressProtocol.HTTP || protocol === EgressProtocol.TCP;
}

/** The sidecars distinguish TCP hosts on the same port by their addresses. */
function checkAddresses(
  faults: Faults,
  at: string,
  { protocol, port = 443, addresses }: IstioEgressHost,
  before: readonly IstioEgressHost[],
): void {
  checkNotEmpty(faults, `${at}.addresses`, addresses);
  if (protocol !== EgressProtocol.TCP) {
    if (!addresses) return;
    faults.add(`${at}.addresses`, 'can only be used with protocol TCP', addresses, 'Leave it out: the host is enough.');
    return;
  }
  const other = before.findIndex((own) => own.protocol === EgressProtocol.TCP && (own.port ?? 443) === port);
  if (other < 0 || (addresses && before[other].addresses)) return;
  const must = `must be set on both TCP hosts of port ${port}, hosts[${other}] and this one, which sidecars distinguish by them`;
  faults.add(`${at}.addresses`, must, addresses, 'Set the addresses of both, or use another port.');
}

/** Node proxies of an ambient mesh don't read VirtualServices, so calls would bypass the gateway. */
function checkMesh(faults: Faults, mesh: IIstioMesh | undefined): void {
  if (!checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) return;
  if (mesh?.kind !== MeshKind.ISTIO_AMBIENT) return;
  const must = 'must have sidecars, which route calls to the gateway';
  faults.add('mesh', must, mesh.kind, 'Use network policies, or a mesh with IstioDataPlane.sidecars().');
}

publicClass('IstioEgressGateway', IstioEgressGateway);
