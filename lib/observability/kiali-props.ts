import type { IIstioMesh } from '../mesh/istio/istio-mesh-ref';
import type { INamespace } from '../workload/namespace';
import type { DashboardIngressOptions } from './dashboard-ingress';
import type { KialiGrafanaOptions, KialiTracing } from './kiali-links';
import type { KialiLogin } from './kiali-login';
import type { KialiPrometheus } from './kiali-prometheus';
import type { KialiVersion } from './kiali-version';

/** Props of Kiali. */
export interface KialiProps {
  /**
   * The Istio that Kiali shows: one of your own, or the one that AKS runs, of the same stack. Kiali finds control planes, their
   * revisions, settings and root namespace automatically.
   */
  readonly mesh: IIstioMesh;

  /** Where Kiali reads the mesh's metrics. */
  readonly prometheus: KialiPrometheus;

  /**
   * The release of Kiali.
   *
   * @default KialiVersion.V2_29_0
   */
  readonly version?: KialiVersion;

  /**
   * The namespace, which need not be in the mesh. It can't be the control plane's, which AKS may delete.
   *
   * Changing this replaces the release.
   *
   * @default - a namespace `kiali`
   */
  readonly namespace?: INamespace;

  /**
   * The authentication of Kiali's users.
   *
   * @default KialiLogin.token()
   */
  readonly login?: KialiLogin;

  /**
   * Whether Kiali is read-only. Otherwise users with sufficient permissions can change Istio's objects in Kiali; the next apply
   * reverts these changes.
   *
   * @default true
   */
  readonly viewOnly?: boolean;

  /**
   * The namespaces that Kiali can access; those of the mesh's control plane and of Kiali are added. They must exist when Kiali is
   * installed or upgraded, because its chart looks them up. Without a gateway's namespace, its traffic is shown without a source.
   *
   * @default - all: Kiali gets its rights on the whole cluster
   */
  readonly namespaces?: INamespace[];

  /**
   * A Grafana whose Istio dashboards Kiali links to.
   *
   * @default - no links
   */
  readonly grafana?: KialiGrafanaOptions;

  /**
   * The store of the mesh's traces.
   *
   * @default - Kiali shows no traces
   */
  readonly tracing?: KialiTracing;

  /**
   * Access to Kiali from outside the cluster. Requires a `login` that is not anonymous.
   *
   * @default - not at all: by `kubectl port-forward`
   */
  readonly ingress?: DashboardIngressOptions;

  /**
   * The number of pods: 1 to 10.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The Secret with the key that encrypts sessions, under the key `key`: 16, 24 or 32 bytes, in the namespace of Kiali.
   *
   * @see https://kiali.io/docs/configuration/authentication/session-configs/
   *
   * @default - the chart generates a key with each upgrade, which logs all users out
   */
  readonly signingKeySecretName?: string;

  /**
   * Values of the chart `kiali-server`, merged over the library's values; keys set here take precedence. The chart silently
   * ignores unknown keys.
   *
   * @see https://github.com/kiali/helm-charts/blob/v2.29.0/kiali-server/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}
