import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import {
  checkGiven,
  checkInteger,
  checkName,
  checkNotEmpty,
  checkOneOf,
  checkSameStack,
  isKnown,
} from '../../core/checks';
import { Cidr, isAddress } from '../../core/cidr';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { dialectOf } from '../dialects/dialects';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { EgressIntent } from '../traffic/intents';
import { checkPeers } from '../traffic/mesh-access-rules';
import { EgressProtocol, isWildcard, type MeshEgressOptions, wildcard } from '../traffic/mesh-egress-options';
import { MeshFeature } from '../traffic/mesh-feature';
import { checkSupported } from './mesh-service-rules';

/** Props of hosts outside the cluster that may be called. */
export interface MeshEgressProps extends MeshEgressOptions {
  /** The namespace whose pods may call the hosts; it determines the mesh. */
  readonly namespace: IMeshNamespace;
}

/**
 * Hosts outside the cluster that a namespace's pods may call. It restricts traffic only if the mesh denies unregistered
 * destinations: Istio with `outboundTraffic` REGISTRY_ONLY, and Open Service Mesh without `egress`; Linkerd then denies all other
 * destinations in the namespace.
 *
 * A pod can bypass its sidecar: to protect against attackers, use network policies or a firewall as well.
 */
export class MeshEgress extends Construct {
  /** The release of the mesh's objects. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for before they call the hosts. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: MeshEgressProps) {
    super(scope, id);
    checkProps(this, 'MeshEgressProps', props, (faults) => {
      checkMeshEgress(faults, this, props);
    });

    const { namespace, name } = props;
    const { _traffic: traffic } = namespace.mesh;
    const intent = intentOf(props);
    egresses.take(namespace.cluster, this, keyOf(props));
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: namespace.cluster,
      releaseName: derivedName(name, 'egress', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: traffic.egress(intent),
    });
    this.manifests.node.addDependency(namespace);
    this.ready = [...this.manifests.ready, ...namespace.ready];
    implementReady(this, () => this.ready);
    traffic.madeEgress?.(this, intent);
    if (isTcp(props) && !props.addresses) tcpPorts.take(namespace.cluster, this, keyOfPort(props));
    const { port = 443, protocol = EgressProtocol.TLS } = props;
    const begins = beginInPlainText.get(port);
    if (protocol === EgressProtocol.TLS && begins) {
      const text = `${begins} connections (port ${port}) start in plain text, and a mesh that expects TLS closes them. Use EgressProtocol.TCP.`;
      warn(this, 'W276', text);
    }
  }
}

function checkMeshEgress(faults: Faults, scope: Construct, props: MeshEgressProps): void {
  const { namespace, name, hosts, port, protocol, callers } = props;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  checkHosts(faults, hosts);
  hosts?.forEach((host, index) => {
    if (!isWildcard(host)) return;
    if (isTcp(props)) {
      const must = 'must be a full name with protocol TCP, whose connections have no host name';
      faults.add(`hosts[${index}]`, must, host, 'List each host, or use a network policy or firewall.');
    } else if (namespace) checkSupported(faults, namespace.mesh, `hosts[${index}]`, MeshFeature.WILDCARD_EGRESS);
  });
  checkInteger(faults, 'port', port, 1, 65535);
  checkOneOf(faults, 'protocol', protocol, Object.values(EgressProtocol));
  checkPeers(faults, 'callers', callers);
  callers?.forEach((peer, index) => {
    if (!peer?._ranges) return;
    const must = 'must be a ServiceAccount: calls leave the mesh from its workloads';
    faults.add(`callers[${index}]`, must, peer._key, 'Use MeshPeer.serviceAccount(...).');
  });
  checkAddresses(faults, props);
  checkTlsOrigination(faults, props);
  if (!checkGiven(faults, 'namespace', namespace, 'Pass a MeshNamespace of this stack.')) return;
  checkSameStack(faults, 'namespace', namespace, scope, "MeshNamespace.fromName(stack, 'Shop', { mesh, name })");
  const other = egresses.ownerOn(namespace.cluster, keyOf(props));
  if (other) {
    const { hasOneEgressPerNamespace } = dialectOf(namespace.mesh);
    const where = hasOneEgressPerNamespace ? ` for a namespace on ${namespace.mesh.kind}` : '';
    faults.add(
      hasOneEgressPerNamespace ? 'namespace' : 'name',
      `must be declared only once${where}, but '${other.node.path}' declares it already`,
      hasOneEgressPerNamespace ? namespace.namespaceName : name,
      'Use one MeshEgress for all hosts.',
    );
  }
  checkSupported(faults, namespace.mesh, 'namespace', MeshFeature.EGRESS_POLICY);
  if (props.tlsOrigination) checkSupported(faults, namespace.mesh, 'tlsOrigination', MeshFeature.TLS_ORIGINATION);
  if (dialectOf(namespace.mesh).tellsTcpHostsByAddress) checkOneTcpHost(faults, props);
  namespace.mesh._traffic.checkEgress(faults, intentOf(props));
}

/** Sources: https://www.postgresql.org/docs/current/protocol-flow.html and the pages of the other protocols. */
const beginInPlainText = new Map<number, string>([
  [25, 'SMTP'],
  [587, 'SMTP'],
  [1433, 'SQL Server'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [6432, 'PgBouncer'],
]);

function isTcp({ protocol }: MeshEgressProps): boolean {
  return protocol === EgressProtocol.TCP;
}

function checkAddresses(faults: Faults, { protocol, addresses }: MeshEgressProps): void {
  if (addresses && protocol !== EgressProtocol.TCP) {
    faults.add('addresses', 'can only be used with protocol TCP', addresses, 'Leave it out: the hosts are enough.');
  }
  checkNotEmpty(faults, 'addresses', addresses);
  addresses?.forEach((address, index) => {
    if (!isKnown(address) || (!address.includes(':') && (isAddress(address) || Cidr.parse(address)))) return;
    const must = 'must be an IPv4 address, or a range in CIDR notation';
    faults.add(`addresses[${index}]`, must, address, 'For example, use 10.0.4.10.');
  });
}

function checkTlsOrigination(faults: Faults, { hosts, protocol, tlsOrigination }: MeshEgressProps): void {
  if (!tlsOrigination) return;
  checkInteger(faults, 'tlsOrigination.port', tlsOrigination.port, 1, 65535);
  if (protocol === undefined || protocol === EgressProtocol.TLS) {
    const must = 'must be left out with protocol TLS, which the application originates';
    faults.add(
      'tlsOrigination',
      must,
      undefined,
      'Set protocol: EgressProtocol.HTTP, and the port that applications call.',
    );
  }
  hosts?.forEach((host, index) => {
    if (!isWildcard(host)) return;
    const must = 'must be a full name with tlsOrigination, whose server name it is';
    faults.add(`hosts[${index}]`, must, host, 'List each host.');
  });
}

/** Without addresses, a port has one listener, which sends all connections to one host. */
function checkOneTcpHost(faults: Faults, props: MeshEgressProps): void {
  const { namespace, hosts, port, addresses } = props;
  if (!isTcp(props)) return;
  const fix = 'Use a MeshEgress for each host, with its addresses.';
  if (hosts?.length > 1) {
    const must = `must be one host with protocol TCP on ${namespace.mesh.kind}, which can't distinguish several`;
    faults.add('hosts', must, hosts, fix);
  }
  const other = tcpPorts.ownerOn(namespace.cluster, keyOfPort(props));
  if (!other || addresses) return;
  const must = `must be the only TCP host on port ${port ?? 443} of namespace ${namespace.namespaceName} without addresses on ${namespace.mesh.kind}, but '${other.node.path}' has one already`;
  faults.add('hosts', must, hosts, fix);
}

/** By namespace and port. */
const tcpPorts = new Claim<MeshEgress>();

function keyOfPort({ namespace, port = 443 }: MeshEgressProps): string {
  return `${namespace.namespaceName}/${port}`;
}

function intentOf({ namespace, ...options }: MeshEgressProps): EgressIntent {
  return { ...options, namespaceName: namespace.namespaceName };
}

const egresses = new Claim<MeshEgress>();

function keyOf({ namespace, name }: MeshEgressProps): string {
  const scope = namespace.namespaceName;
  return namespace.mesh && dialectOf(namespace.mesh).hasOneEgressPerNamespace ? scope : `${scope}/${name}`;
}

/** Full DNS names, or `*.` and a domain. */
export function checkHosts(faults: Faults, hosts: string[] | undefined): void {
  const fix = "For example, use ['api.example.com'].";
  if (!checkGiven(faults, 'hosts', hosts, fix)) return;
  if (hosts?.length === 0) faults.add('hosts', 'must not be empty', undefined, fix);
  hosts?.forEach((host, index) => {
    if (isKnown(host) && isAddress(host)) {
      faults.add(`hosts[${index}]`, 'must be a DNS name', host, 'Use a name that resolves to the address.');
      return;
    }
    const name = isWildcard(host) ? host.slice(wildcard.length) : host;
    checkName(faults, `hosts[${index}]`, name, { ...nameRules.kubernetesObject, example: 'api.example.com' });
    if (hosts.indexOf(host) < index)
      faults.add(`hosts[${index}]`, 'must be listed only once', host, 'Remove one of the two.');
  });
}

publicClass('MeshEgress', MeshEgress);
