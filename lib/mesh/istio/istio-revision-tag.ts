import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkName } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { GatewayApi } from '../gateways/gateway-api';
import { MeshKind } from '../service-mesh';
import type { SidecarOptions } from '../sidecars/sidecar-options';
import type { TrafficRedirection } from '../sidecars/traffic-redirection';
import { defaultRevision } from './istio-charts';
import { IstioMeshBase } from './istio-mesh-base';
import type { IIstioMesh } from './istio-mesh-ref';
import { claimRevision, ownerOfRevision } from './istio-mesh-rules';
import { revisionTagManifests } from './istio-revision-tag-manifests';
import { revisionRule } from './istio-values';

/** Props of a revision tag. */
export interface IstioRevisionTagProps {
  /**
   * The control plane to which the tag points: an `IstioMesh`, in the same stack.
   *
   * Changing this moves all namespaces with the tag to another control plane, by one change in place. Their pods follow when they
   * are restarted.
   */
  readonly mesh: IIstioMesh;

  /**
   * The tag, e.g. `stable`: 1 to 43 lowercase letters, digits and `-`; must differ from all revisions.
   *
   * Changing this replaces the tag; pods that start in the meantime have no sidecar.
   */
  readonly tagName: string;
}

/** The Service `istiod-revision-tag-TAG` has a name of at most 63 characters. */
const tagRule = { ...revisionRule, maxLength: 43, example: 'stable' };

/**
 * An alias for an Istio control plane, such as `stable`: namespaces and gateways with the tag as their mesh move to a
 * newer control plane when the tag does, without being changed themselves.
 *
 * It is a separate release of the objects that the chart `istiod` creates for its `revisionTags`: a tag in a control plane's
 * release couldn't move to another one without pods starting without sidecars in the meantime.
 *
 * @see https://istio.io/latest/docs/setup/upgrade/canary/#stable-revision-labels
 */
export class IstioRevisionTag extends IstioMeshBase {
  public readonly cluster: IAksCluster;

  /** The tag, which namespaces use like a revision. */
  public readonly revision: string;

  public readonly rootNamespace: string;
  public readonly ready: ITerraformDependable[];

  /** The control plane to which the tag points. */
  public readonly mesh: IIstioMesh;

  /** The release of the tag. */
  public readonly manifests: KubernetesManifests;

  /** @internal */
  public readonly _isRegistryOnly?: boolean;

  /** @internal */
  public readonly _sidecarDefaults?: SidecarOptions;

  /** @internal */
  public override readonly _gatewayApi?: GatewayApi;

  /** @internal */
  public readonly _trafficRedirection: TrafficRedirection | undefined;

  public constructor(scope: Construct, id: string, props: IstioRevisionTagProps) {
    super(scope, id);
    checkProps(this, 'IstioRevisionTagProps', props, (faults) => {
      check(faults, props);
    });

    const { mesh, tagName } = props;
    this.mesh = mesh;
    this.cluster = mesh.cluster;
    this.revision = tagName;
    this.rootNamespace = mesh.rootNamespace;
    this._isRegistryOnly = mesh._isRegistryOnly;
    this._sidecarDefaults = mesh._sidecarDefaults;
    this._gatewayApi = mesh._gatewayApi;
    this._trafficRedirection = (mesh as Partial<IstioMeshBase>)._trafficRedirection;
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: mesh.cluster,
      releaseName: derivedName('istio-revision-tag', tagName, nameRules.helmRelease),
      namespace: mesh.rootNamespace,
      manifests: revisionTagManifests(tagName, mesh),
    });
    this.manifests.node.addDependency(mesh);
    claimRevision(this);
    this.ready = [...this.manifests.ready, ...mesh.ready];
    implementReady(this, () => this.ready);
  }
}

function check(faults: Faults, { mesh, tagName }: IstioRevisionTagProps): void {
  checkName(faults, 'tagName', tagName, tagRule);
  if (tagName === defaultRevision) {
    const fix = 'For example, use stable.';
    faults.add('tagName', 'must not be default, which is the control plane without a revision', undefined, fix);
  }
  if (!checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) return;
  if (mesh.kind !== MeshKind.ISTIO) {
    const must = `must be ${MeshKind.ISTIO}, installed by Helm`;
    faults.add('mesh', must, mesh.kind, 'On other meshes, use the mesh itself for namespaces.');
  }
  if (mesh instanceof IstioRevisionTag) {
    const must = `must be a control plane, but '${mesh.node.path}' is a tag itself`;
    faults.add('mesh', must, undefined, 'Use the control plane to which that tag points.');
  }
  const other = ownerOfRevision(mesh.cluster, tagName);
  if (!other) return;
  const must = `must differ from the revision or tag of '${other.node.path}' on the same cluster`;
  faults.add('tagName', must, tagName, 'Use that tag, or use another name.');
}

publicClass('IstioRevisionTag', IstioRevisionTag);
