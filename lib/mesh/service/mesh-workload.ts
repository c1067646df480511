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

/** How the sidecar ends in pods that run to completion (Jobs and CronJobs): an ordinary one would keep them running. */
export enum JobSidecar {
  /**
   * The sidecar is a native one of Kubernetes, from 1.29 on: it starts before the application and ends after it by itself.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  NATIVE = 'NATIVE',

  /** The application asks the sidecar to end, by a POST to `quitUrl`, as the last thing that it does. */
  QUIT_REQUEST = 'QUIT_REQUEST',
}

/** Props of a workload in a mesh. */
export interface MeshWorkloadProps extends SidecarOptions {
  /** The mesh, of the same stack. */
  readonly mesh: IServiceMesh;

  /**
   * Whether the pods have a sidecar. Without one they don't take part in mutual TLS: workloads that take nothing else refuse
   * them.
   *
   * @default true
   */
  readonly inMesh?: boolean;

  /**
   * Whether the kubelet's HTTP probes go to the sidecar, which asks the application. Without it a probe comes as plain text,
   * which an application that takes mutual TLS only never sees.
   *
   * @default - the mesh's own: true on Istio and Open Service Mesh, as installed on Consul, not needed on Linkerd
   */
  readonly rewriteProbes?: boolean;

  /**
   * How the sidecar ends in pods that run to completion.
   *
   * @default - no setting, for pods that run permanently; an ordinary sidecar would keep a Job from completing
   */
  readonly jobSidecar?: JobSidecar;

  /**
   * The version of a service that the pods are, as `MeshService` names it: its labels are added, and on Consul, which doesn't read
   * labels, the annotations that stand for them.
   *
   * @default - no version
   */
  readonly version?: ServiceVersion;
}

/** The props that configure the sidecar, if the workload is in the mesh. */
const sidecarProps = [
  'sidecarResources',
  'excludedInboundPorts',
  'excludedOutboundPorts',
  'excludedOutboundRanges',
  'rewriteProbes',
  'jobSidecar',
] as const;

/** The version from which on Kubernetes has native sidecars without being asked to. */
const nativeSidecarsFrom = '1.29';

/**
 * The sidecar settings of one workload, the same way for every mesh, as labels and annotations for its pod template:
 * plain data, for manifests and for charts' values such as `podAnnotations`. It makes nothing.
 *
 * A change reaches pods when they are restarted. What a mesh has no word for is an error that names the meshes which have.
 */
export class MeshWorkload extends Construct {
  /** The labels of the pod template. */
  public readonly podLabels: { [key: string]: string };

  /** The annotations of the pod template. */
  public readonly podAnnotations: { [key: string]: string };

  /**
   * Where the application POSTs to as the last thing that it does; only with `JobSidecar.QUIT_REQUEST`. It answers within the
   * pod only.
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
        'that the mesh excludes no ports or ranges itself, which those of this workload would replace',
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
  if (!checkGiven(faults, 'mesh', props.mesh, 'Give the mesh of this stack, e.g. an IstioMesh.')) return;
  if (props.inMesh === false) {
    for (const prop of sidecarProps.filter((name) => props[name] !== undefined)) {
      faults.add(prop, 'must be left out where inMesh is false', props[prop], 'There is no sidecar to tell.');
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

/** The mesh's own defaults are written again where they are known (`metadataParts`), and must be given here where they aren't. */
function checkResourcesTogether(faults: Faults, { mesh, sidecarResources }: MeshWorkloadProps): void {
  if (!sidecarResources || !losesDefaults(mesh)) return;
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = sidecarResources;
  if ([cpuRequest, cpuLimit, memoryRequest, memoryLimit].every((value) => value !== undefined)) return;
  const must = `must name requests and limits of CPU and memory: ${mesh.kind} forgets its own for a pod that names one, and they are not known here`;
  faults.add('sidecarResources', must, sidecarResources, 'Name all four, or leave it out.');
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
