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
   * The namespace, which needs not be in the mesh; not that of the control plane, which AKS may delete.
   *
   * Changing this replaces the release.
   *
   * @default - a namespace `kiali`
   */
  readonly namespace?: INamespace;

  /**
   * How people log in.
   *
   * @default KialiLogin.token()
   */
  readonly login?: KialiLogin;

  /**
   * Whether Kiali is read-only. Otherwise users with the rights can change Istio's objects with it, which the next apply reverts.
   *
   * @default true
   */
  readonly viewOnly?: boolean;

  /**
   * The namespaces that Kiali may look into; that of the mesh's control plane and its own are added. They have to exist when Kiali is
   * installed or upgraded: its chart looks them up then. Without the namespace of a gateway its traffic has no origin.
   *
   * @default - all: Kiali gets its rights on the whole cluster
   */
  readonly namespaces?: INamespace[];

  /**
   * A Grafana whose dashboards of Istio Kiali links to.
   *
   * @default - no links
   */
  readonly grafana?: KialiGrafanaOptions;

  /**
   * Where the traces of the mesh are.
   *
   * @default - Kiali shows no traces
   */
  readonly tracing?: KialiTracing;

  /**
   * How Kiali is reached from outside of the cluster. Needs a `login` that is not anonymous.
   *
   * @default - not at all: by `kubectl port-forward`
   */
  readonly ingress?: DashboardIngressOptions;

  /**
   * How many pods: 1 to 10.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The Secret with the key that sessions are encrypted by, under the key `key`: 16, 24 or 32 bytes, in the namespace of Kiali.
   *
   * @see https://kiali.io/docs/configuration/authentication/session-configs/
   *
   * @default - the chart generates a key with each upgrade, which logs all users out
   */
  readonly signingKeySecretName?: string;

  /**
   * Values of the chart `kiali-server`, layered over what this library sets: a key given here wins. The chart silently ignores keys
   * that it doesn't know.
   *
   * @see https://github.com/kiali/helm-charts/blob/v2.29.0/kiali-server/values.yaml
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
}
