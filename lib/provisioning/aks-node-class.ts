import { type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { checkKernel, checkKubelet, type KubeletOptions, type LinuxKernelOptions } from '../cluster/node-tuning';
import { checkSameNetwork } from '../cluster/pod-addresses';
import { checkProps } from '../core/checked-props';
import { checkInteger, checkName, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { checkTags } from '../core/tag-limits';
import { numberText } from '../core/token-values';
import { noteUnchecked } from '../core/warnings';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { ISubnet } from '../network/subnet-base';
import { checkProvisioning, checkReservedName, recordsNamespace } from './provisioning-rules';

/** The node images of a node class. */
export enum NodeImageFamily {
  /** Ubuntu, of the release that AKS has for the cluster's Kubernetes version. */
  UBUNTU = 'Ubuntu',

  /** Ubuntu 22.04. */
  UBUNTU_2204 = 'Ubuntu2204',

  /** Ubuntu 24.04. */
  UBUNTU_2404 = 'Ubuntu2404',

  /** Azure Linux, of the release that AKS has for the cluster's Kubernetes version. */
  AZURE_LINUX = 'AzureLinux',
}

/** Props of a node class. Karpenter replaces the nodes of a class whose settings change. */
export interface AksNodeClassProps {
  /** The cluster, of the same stack, with `NodeProvisioning.automatic`. */
  readonly cluster: IAksCluster;

  /**
   * The name of the AKSNodeClass object: 1 to 63 lowercase letters, digits and `-`; not `default` or `system-surge`, which AKS creates.
   *
   * Changing this replaces the object.
   */
  readonly className: string;

  /**
   * The node image.
   *
   * @default NodeImageFamily.UBUNTU
   */
  readonly imageFamily?: NodeImageFamily;

  /**
   * Whether to use node images with FIPS 140 validated cryptography. Requires `UBUNTU` or `AZURE_LINUX`.
   *
   * @see https://learn.microsoft.com/azure/aks/enable-fips-nodes
   * @default false
   */
  readonly fips?: boolean;

  /**
   * The subnet of the nodes, of the cluster's network. The control plane's identity needs Network Contributor on it: it is granted if the
   * cluster is created in the same stack; set `nodeSubnets` of `NodeProvisioning.automatic` otherwise.
   *
   * Karpenter stops creating nodes of the class when this changes: create another class instead.
   *
   * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-networking#subnet-drift-behavior
   * @default - the cluster's node subnet
   */
  readonly nodeSubnet?: ISubnet;

  /**
   * The size of the operating system disk in GiB: 30 to 2048. The disk is ephemeral on VM sizes that hold it.
   *
   * @default 128
   */
  readonly osDiskSizeGib?: number;

  /**
   * The maximum number of pods on a node: 10 to 250.
   *
   * @default - 250 in an overlay network or without a CNI plugin of AKS, 30 with pods in the node subnet
   */
  readonly maxPods?: number;

  /**
   * Encrypts the machines' temporary disks and caches on the host. Karpenter then uses VM sizes that support it only.
   *
   * @see https://learn.microsoft.com/azure/aks/enable-host-encryption
   * @default false
   */
  readonly hostEncryption?: boolean;

  /**
   * Whether AKS installs the driver of NVIDIA's GPUs; false for an operator such as NVIDIA's.
   *
   * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-aksnodeclass#gpu-settings
   * @default true
   */
  readonly installGpuDriver?: boolean;

  /**
   * Streams images from registries that support it, so that containers start before their image is complete. Karpenter then uses no Arm
   * machines.
   *
   * @see https://learn.microsoft.com/azure/aks/artifact-streaming
   * @default false
   */
  readonly artifactStreaming?: boolean;

  /**
   * Settings of the kubelet.
   *
   * @default - AKS's
   */
  readonly kubelet?: KubeletOptions;

  /**
   * Kernel settings of the nodes.
   *
   * @default - AKS's
   */
  readonly kernel?: LinuxKernelOptions;

  /**
   * Azure tags of the machines.
   *
   * @default - those of the cluster; of a cluster in another stack, those whose values are literal
   */
  readonly tags?: { [key: string]: string };
}

/**
 * The Azure settings of provisioned nodes: an AKSNodeClass object, which `KarpenterNodePool`s refer to.
 *
 * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-aksnodeclass
 */
export class AksNodeClass extends Construct {
  /** The name of the AKSNodeClass object. */
  public readonly className: string;

  /** The release that applies the object. */
  public readonly manifests: KubernetesManifests;

  /** The resources that dependents wait for: the object, and the role on its subnet. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _cluster: IAksCluster;
  /** @internal */
  public readonly _streams: boolean;
  /** @internal */
  public readonly _fipsFamily: NodeImageFamily | undefined;

  public constructor(scope: Construct, id: string, props: AksNodeClassProps) {
    super(scope, id);
    checkProps(this, 'AksNodeClassProps', props, (faults) => checkNodeClass(faults, this, props));
    const { cluster, className, imageFamily = NodeImageFamily.UBUNTU } = props;
    this.className = className;
    this._cluster = cluster;
    this._streams = props.artifactStreaming ?? false;
    this._fipsFamily = props.fips ? imageFamily : undefined;
    const grants = this.grantSubnet(props);
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster,
      releaseName: derivedName(className, 'node-class', nameRules.helmRelease),
      namespace: recordsNamespace,
      manifests: [
        {
          apiVersion: 'karpenter.azure.com/v1beta1',
          kind: 'AKSNodeClass',
          metadata: { name: className },
          spec: specOf(props, imageFamily),
        },
      ],
    });
    this.ready = [...this.manifests.ready, ...grants];
    implementReady(this, () => this.ready);
  }

  private grantSubnet({ cluster, nodeSubnet }: AksNodeClassProps): ITerraformDependable[] {
    const { network, nodeProvisioning, controlPlane: principal } = cluster._facts;
    if (!nodeSubnet || nodeSubnet === network?._nodeSubnet || nodeProvisioning?._nodeSubnets.includes(nodeSubnet))
      return [];
    if (!principal || TerraformStack.of(cluster) !== TerraformStack.of(this)) {
      noteUnchecked(this, "that the control plane's identity has the role Network Contributor on nodeSubnet");
      return [];
    }
    const { subnetId: resourceId, node } = nodeSubnet;
    const role = AzureRole.NETWORK_CONTRIBUTOR;
    return Grant._on(cluster, { role, resourceId, principal }, node.path.replaceAll('/', '-')).ready;
  }
}

function specOf(props: AksNodeClassProps, imageFamily: NodeImageFamily): { [key: string]: unknown } {
  const { cluster, nodeSubnet, hostEncryption, installGpuDriver, artifactStreaming } = props;
  return {
    imageFamily,
    fipsMode: props.fips ? 'FIPS' : undefined,
    vnetSubnetID: nodeSubnet?.subnetId,
    osDiskSizeGB: props.osDiskSizeGib ?? 128,
    maxPods: props.maxPods,
    tags: props.tags ?? cluster._facts.tags,
    security: hostEncryption ? { encryptionAtHost: true } : undefined,
    gpu: installGpuDriver === false ? { mode: 'None' } : undefined,
    artifactStreaming: artifactStreaming ? { enabled: true } : undefined,
    kubelet: props.kubelet && kubeletOf(props.kubelet),
    linuxOSConfig: props.kernel && { sysctls: sysctlsOf(props.kernel) },
  };
}

function kubeletOf(kubelet: KubeletOptions): { [key: string]: unknown } {
  const { containerLogMaxSizeMib } = kubelet;
  return {
    podPidsLimit: kubelet.podMaxPids,
    containerLogMaxSize: containerLogMaxSizeMib === undefined ? undefined : `${numberText(containerLogMaxSizeMib)}Mi`,
    containerLogMaxFiles: kubelet.containerLogMaxFiles,
    imageGCHighThresholdPercent: kubelet.imageGcHighThresholdPercent,
    imageGCLowThresholdPercent: kubelet.imageGcLowThresholdPercent,
    cpuManagerPolicy: kubelet.cpuManagerPolicy,
    topologyManagerPolicy: kubelet.topologyManagerPolicy,
    allowedUnsafeSysctls: kubelet.allowedUnsafeSysctls,
  };
}

function sysctlsOf(kernel: LinuxKernelOptions): { [key: string]: unknown } {
  const { localPortMin, localPortMax } = kernel;
  const hasPorts = localPortMin !== undefined && localPortMax !== undefined;
  return {
    vmMaxMapCount: kernel.maxMapCount,
    fsInotifyMaxUserWatches: kernel.inotifyMaxUserWatches,
    fsFileMax: kernel.fileMax,
    netCoreSomaxconn: kernel.somaxconn,
    netNetfilterNfConntrackMax: kernel.conntrackMax,
    netIPv4IPLocalPortRange: hasPorts ? `${numberText(localPortMin)} ${numberText(localPortMax)}` : undefined,
  };
}

function checkNodeClass(faults: Faults, nodeClass: IConstruct, props: AksNodeClassProps): void {
  const { cluster, className, imageFamily, fips, nodeSubnet } = props;
  checkProvisioning(faults, nodeClass, cluster);
  checkName(faults, 'className', className, nameRules.kubernetesLabel);
  checkReservedName(faults, 'className', className, cluster);
  checkInteger(faults, 'osDiskSizeGib', props.osDiskSizeGib, 30, 2048, 'GiB');
  checkInteger(faults, 'maxPods', props.maxPods, 10, 250, 'pods');
  if (nodeSubnet) {
    checkSameStack(faults, 'nodeSubnet', nodeSubnet, nodeClass, 'Subnet.fromLookup');
    const { network } = cluster._facts;
    if (network?._nodeSubnet) checkSameNetwork(faults, 'nodeSubnet', nodeSubnet, network._nodeSubnet);
  }
  if (props.kubelet) checkKubelet(faults, '', props.kubelet);
  if (props.kernel) checkKernel(faults, '', props.kernel);
  if (props.tags) checkTags(faults, 'tags', props.tags);
  const isPinned = imageFamily === NodeImageFamily.UBUNTU_2204 || imageFamily === NodeImageFamily.UBUNTU_2404;
  if (fips && isPinned) {
    // Source: https://github.com/Azure/karpenter-provider-azure/blob/v1.14.0/pkg/apis/v1beta1/aksnodeclass.go
    const fix = 'Use NodeImageFamily.UBUNTU or AZURE_LINUX.';
    faults.add('imageFamily', 'must not be a release of Ubuntu with fips', imageFamily, fix);
  }
}

publicClass('AksNodeClass', AksNodeClass);
