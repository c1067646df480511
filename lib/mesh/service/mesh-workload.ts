import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkOneOf } from '../../core/checks';
import { compact } from '../../core/compact';
import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import { isOlder } from '../../core/versions';
import { noteUnchecked, warn } from '../../core/warnings';
import { dialectOf, meshesWith } from '../dialects/dialects';
import type { IServiceMesh } from '../service-mesh';
import type { PodMetadata, SidecarAnnotations } from '../sidecars/sidecar-annotations';
import { checkSidecarOptions, joined } from '../sidecars/sidecar-checks';
import type { SidecarOptions, SidecarResources } from '../sidecars/sidecar-options';
import { checkLabels } from '../traffic/mesh-access-rules';
import type { ServiceVersion } from '../traffic/service-version';
import { annotatedVersions, keyOfVersion } from '../traffic/versions';

/** How the sidecar terminates in pods that run to completion (Jobs and CronJobs): a regular sidecar would keep them running. */
export enum JobSidecar {
  /**
   * A native Kubernetes sidecar (1.29 or later): it starts before the application and terminates after it.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  NATIVE = 'NATIVE',

  /** The application terminates the sidecar by a POST to `quitUrl` as its last step. */
  QUIT_REQUEST = 'QUIT_REQUEST',
}

/** Props of a workload in a mesh. */
export interface MeshWorkloadProps extends SidecarOptions {
  /** The mesh, of the same stack. */
  readonly mesh: IServiceMesh;

  /**
   * Whether the pods have a sidecar. Without one, they can't use mutual TLS, and workloads that require it reject their calls.
   *
   * @default true
   */
  readonly inMesh?: boolean;

  /**
   * Whether the kubelet's HTTP probes are redirected to the sidecar, which probes the application. If false, probes arrive in
   * plain text, and a sidecar that requires mutual TLS rejects them.
   *
   * @default - the mesh's default: true on Istio and Open Service Mesh, as installed on Consul, not needed on Linkerd
   */
  readonly rewriteProbes?: boolean;

  /**
   * How the sidecar terminates in pods that run to completion.
   *
   * @default - no setting, for pods that run permanently; a regular sidecar would prevent a Job from completing
   */
  readonly jobSidecar?: JobSidecar;

  /**
   * The pods' version of a service, as in `MeshService`: its labels are added and, on Consul, which doesn't read labels, the
   * corresponding annotations.
   *
   * @default - no version
   */
  readonly version?: ServiceVersion;
}

/** The props that configure the sidecar of a workload in the mesh. */
const sidecarProps = [
  'sidecarResources',
  'excludedInboundPorts',
  'excludedOutboundPorts',
  'excludedOutboundRanges',
  'rewriteProbes',
  'jobSidecar',
] as const;

/** The first Kubernetes version with native sidecars enabled by default. */
const nativeSidecarsFrom = '1.29';

/**
 * The sidecar settings of one workload, independent of the mesh, as labels and annotations for its pod template: plain data, for
 * manifests and for chart values such as `podAnnotations`. It creates no resources.
 *
 * Changes apply to pods when they are restarted. Unsupported settings are rejected; the error names the meshes that support them.
 */
export class MeshWorkload extends Construct {
  /** The labels of the pod template. */
  public readonly podLabels: { [key: string]: string };

  /** The annotations of the pod template. */
  public readonly podAnnotations: { [key: string]: string };

  /**
   * The URL to which the application sends a POST as its last step; only with `JobSidecar.QUIT_REQUEST`. It is reachable only
   * within the pod.
   */
  public readonly quitUrl?: string;

  public constructor(scope: Construct, id: string, props: MeshWorkloadProps) {
    super(scope, id);
    checkProps(this, 'MeshWorkloadProps', props, (faults) => {
      check(faults, props);
    });

    const { sidecars } = dialectOf(props.mesh);
    const parts = [
      ...versionParts(props, sidecars),
      ...(props.inMesh === false ? [sidecars.optOut] : metadataParts(props, sidecars)),
    ];
    this.podLabels = Object.assign({}, ...parts.map(({ labels }) => labels));
    this.podAnnotations = Object.assign({}, ...parts.map(({ annotations }) => annotations));
    if (props.jobSidecar === JobSidecar.QUIT_REQUEST) this.quitUrl = sidecars.quitRequest?.url;
    const excludes = sidecarProps.some((prop) => prop.startsWith('excluded') && props[prop] !== undefined);
    if (excludes && losesDefaults(props.mesh)) {
      noteUnchecked(
        this,
        'that the mesh has no excluded ports or ranges of its own, which those of this workload would replace',
      );
    }
    if (props.version) annotatedVersions.take(props.mesh.cluster, this, keyOfVersion(props.version));
    if (props.excludedInboundPorts) {
      warn(
        this,
        'W172',
        'Some ports of these pods accept plain text from every client that can reach them (excludedInboundPorts).',
      );
    }
  }
}

function check(faults: Faults, props: MeshWorkloadProps): void {
  checkSidecarOptions(faults, props);
  checkOneOf(faults, 'jobSidecar', props.jobSidecar, Object.values(JobSidecar));
  if (props.version) checkLabels(faults, 'version.labels', props.version.labels);
  if (!checkGiven(faults, 'mesh', props.mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) return;
  if (props.inMesh === false) {
    for (const prop of sidecarProps.filter((name) => props[name] !== undefined)) {
      faults.add(prop, 'must be left out if inMesh is false', props[prop], 'Without a sidecar, it has no effect.');
    }
    return;
  }
  const { kind } = props.mesh;
  for (const prop of sidecarProps.filter((name) => props[name] !== undefined)) {
    const needed = neededFor(prop, props);
    if (dialectOf(props.mesh).sidecars[needed] !== undefined) continue;
    const must = `must be left out on ${kind}, which doesn't support it for one workload`;
    faults.add(prop, must, props[prop], `${meshesWith(({ sidecars }) => sidecars[needed] !== undefined)} can.`);
  }
  checkResourcesTogether(faults, props);
  checkKubernetesVersion(faults, props);
}

/** The mesh's own defaults are repeated if they are known (`metadataParts`); otherwise they must be set here. */
function checkResourcesTogether(faults: Faults, { mesh, sidecarResources }: MeshWorkloadProps): void {
  if (!sidecarResources || !losesDefaults(mesh)) return;
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = sidecarResources;
  if ([cpuRequest, cpuLimit, memoryRequest, memoryLimit].every((value) => value !== undefined)) return;
  const must = `must have requests and limits of CPU and memory: ${mesh.kind} ignores its own for a pod that sets one, and they are unknown here`;
  faults.add('sidecarResources', must, sidecarResources, 'Set all four, or leave it out.');
}

function losesDefaults(mesh: IServiceMesh): boolean {
  return dialectOf(mesh).sidecars.dropsDefaults === true && mesh._sidecarDefaults === undefined;
}

function neededFor(prop: (typeof sidecarProps)[number], { jobSidecar }: MeshWorkloadProps): keyof SidecarAnnotations {
  if (prop === 'sidecarResources') return 'resources';
  if (prop !== 'jobSidecar') return prop;
  return jobSidecar === JobSidecar.QUIT_REQUEST ? 'quitRequest' : 'nativeSidecar';
}

function checkKubernetesVersion(faults: Faults, { mesh, jobSidecar }: MeshWorkloadProps): void {
  const { kubernetesVersion } = mesh.cluster._facts;
  if (jobSidecar !== JobSidecar.NATIVE || !isOlder(kubernetesVersion, nativeSidecarsFrom)) return;
  const must = `must be QUIT_REQUEST on a cluster of Kubernetes ${kubernetesVersion}`;
  faults.add('jobSidecar', must, jobSidecar, `Kubernetes has native sidecars from ${nativeSidecarsFrom} on.`);
}

function versionParts({ version }: MeshWorkloadProps, { versionAnnotation }: SidecarAnnotations): PodMetadata[] {
  const entries = Object.entries(version?.labels ?? {});
  const annotations = versionAnnotation && entries.map(([label, value]) => [versionAnnotation(label), value]);
  return [{ labels: version?.labels, annotations: annotations && Object.fromEntries(annotations) }];
}

function metadataParts({ mesh, ...props }: MeshWorkloadProps, sidecars: SidecarAnnotations): PodMetadata[] {
  const defaults = mesh._sidecarDefaults ?? {};
  const lists = (['excludedInboundPorts', 'excludedOutboundPorts', 'excludedOutboundRanges'] as const).map((list) =>
    annotation(sidecars[list], props[list] && joined([...new Set([...(defaults[list] ?? []), ...props[list]])])),
  );
  return [
    sidecars.optIn ?? {},
    ...resources(
      sidecars,
      props.sidecarResources && { ...defaults.sidecarResources, ...compact({ ...props.sidecarResources }) },
    ),
    ...lists,
    annotation(sidecars.rewriteProbes, props.rewriteProbes?.toString()),
    (props.jobSidecar === JobSidecar.NATIVE && sidecars.nativeSidecar) || {},
    (props.jobSidecar === JobSidecar.QUIT_REQUEST && sidecars.quitRequest?.metadata) || {},
  ];
}

function resources(sidecars: SidecarAnnotations, values: SidecarResources | undefined): PodMetadata[] {
  const entries = Object.entries(values ?? {}) as [keyof SidecarResources, string][];
  return entries.map(([name, value]) => annotation(sidecars.resources?.[name], value));
}

function annotation(key: string | undefined, value: string | undefined): PodMetadata {
  return key !== undefined && value !== undefined ? { annotations: { [key]: value } } : {};
}

publicClass('MeshWorkload', MeshWorkload);
