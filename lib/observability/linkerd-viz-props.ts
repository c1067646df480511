import type { ILinkerdMesh } from '../mesh/linkerd/linkerd-mesh';
import type { LinkerdVersion } from '../mesh/linkerd/linkerd-version';
import type { LinkerdVizPrometheus } from './linkerd-viz-prometheus';

/** Props of Linkerd's dashboard. */
export interface LinkerdVizProps {
  /** The Linkerd that it shows, of the same stack. */
  readonly mesh: ILinkerdMesh;

  /**
   * The release: the edge release of the mesh, or the one that a vendor's release is based on.
   *
   * @default - that of the mesh, where this program installs an edge release
   */
  readonly version?: LinkerdVersion;

  /**
   * Where it reads the metrics of the proxies.
   *
   * @default LinkerdVizPrometheus.bundled()
   */
  readonly prometheus?: LinkerdVizPrometheus;

  /**
   * Several replicas of each component on different nodes: three of tap, two of the others. Requires three nodes.
   *
   * @default true
   */
  readonly highAvailability?: boolean;

  /**
   * Host names besides `localhost` for the dashboard, e.g. `linkerd.example.com`. The dashboard has no authentication: put an
   * authenticating proxy in front of it. Raises a warning.
   *
   * @see https://linkerd.io/2-edge/tasks/exposing-dashboard/
   *
   * @default - none: by `linkerd viz dashboard` or `kubectl port-forward`
   */
  readonly dashboardHosts?: string[];

  /**
   * The address of a Grafana that the dashboard links to, as people reach it.
   *
   * @default - no links
   */
  readonly grafanaUrl?: string;

  /**
   * Values of the chart `linkerd-viz`, merged over the library's values; keys set here take precedence. The chart silently
   * ignores unknown keys.
   *
   * @see https://github.com/linkerd/linkerd2/blob/edge-26.8.3/viz/charts/linkerd-viz/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}
