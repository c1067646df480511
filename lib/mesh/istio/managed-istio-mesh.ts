import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkOneOf, checkSameStack, isKnown } from '../../core/checks';
import { Faults } from '../../core/faults';
import { checkLate } from '../../core/late-checks';
import { lateText } from '../../core/late-values';
import { Claim } from '../../core/ledger';
import { followOwner, implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { noteUnchecked, warn } from '../../core/warnings';
import { checkSingleMesh, registerMesh } from '../meshes-of-cluster';
import { MeshKind } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import {
  certificateAuthorityArgument,
  certificateAuthorityFlags,
  checkCertificateAuthority,
  checkIsAddOn,
  grantCertificateAuthority,
  type ManagedIstioCertificateAuthorityOptions,
} from './managed-istio-certificate-authority';
import { checkLimits } from './managed-istio-limits';
import { type ManagedIstioFacts, ManagedIstioMeshBase } from './managed-istio-mesh-base';
import { managedIstioConfigOn } from './managed-istio-mesh-config-owner';
import type { IManagedIstioMesh } from './managed-istio-mesh-ref';
import { checkRevision, checkRevisions } from './managed-istio-revision';

/** Props of the add-on. */
export interface ManagedIstioMeshProps {
  /**
   * The cluster, in the same stack. The add-on is an argument of the cluster's own resource: it is enabled in the stack that
   * creates the cluster.
   */
  readonly cluster: IAksCluster;

  /**
   * The revisions of the control plane: one, or two during an upgrade, e.g. `['asm-1-30']`. `az aks mesh get-revisions --location
   * LOCATION` lists the available ones; each is supported for some months.
   *
   * @see https://learn.microsoft.com/azure/aks/istio-support-policy
   */
  readonly revisions: string[];

  /**
   * Whether AKS runs a gateway with an address in the virtual network.
   *
   * @default false
   */
  readonly internalGateway?: boolean;

  /**
   * Whether AKS runs a gateway with a public address.
   *
   * @default false
   */
  readonly externalGateway?: boolean;

  /**
   * The certificates and the key with which the control plane signs. AKS reads this setting only when it enables the add-on: to
   * change it, you must disable the add-on, which deletes all of Istio's objects.
   *
   * @see https://learn.microsoft.com/azure/aks/istio-plugin-ca
   *
   * @default - the control plane creates its own root certificate
   */
  readonly certificateAuthority?: ManagedIstioCertificateAuthorityOptions;
}

/** Attributes of an add-on that another stack or program enables. */
export interface ManagedIstioMeshAttributes {
  /** The cluster, in the same stack. */
  readonly cluster: IAksCluster;

  /**
   * The revision that namespaces of this mesh join, e.g. `asm-1-30`. During an upgrade, import the mesh twice, once for each
   * revision, and migrate namespaces one at a time.
   *
   * @default - the add-on's revision if this program enables it with only one; otherwise required
   */
  readonly revision?: string;

  /**
   * How a pod's traffic is redirected to its sidecar. AKS uses the CNI plugin for add-ons that were enabled with asm-1-30 or
   * later, and init containers for older ones.
   *
   * @see https://learn.microsoft.com/azure/aks/istio-cni
   *
   * @default - unknown: Pod Security levels of namespaces are not checked against it
   */
  readonly trafficRedirection?: TrafficRedirection;
}

const addOns = new Claim<ManagedIstioMesh>();
const profile = 'service_mesh_profile';

/**
 * The Istio add-on of AKS: Azure installs, scales, patches and supports the control plane and the gateways.
 *
 * Declare it in the stack that creates the cluster. In the next stack, `ManagedIstioMesh.fromCluster` is the mesh for namespaces
 * and policies, and a `ManagedIstioMeshConfig` enforces strict mutual TLS. Features that AKS doesn't support are rejected at
 * synth time: ambient namespaces, the label `istio-injection`, the kinds ProxyConfig, WorkloadEntry, WorkloadGroup, IstioOperator
 * and WasmPlugin, and a second mesh on the cluster.
 *
 * Removing it from the program disables the add-on: AKS deletes Istio's custom resource definitions, and with them all of Istio's
 * objects on the cluster, and the gateways with their addresses.
 *
 * @see https://learn.microsoft.com/azure/aks/istio-about
 */
export class ManagedIstioMesh extends ManagedIstioMeshBase {
  /** An add-on that another stack or program enables; creates no resources. */
  public static fromCluster(scope: Construct, id: string, attributes: ManagedIstioMeshAttributes): IManagedIstioMesh {
    return new ImportedManagedIstioMesh(scope, id, attributes);
  }

  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];

  /** The revisions of the control plane. */
  public readonly revisions: string[];

  /** The first of the revisions. */
  public readonly revision: string;

  /** @internal */
  public readonly _facts: ManagedIstioFacts;

  /** @internal */
  protected readonly _trafficRedirection: TrafficRedirection | undefined = undefined;

  public constructor(scope: Construct, id: string, props: ManagedIstioMeshProps) {
    super(scope, id);
    this.check(props);

    const { cluster, revisions, internalGateway = false, externalGateway = false, certificateAuthority } = props;
    this.cluster = cluster;
    this.revisions = [...revisions];
    this.revision = revisions[0];
    this._facts = { revisions, hasInternalGateway: internalGateway, hasExternalGateway: externalGateway };
    this.claimArguments(props);
    registerMesh(this);
    addOns.take(cluster, this);
    checkLimits(this, cluster);
    const grants = certificateAuthority ? grantCertificateAuthority(certificateAuthority) : [];
    if (certificateAuthority) checkLate(this, (late) => checkIsAddOn(late, certificateAuthority));
    this.ready = [...cluster.ready, ...grants];
    implementReady(this, () => this.ready);
    const text =
      "Workloads in the mesh accept plain text, because the program doesn't set mutualTls. Create a ManagedIstioMeshConfig in the " +
      'next stack.';
    warn(this, 'W195', text, () => managedIstioConfigOn(cluster) === undefined);
  }

  private check(props: ManagedIstioMeshProps): void {
    checkProps(this, 'ManagedIstioMeshProps', props, (faults) => {
      const { cluster, revisions, certificateAuthority } = props;
      checkCluster(faults, this, cluster);
      const other = cluster && addOns.ownerOn(cluster);
      if (other) {
        const must = `must have the add-on only once, but '${other.node.path}' enables it already`;
        faults.add('cluster', must, cluster.node.path, 'Use that one, or ManagedIstioMesh.fromCluster.');
      }
      if (checkGiven(faults, 'revisions', revisions, "For example, use ['asm-1-30'].")) {
        checkRevisions(faults, 'revisions', revisions);
      }
      if (certificateAuthority) checkCertificateAuthority(faults, certificateAuthority, cluster);
    });
  }

  /** Source: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kubernetes_cluster */
  private claimArguments(props: ManagedIstioMeshProps): void {
    const { cluster, revisions, internalGateway, externalGateway, certificateAuthority } = props;
    const claim = (argument: string, value: unknown, azCommand: string) =>
      cluster._claim({ argument: `${profile}.${argument}`, value, owner: this, azCommand });
    const flags = certificateAuthority ? certificateAuthorityFlags(certificateAuthority) : '';
    const enable = `mesh enable --revision ${revisions[0]}${flags}`;
    const gateway = 'mesh enable-ingress-gateway --ingress-gateway-type';
    claim('mode', 'Istio', enable);
    claim('revisions', this.revisions, enable);
    if (internalGateway) claim('internal_ingress_gateway_enabled', true, `${gateway} internal`);
    if (externalGateway) claim('external_ingress_gateway_enabled', true, `${gateway} external`);
    if (certificateAuthority) {
      claim('certificate_authority', certificateAuthorityArgument(certificateAuthority), enable);
    }
  }
}

class ImportedManagedIstioMesh extends ManagedIstioMeshBase {
  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];
  protected readonly _trafficRedirection: TrafficRedirection | undefined;

  private readonly lateRevision: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ManagedIstioMeshAttributes,
  ) {
    super(scope, id);
    const { cluster, revision, trafficRedirection } = attributes;
    const faults = new Faults(this);
    checkCluster(faults, this, cluster);
    checkRevision(faults, 'revision', revision);
    checkOneOf(faults, 'trafficRedirection', trafficRedirection, Object.values(TrafficRedirection));
    faults.throwIfAny();

    if (!trafficRedirection) noteUnchecked(this, "that the namespaces' Pod Security level allows the sidecars");
    this.cluster = cluster;
    this._trafficRedirection = trafficRedirection;
    this.lateRevision = lateText(() => this.knownRevision);
    this.ready = cluster.ready;
    followOwner(this, () => this.owner);
    registerMesh(this);
    checkLimits(this, cluster);
    checkLate(this, (late) => this.checkRevisionOfOwner(late));
    implementReady(this, () => this.ready);
  }

  public get revision(): string {
    return this.knownRevision ?? this.lateRevision;
  }

  public get _facts(): ManagedIstioFacts | undefined {
    return this.owner?._facts;
  }

  private get owner(): ManagedIstioMesh | undefined {
    return addOns.ownerOn(this.cluster);
  }

  private get knownRevision(): string | undefined {
    const { revisions = [] } = this._facts ?? {};
    return this.attributes.revision ?? (revisions.length === 1 ? revisions[0] : undefined);
  }

  private checkRevisionOfOwner(faults: Faults): void {
    const { owner, knownRevision: revision } = this;
    checkGiven(faults, 'revision', revision, 'For example, use asm-1-30; az aks show lists it in serviceMeshProfile.');
    const { revisions = [] } = owner?._facts ?? {};
    if (!owner || !isKnown(revision) || revisions.length === 0 || revisions.includes(revision)) return;
    const must = `must be a revision of '${owner.node.path}' (${revisions.join(', ')})`;
    faults.add('revision', must, revision, 'Add that revision to the add-on first.');
  }
}

function checkCluster(faults: Faults, mesh: Construct, cluster: IAksCluster | undefined): void {
  if (!checkGiven(faults, 'cluster', cluster, 'Pass the cluster of this stack.') || !cluster) return;
  checkSameStack(faults, 'cluster', cluster, mesh, 'AksCluster.fromCluster');
  checkSingleMesh(faults, cluster, MeshKind.MANAGED_ISTIO);
}

publicClass('ManagedIstioMesh', ManagedIstioMesh);
