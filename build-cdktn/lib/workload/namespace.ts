import type { ITerraformDependable } from 'cdktn';
import { Construct, type IConstruct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkName, checkOneOf, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { checkAnnotations, checkLabels } from '../core/kubernetes-metadata';
import { Claim } from '../core/ledger';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import type { IHelmTarget } from '../helm/helm-target';
import { KubernetesManifests, type OwnedKey } from '../helm/kubernetes-manifests';
import { PodSecurityLevel } from './pod-security';
import { labelsOfPodSecurity, podSecurityLabels } from './pod-security-labels';

/** A Kubernetes namespace: created here, or imported by name. */
export interface INamespace extends IConstruct {
  /** The namespace's name. */
  readonly namespaceName: string;

  /** The cluster that the namespace is in. */
  readonly cluster: IHelmTarget;

  /** The resources that dependents wait for before they put something into the namespace. */
  readonly ready: ITerraformDependable[];
}

/** What a namespace carries besides its cluster and its enrolment. */
export interface NamespaceOptions {
  /**
   * The name: 1 to 63 lowercase letters, digits and `-` (RFC 1123), with a letter or digit at both ends.
   *
   * An existing namespace is adopted. Changing this creates another namespace and leaves the old one in the cluster.
   */
  readonly name: string;

  /**
   * What pods in the namespace may do; written as `enforce`, `warn` and `audit` label of Pod Security admission.
   *
   * @default - no labels: the cluster's own default applies, which on AKS is privileged
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * Labels of the namespace. The label `control-plane` is rejected: AKS keeps admission webhooks, and so meshes and policies,
   * away from namespaces that carry it.
   *
   * @default - no labels of your own
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the namespace.
   *
   * @default - no annotations of your own
   */
  readonly annotations?: { [key: string]: string };

  /**
   * The namespace in which Helm keeps the record (a Secret) of the release that applies this namespace; it must exist. Teams
   * that may write to one other namespace only name that one.
   *
   * Changing this replaces the release; the namespace itself stays.
   *
   * @default kube-system
   */
  readonly recordsNamespace?: string;
}

/** Props of a namespace. */
export interface NamespaceProps extends NamespaceOptions {
  /** The cluster, of the same stack. */
  readonly cluster: IHelmTarget;

  /**
   * Keys of labels and annotations that only the namespace's release may set.
   *
   * @internal
   */
  readonly _ownedKeys?: OwnedKey[];
}

/** Attributes of a namespace that is created elsewhere. */
export interface NamespaceAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IHelmTarget;

  /** The namespace's name. */
  readonly name: string;
}

/**
 * A Kubernetes namespace that outlives its program: destroying it, or removing it from the program, leaves the
 * namespace and all that is in it in the cluster. An existing namespace of the name is adopted and keeps its other labels.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export class Namespace extends Construct implements INamespace {
  /** Imports a namespace that is created elsewhere. */
  public static fromName(scope: Construct, id: string, attributes: NamespaceAttributes): INamespace {
    return new ImportedNamespace(scope, id, attributes);
  }

  public readonly namespaceName: string;
  public readonly cluster: IHelmTarget;
  public readonly ready: ITerraformDependable[];

  /** The release that applies the namespace. */
  public readonly manifests: KubernetesManifests;

  public constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    checkProps(this, 'NamespaceProps', props, (faults) => {
      checkNamespace(faults, props.cluster, props);
    });

    this.namespaceName = props.name;
    this.cluster = props.cluster;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: props.cluster,
      releaseName: derivedName(props.name, 'namespace', nameRules.helmRelease),
      namespace: props.recordsNamespace ?? defaultRecordsNamespace,
      manifests: [manifestOf(props)],
      takeOwnership: true,
      _ownedKeys: props._ownedKeys,
    });
    claimNamespace(this);
    this.ready = this.manifests.ready;
    implementReady(this, () => this.ready);
  }
}

class ImportedNamespace extends Construct implements INamespace {
  public readonly namespaceName: string;
  public readonly cluster: IHelmTarget;
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, attributes: NamespaceAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkGiven(faults, 'cluster', attributes.cluster, 'Pass the cluster of this stack.');
    checkName(faults, 'name', attributes.name, nameRules.kubernetesLabel);
    faults.throwIfAny();

    this.namespaceName = attributes.name;
    this.cluster = attributes.cluster;
    this.ready = attributes.cluster.ready;
    implementReady(this, () => this.ready);
  }
}

const defaultRecordsNamespace = 'kube-system';

function manifestOf(options: NamespaceOptions): { [key: string]: unknown } {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: options.name,
      labels: emptyAsNone({ ...options.labels, ...labelsOfPodSecurity(options.podSecurity) }),
      annotations: { ...options.annotations, 'helm.sh/resource-policy': 'keep' },
    },
  };
}

function emptyAsNone(labels: { [key: string]: string }): { [key: string]: string } | undefined {
  return Object.keys(labels).length > 0 ? labels : undefined;
}

/** Checks the props of a namespace, also for constructs that create one among other resources. */
export function checkNamespace(faults: Faults, cluster: IHelmTarget | undefined, options: NamespaceOptions): void {
  const { name, labels, annotations, podSecurity, recordsNamespace } = options;
  checkName(faults, 'name', name, nameRules.kubernetesLabel);
  if (checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.') && cluster) {
    checkCreatedOnce(faults, cluster, name);
  }
  if (isKnown(name) && name.startsWith('kube-')) {
    faults.add('name', 'must not start with kube-, which Kubernetes reserves', name, 'Use another name.');
  }
  checkOneOf(faults, 'podSecurity', podSecurity, Object.values(PodSecurityLevel));
  checkLabels(faults, 'labels', labels);
  checkNoOwnedLabels(faults, labels);
  checkAnnotations(faults, 'annotations', annotations);
  if (recordsNamespace === undefined) return;
  checkName(faults, 'recordsNamespace', recordsNamespace, nameRules.kubernetesLabel);
  if (isKnown(recordsNamespace) && recordsNamespace === name) {
    const must = 'must not be the namespace itself, which does not exist before the release';
    faults.add('recordsNamespace', must, recordsNamespace, 'Leave it out, or use an existing namespace.');
  }
}

/** From now on a second namespace of this name on its cluster is a fault. */
function claimNamespace(namespace: INamespace): void {
  namespaces.take(namespace.cluster, namespace, namespace.namespaceName);
}

function checkCreatedOnce(faults: Faults, cluster: IHelmTarget, name: string): void {
  const owner = isKnown(name) ? namespaces.ownerOn(cluster, name) : undefined;
  if (owner) {
    const fix = 'Share that construct, import the namespace with fromName, or use another name.';
    faults.add('name', `must be unique in the cluster, but '${owner.node.path}' creates it already`, name, fix);
  }
}

/** Source: https://learn.microsoft.com/azure/aks/faq (admission controllers and the label control-plane). */
function checkNoOwnedLabels(faults: Faults, labels: { [key: string]: string } = {}): void {
  if ('control-plane' in labels) {
    const must = 'must not contain control-plane: AKS excludes namespaces with this label from admission webhooks';
    faults.add('labels', must, undefined, 'Use another key, e.g. app.kubernetes.io/component.');
  }
  for (const key of podSecurityLabels.filter((label) => label in labels)) {
    faults.add('labels', `must leave ${key} to podSecurity`, labels[key], 'Set podSecurity.');
  }
}

/** By name. */
const namespaces = new Claim<INamespace>();

publicClass('Namespace', Namespace);
