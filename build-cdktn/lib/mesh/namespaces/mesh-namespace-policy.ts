import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkInteger, checkLiteral, checkNotEmpty, checkSameStack } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { NamespacePolicyIntent } from '../traffic/intents';
import { checkLabels, checkPeers } from '../traffic/mesh-access-rules';
import type { MeshNamespacePolicyOptions } from '../traffic/mesh-namespace-policy-options';

/** Props of the policy for all pods of a namespace. */
export interface MeshNamespacePolicyProps extends MeshNamespacePolicyOptions {
  /** The namespace; it determines the mesh. */
  readonly namespace: IMeshNamespace;
}

/**
 * The policy for all pods of a namespace: only the callers that a `MeshService` allows may call them, and only by mutual TLS,
 * with exceptions by port. One per namespace.
 *
 * In a namespace with live traffic, apply the `MeshService`s first: the policy denies every caller that none of them allows.
 */
export class MeshNamespacePolicy extends Construct {
  /** The release of the mesh's objects. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for before they rely on it. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _admitsScrapers: boolean;

  public constructor(scope: Construct, id: string, props: MeshNamespacePolicyProps) {
    super(scope, id);
    checkProps(this, 'MeshNamespacePolicyProps', props, (faults) => {
      checkPolicy(faults, this, props);
    });

    const { namespace, plainTextPorts } = props;
    this._admitsScrapers = props.scrapers !== undefined;
    namespacePolicies.take(namespace.cluster, this, namespace.namespaceName);
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: namespace.cluster,
      releaseName: 'mesh-namespace-policy',
      namespace: namespace.namespaceName,
      manifests: namespace.mesh._traffic.namespacePolicy(intentOf(props)),
    });
    this.manifests.node.addDependency(namespace);
    this.ready = [...this.manifests.ready, ...namespace.ready];
    implementReady(this, () => this.ready);
    if (plainTextPorts) {
      warn(
        this,
        'W272',
        'Some ports of pods accept plain text from every client that can reach them (plainTextPorts).',
      );
    }
  }
}

function checkPolicy(faults: Faults, scope: Construct, props: MeshNamespacePolicyProps): void {
  const { namespace, denyByDefault, strictMutualTls, plainTextPorts, scrapers } = props;
  checkNotEmpty(faults, 'scrapers', scrapers);
  checkPeers(faults, 'scrapers', scrapers);
  plainTextPorts?.forEach(({ labels, port }, index) => {
    checkLabels(faults, `plainTextPorts[${index}].labels`, labels);
    checkLiteral(faults, `plainTextPorts[${index}].port`, port, 'it is a key in an object');
    checkInteger(faults, `plainTextPorts[${index}].port`, port, 1, 65535);
  });
  checkNotEmpty(faults, 'plainTextPorts', plainTextPorts);
  if (denyByDefault === false && strictMutualTls === false && !plainTextPorts && !scrapers) {
    const must = 'must be true if strictMutualTls is false and nothing else is set';
    faults.add('denyByDefault', must, false, 'Leave the construct out.');
  }
  if (!checkGiven(faults, 'namespace', namespace, 'Pass a MeshNamespace of this stack.')) return;
  checkSameStack(faults, 'namespace', namespace, scope, "MeshNamespace.fromName(stack, 'Shop', { mesh, name })");
  const other = namespacePolicies.ownerOn(namespace.cluster, namespace.namespaceName);
  if (other) {
    const must = `must have only one policy, but '${other.node.path}' is one already`;
    faults.add('namespace', must, namespace.namespaceName, 'Use one MeshNamespacePolicy for everything.');
  }
  namespace.mesh._traffic.checkNamespacePolicy(faults, intentOf(props));
}

function intentOf({ namespace, ...options }: MeshNamespacePolicyProps): NamespacePolicyIntent {
  return { ...options, namespaceName: namespace.namespaceName, annotations: namespace._annotations };
}

/** By namespace. */
export const namespacePolicies = new Claim<MeshNamespacePolicy>();

publicClass('MeshNamespacePolicy', MeshNamespacePolicy);
