import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkInteger, checkName, checkOneOf, checkSameStack } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { dialectOf } from '../dialects/dialects';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { EgressIntent } from '../traffic/intents';
import { checkPeers } from '../traffic/mesh-access-rules';
import { EgressProtocol, type MeshEgressOptions } from '../traffic/mesh-egress-options';
import { MeshFeature } from '../traffic/mesh-feature';
import { checkSupported } from './mesh-service-rules';

/** Props of places outside of the cluster that may be called. */
export interface MeshEgressProps extends MeshEgressOptions {
  /** The namespace whose pods call, and with it the mesh. */
  readonly namespace: IMeshNamespace;
}

/**
 * Places outside of the cluster that pods of a namespace may call. It is a border only where the mesh refuses what it doesn't know:
 * Istio with `outboundTraffic` REGISTRY_ONLY, Open Service Mesh without `egress`; Linkerd refuses everything else in the namespace
 * from now on.
 *
 * A pod can get around its sidecar: against attackers use network policies or a firewall as well.
 */
export class MeshEgress extends Construct {
  /** The release of the mesh's objects. */
  public readonly manifests: KubernetesManifests;

  /** What dependents wait for before they call the hosts. */
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
  }
}

function checkMeshEgress(faults: Faults, scope: Construct, props: MeshEgressProps): void {
  const { namespace, name, hosts, port, protocol, callers } = props;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  checkHosts(faults, hosts);
  checkInteger(faults, 'port', port, 1, 65535);
  checkOneOf(faults, 'protocol', protocol, Object.values(EgressProtocol));
  checkPeers(faults, 'callers', callers);
  if (!checkGiven(faults, 'namespace', namespace, 'Give a MeshNamespace of this stack.')) return;
  checkSameStack(faults, 'namespace', namespace, scope, "MeshNamespace.fromName(stack, 'Shop', { mesh, name })");
  const other = egresses.ownerOn(namespace.cluster, keyOf(props));
  if (other) {
    const { hasOneEgressPerNamespace } = dialectOf(namespace.mesh);
    const where = hasOneEgressPerNamespace ? ` for a namespace on ${namespace.mesh.kind}` : '';
    faults.add(
      hasOneEgressPerNamespace ? 'namespace' : 'name',
      `must be said once${where}, and '${other.node.path}' says it`,
      hasOneEgressPerNamespace ? namespace.namespaceName : name,
      'Use one MeshEgress for all hosts.',
    );
  }
  checkSupported(faults, namespace.mesh, 'namespace', MeshFeature.EGRESS_POLICY);
  namespace.mesh._traffic.checkEgress(faults, intentOf(props));
}

function intentOf({ namespace, ...options }: MeshEgressProps): EgressIntent {
  return { ...options, namespaceName: namespace.namespaceName };
}

const egresses = new Claim<MeshEgress>();

function keyOf({ namespace, name }: MeshEgressProps): string {
  const scope = namespace.namespaceName;
  return namespace.mesh && dialectOf(namespace.mesh).hasOneEgressPerNamespace ? scope : `${scope}/${name}`;
}

export function checkHosts(faults: Faults, hosts: string[] | undefined): void {
  const fix = "Use for example ['api.example.com'].";
  if (!checkGiven(faults, 'hosts', hosts, fix)) return;
  if (hosts?.length === 0) faults.add('hosts', 'must not be empty', undefined, fix);
  hosts?.forEach((host, index) => {
    checkName(faults, `hosts[${index}]`, host, { ...nameRules.kubernetesObject, example: 'api.example.com' });
    if (hosts.indexOf(host) < index)
      faults.add(`hosts[${index}]`, 'must be named once', host, 'Leave one of the two out.');
  });
}

publicClass('MeshEgress', MeshEgress);
