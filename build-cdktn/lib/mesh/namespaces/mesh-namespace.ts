import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkName } from '../../core/checks';
import { Faults } from '../../core/faults';
import { nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import type { IHelmTarget } from '../../helm/helm-target';
import { KubernetesManifests, type OwnedKey } from '../../helm/kubernetes-manifests';
import { checkNamespace, Namespace, type NamespaceOptions } from '../../workload/namespace';
import { PodSecurityLevel } from '../../workload/pod-security';
import { dialects } from '../dialects/dialects';
import { checkGivesLogs, checkGivesSignal } from '../dialects/signal-checks';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { IServiceMesh } from '../service-mesh';
import type { AccessLogs } from '../telemetry/access-logs';
import { MeshSignal } from '../telemetry/mesh-signal';
import type { NamespaceLogs } from '../telemetry/mesh-telemetry';
import { registerProxies } from '../telemetry/proxied-namespaces';

/** Props of a namespace in a mesh. */
export interface MeshNamespaceProps extends NamespaceOptions {
  /**
   * The mesh, in the same stack. Running pods join (or change) the mesh when they are restarted.
   *
   * Changing this changes the namespace's labels and annotations in place.
   */
  readonly mesh: IServiceMesh;

  /**
   * Whether new pods join the mesh. Set it to false before you remove the mesh: the namespace's labels and annotations are
   * removed in place, and running pods keep their sidecars until they are restarted.
   *
   * @default true
   */
  readonly inMesh?: boolean;

  /**
   * The requests that this namespace's proxies log, if they differ from the rest of the mesh. On Linkerd, it applies to pods that
   * start after the change. Rejected on meshes that don't support it for a namespace.
   *
   * @default - the mesh's setting; see `MeshObservability`
   */
  readonly accessLogs?: AccessLogs;
}

/** Attributes of a namespace in a mesh that something else creates and enrols. */
export interface MeshNamespaceAttributes {
  /** The mesh, in the same stack. */
  readonly mesh: IServiceMesh;

  /** The namespace's name. */
  readonly name: string;
}

/**
 * A namespace whose new pods join a mesh. Like every `Namespace`, it is adopted if it exists, and stays in the cluster when it is
 * removed from the program.
 *
 * Its Terraform address and release name don't depend on the mesh: changing the mesh changes labels and annotations, and deletes
 * nothing.
 */
export class MeshNamespace extends Construct implements IMeshNamespace {
  /** A namespace that something else creates and enrols; creates no resources. */
  public static fromName(scope: Construct, id: string, attributes: MeshNamespaceAttributes): IMeshNamespace {
    return new ImportedMeshNamespace(scope, id, attributes);
  }

  public readonly namespaceName: string;
  public readonly cluster: IHelmTarget;
  public readonly mesh: IServiceMesh;
  public readonly ready: ITerraformDependable[];

  /** The namespace without its mesh. */
  public readonly plain: Namespace;

  /** The release of the namespace's access log settings, if the mesh doesn't read annotations. */
  public readonly accessLogs?: KubernetesManifests;

  /** @internal */
  public readonly _annotations: { readonly [key: string]: string };

  public constructor(scope: Construct, id: string, props: MeshNamespaceProps) {
    super(scope, id);
    checkProps(this, 'MeshNamespaceProps', props, (faults) => {
      checkGivenMesh(faults, props.mesh);
      if (props.mesh) {
        checkNamespace(faults, props.mesh.cluster, props);
        checkEnrolmentHolds(faults, props);
        checkAccessLogs(faults, props);
      }
    });

    const inMesh = props.inMesh !== false;
    const { labels, annotations } = inMesh ? props.mesh._enrolment() : noEnrolment;
    const logs = props.accessLogs && props.mesh._telemetry.namespaceLogs?.(props.name, props.accessLogs);
    this.mesh = props.mesh;
    this.cluster = props.mesh.cluster;
    this.namespaceName = props.name;
    this._annotations = { ...props.annotations };
    this.plain = new Namespace(this, 'Namespace', {
      cluster: this.cluster,
      name: props.name,
      ...(props.podSecurity && { podSecurity: props.podSecurity }),
      labels: { ...props.labels, ...labels },
      annotations: { ...props.annotations, ...annotations, ...logs?.annotations },
      recordsNamespace: props.recordsNamespace,
      _ownedKeys: ownedKeysOf(props.mesh),
    });
    this.ready = [...this.plain.ready, ...this.mesh.ready];
    implementReady(this, () => this.ready);
    this.accessLogs = this.makeAccessLogs(logs);
    if (inMesh) registerProxies(this);
  }

  private makeAccessLogs(logs: NamespaceLogs | undefined): KubernetesManifests | undefined {
    if (!logs?.manifests) return undefined;
    const manifests = new KubernetesManifests(this, 'AccessLogs', {
      cluster: this.cluster,
      releaseName: 'mesh-access-logs',
      namespace: this.namespaceName,
      manifests: logs.manifests,
    });
    manifests.node.addDependency(this.plain);
    if (this.mesh.ready.length > 0) manifests.node.addDependency(this.mesh);
    return manifests;
  }
}

/** The mesh's own keys with any value, and other meshes' keys with values that enrol the namespace. */
function ownedKeysOf(mesh: IServiceMesh): OwnedKey[] {
  const own = mesh._enrolment().ownedKeys.map((key): OwnedKey => ({ key }));
  const others = Object.values(dialects).flatMap(({ enrolmentKeys }) => Object.entries(enrolmentKeys));
  const byKey = new Map(
    [...others.map(([key, values]): OwnedKey => ({ key, ...values })), ...own].map((one) => [one.key, one]),
  );
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const noEnrolment = { labels: {}, annotations: {} };

class ImportedMeshNamespace extends Construct implements IMeshNamespace {
  public readonly namespaceName: string;
  public readonly cluster: IHelmTarget;
  public readonly mesh: IServiceMesh;
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, attributes: MeshNamespaceAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkGivenMesh(faults, attributes.mesh);
    checkName(faults, 'name', attributes.name, nameRules.kubernetesLabel);
    faults.throwIfAny();

    this.mesh = attributes.mesh;
    this.cluster = attributes.mesh.cluster;
    this.namespaceName = attributes.name;
    this.ready = attributes.mesh.ready;
    implementReady(this, () => this.ready);
    registerProxies(this);
  }
}

function checkGivenMesh(faults: Faults, mesh: IServiceMesh | undefined): void {
  checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.');
}

function checkEnrolmentHolds(faults: Faults, props: MeshNamespaceProps): void {
  const { ownedKeys, privilege } = props.mesh._enrolment();
  const { mesh, podSecurity } = props;
  for (const prop of ['labels', 'annotations'] as const) {
    for (const key of ownedKeys.filter((owned) => owned in (props[prop] ?? {}))) {
      const fix = 'Leave it out, or use a Namespace for pods outside the mesh.';
      faults.add(prop, `must leave ${key} to the mesh '${mesh.node.path}'`, props[prop]?.[key], fix);
    }
  }
  if (privilege && props.inMesh !== false && podSecurity !== undefined && podSecurity !== PodSecurityLevel.PRIVILEGED) {
    faults.add('podSecurity', `must be privileged: ${privilege.why}`, podSecurity, privilege.wayOut);
  }
}

function checkAccessLogs(faults: Faults, { mesh, accessLogs, annotations, inMesh }: MeshNamespaceProps): void {
  if (!accessLogs) return;
  if (inMesh === false) {
    faults.add('accessLogs', 'must be left out if inMesh is false', accessLogs._name, 'Leave it out.');
  }
  const canSay = checkGivesSignal(faults, 'accessLogs', mesh, MeshSignal.NAMESPACE_ACCESS_LOGS);
  if (!canSay || !checkGivesLogs(faults, 'accessLogs', mesh, accessLogs)) return;
  const owned = mesh._telemetry.namespaceLogs?.('', accessLogs).annotations ?? {};
  for (const key of Object.keys(owned).filter((name) => name in (annotations ?? {}))) {
    const fix = 'Leave it out there.';
    faults.add('annotations', `must leave ${key} to accessLogs`, annotations?.[key], fix);
  }
}

publicClass('MeshNamespace', MeshNamespace);
