import { KubernetesClusterExtension } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-extension';
import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkProps } from '../core/checked-props';
import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import type { IManagedIdentity } from '../identity/managed-identity';
import { Namespace } from '../workload/namespace';
import { WorkloadIdentity } from '../workload/workload-identity';

/** Flux on a cluster: installed here, or by another stack or program. */
export interface IFluxExtension extends IConstruct {
  /** The cluster that Flux runs on. */
  readonly cluster: IAksCluster;

  /** The resources that dependents wait for. */
  readonly ready: ITerraformDependable[];

  /**
   * Whether Flux signs in to Git servers with a managed identity; undefined if it isn't known.
   *
   * @internal
   */
  readonly _hasIdentity: boolean | undefined;
}

/** Flux that another stack or program installs. */
export interface FluxExtensionAttributes {
  /** The cluster, of the same stack. */
  readonly cluster: IAksCluster;
}

/** Props of the Flux extension. */
export interface FluxExtensionProps {
  /** The cluster. Its nodes must reach the Git server and Microsoft's container registry. */
  readonly cluster: IAksCluster;

  /**
   * The name of the extension: 1 to 253 letters, digits, `-` and `.`, a letter or digit first.
   *
   * Changing this replaces the extension, and deletes the objects that it has applied if garbage collection is enabled.
   *
   * @default 'flux'
   */
  readonly extensionName?: string;

  /**
   * The identity of Flux's source controller, for `GitAccess.workloadIdentity`; of the same stack. A federated credential
   * establishes its trust in the ServiceAccount `flux-system/source-controller`. Grant it read access to the repository in Azure
   * DevOps.
   *
   * @default - none
   */
  readonly identity?: IManagedIdentity;

  /**
   * Whether a configuration can refer only to sources in its namespace, and applies objects as the namespace's ServiceAccount
   * unless its scope is the cluster.
   *
   * @see https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2#multi-tenancy
   * @default true
   */
  readonly multiTenancy?: boolean;

  /**
   * Installs the controllers that write new image tags to repositories.
   *
   * @default false
   */
  readonly imageAutomation?: boolean;

  /**
   * Whether the Helm controller corrects objects of its releases that differ from the release.
   *
   * @default false
   */
  readonly detectHelmDrift?: boolean;

  /**
   * The version of the extension, e.g. `1.18.2`. Azure then doesn't upgrade it.
   *
   * Changing this replaces the extension.
   *
   * @default - Azure installs the newest one and upgrades its minor versions
   */
  readonly version?: string;
}

const installed = new Claim<IFluxExtension>();

/**
 * Flux, which applies the contents of Git repositories to the cluster: the extension `microsoft.flux`. Azure installs and
 * upgrades it.
 *
 * The subscription must have registered the resource providers `Microsoft.KubernetesConfiguration` and `Microsoft.ContainerService`.
 *
 * @see https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2
 */
export class FluxExtension extends Construct implements IFluxExtension {
  /** Imports the extension of a cluster, which another stack or program installs. */
  public static fromAttributes(scope: Construct, id: string, attributes: FluxExtensionAttributes): IFluxExtension {
    return new ImportedFluxExtension(scope, id, attributes);
  }

  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[];

  /** The extension itself, for arguments that this class does not offer. */
  public readonly resource: KubernetesClusterExtension;

  /** @internal */
  public readonly _hasIdentity: boolean;

  public constructor(scope: Construct, id: string, props: FluxExtensionProps) {
    super(scope, id);
    checkProps(this, 'FluxExtensionProps', props, (faults) => checkFluxExtension(faults, props));
    const { cluster, extensionName = 'flux', identity, version } = props;
    this.cluster = cluster;
    this._hasIdentity = identity !== undefined;
    const workload = identity && this.federate(cluster, identity);
    this.resource = new KubernetesClusterExtension(this, 'Resource', {
      name: extensionName,
      clusterId: cluster.clusterId,
      extensionType: 'microsoft.flux',
      version,
      releaseNamespace: namespaceName,
      configurationSettings: settingsOf(props),
    });
    this.resource.node.addDependency(cluster);
    this.ready = [this.resource, ...(workload?.ready ?? [])];
    implementReady(this, () => this.ready);
    installed.take(cluster, this);
  }

  private federate(cluster: IAksCluster, identity: IManagedIdentity): WorkloadIdentity {
    return new WorkloadIdentity(this, 'SourceController', {
      namespace: Namespace.fromName(this, 'Namespace', { cluster, name: namespaceName }),
      serviceAccountName: 'source-controller',
      serviceAccountExists: true,
      identity,
    });
  }
}

const namespaceName = 'flux-system';

function settingsOf(props: FluxExtensionProps): { [key: string]: string } | undefined {
  const { identity, multiTenancy, imageAutomation, detectHelmDrift } = props;
  const settings = {
    ...(identity && { 'workloadIdentity.enable': 'true', 'workloadIdentity.azureClientId': identity.clientId }),
    ...(multiTenancy === false && { 'multiTenancy.enforce': 'false' }),
    ...(imageAutomation && {
      'image-automation-controller.enabled': 'true',
      'image-reflector-controller.enabled': 'true',
    }),
    ...(detectHelmDrift && { 'helm-controller.detectDrift': 'true' }),
  };
  return Object.keys(settings).length > 0 ? settings : undefined;
}

function checkFluxExtension(faults: Faults, { cluster, extensionName, version }: FluxExtensionProps): void {
  const must = 'must have 1 to 253 letters, digits, - and ., with a letter or digit first';
  checkPattern(faults, 'extensionName', extensionName, /^[a-zA-Z0-9][a-zA-Z0-9.-]{0,252}$/, must, 'flux');
  checkPattern(faults, 'version', version, /^\d+\.\d+\.\d+$/, 'must be a version of the extension', '1.18.2');
  const other = installed.ownerOn(cluster);
  if (!other) return;
  const fix = 'Share that construct, or import it with FluxExtension.fromAttributes.';
  faults.add('cluster', `must have Flux only once, but ${other.node.path} installs it already`, cluster.node.path, fix);
}

class ImportedFluxExtension extends Construct implements IFluxExtension {
  public readonly cluster: IAksCluster;
  public readonly ready: ITerraformDependable[] = [];

  public constructor(scope: Construct, id: string, { cluster }: FluxExtensionAttributes) {
    super(scope, id);
    this.cluster = cluster;
    implementReady(this, () => this.ready);
  }

  /** @internal */
  public get _hasIdentity(): boolean | undefined {
    return installed.ownerOn(this.cluster)?._hasIdentity;
  }
}

publicClass('FluxExtension', FluxExtension);
