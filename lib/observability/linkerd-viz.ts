import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { note, noteUnchecked, warn } from '../core/warnings';
import { HelmChart } from '../helm/helm-chart';
import { layered } from '../helm/values';
import type { ILinkerdMesh } from '../mesh/linkerd/linkerd-mesh';
import { LinkerdVersion } from '../mesh/linkerd/linkerd-version';
import { Namespace } from '../workload/namespace';
import { PodSecurityLevel } from '../workload/pod-security';
import { linkerdVizImages } from './linkerd-viz-images';
import { LinkerdVizPrometheus } from './linkerd-viz-prometheus';
import type { LinkerdVizProps } from './linkerd-viz-props';
import { checkLinkerdViz, claimLinkerdViz } from './linkerd-viz-rules';
import { highAvailabilityValues, linkerdVizValues } from './linkerd-viz-values';

/** The namespace that Linkerd's chart, command line and documentation use for it. */
const linkerdViz = 'linkerd-viz';

/**
 * Linkerd's extension `viz`: dashboard, metrics API and tap; once per mesh.
 *
 * It installs no custom resource definitions: its objects are of kinds that the mesh defines, so remove it before the mesh. A
 * `MeshObservability` of the mesh configures the scrape targets of a `PrometheusStack`, and allows it in namespaces that deny all
 * callers.
 *
 * @see https://linkerd.io/2-edge/features/dashboard/
 */
export class LinkerdViz extends Construct {
  /** The mesh that it shows. */
  public readonly mesh: ILinkerdMesh;

  /** The namespace, `linkerd-viz`. */
  public readonly namespace: Namespace;

  /** The release of the chart. */
  public readonly chart: HelmChart;

  /** The resources that dependents wait for: the release. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: LinkerdVizProps) {
    super(scope, id);
    checkProps(this, 'LinkerdVizProps', props, (faults) => {
      checkLinkerdViz(faults, this, props);
    });

    const { mesh, prometheus = LinkerdVizPrometheus.bundled() } = props;
    const { version = mesh._version ?? LinkerdVersion.EDGE_26_8_3, highAvailability = true } = props;
    const computed = layered(linkerdVizValues(props, prometheus), highAvailability ? highAvailabilityValues() : {});
    const values = layered(computed, props.values);
    this.mesh = mesh;
    prometheus._ownStack?._joinMesh(mesh);
    this.namespace = this.makeNamespace(prometheus);
    this.chart = new HelmChart(this, 'Chart', {
      cluster: mesh.cluster,
      releaseName: linkerdViz,
      namespace: linkerdViz,
      chart: version._chart('viz'),
      values,
      images: linkerdVizImages(version, values),
      timeoutMinutes: 10,
    });
    const parts = [this.namespace, mesh, prometheus._stack].filter((part) => part && part.ready.length > 0);
    for (const part of parts) if (part) this.chart.node.addDependency(part);
    claimLinkerdViz(this, props);
    this.ready = this.chart.ready;
    implementReady(this, () => this.ready);
    this.reportWarnings(props, prometheus);
  }

  /** With the labels and annotations that the chart's own Job sets: the command line finds the extension by them. */
  private makeNamespace(prometheus: LinkerdVizPrometheus): Namespace {
    const { cluster } = this.mesh;
    const url = prometheus._url;
    return new Namespace(this, 'Namespace', {
      cluster,
      name: linkerdViz,
      ...(this.mesh._enrolment().privilege && { podSecurity: PodSecurityLevel.PRIVILEGED }),
      labels: { 'linkerd.io/extension': 'viz' },
      annotations: url === undefined ? undefined : { 'viz.linkerd.io/external-prometheus': url },
    });
  }

  private reportWarnings({ dashboardHosts }: LinkerdVizProps, prometheus: LinkerdVizPrometheus): void {
    if (prometheus._isBundled) {
      const text =
        "The dashboard's own Prometheus keeps 6 hours of metrics in memory, and loses them when its pod restarts. Use LinkerdVizPrometheus.fromStack(...).";
      warn(this, 'W292', text);
    } else if (!prometheus._ownStack) {
      noteUnchecked(
        this,
        `that ${prometheus._url} is in the mesh, whose proxies serve metrics only to clients in the mesh`,
      );
    }
    if (dashboardHosts) {
      const text = `The dashboard has no authentication, but is served on ${dashboardHosts.join(', ')}. Put an authenticating proxy in front of it.`;
      warn(this, 'W293', text);
    }
    note(this, 'The certificates of tap expire 365 days after the last installation or upgrade of the release.');
  }
}

publicClass('LinkerdViz', LinkerdViz);
