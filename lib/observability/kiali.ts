import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { warn } from '../core/warnings';
import { ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import { layered } from '../helm/values';
import type { IIstioMesh } from '../mesh/istio/istio-mesh-ref';
import { type INamespace, Namespace } from '../workload/namespace';
import { PodSecurityLevel } from '../workload/pod-security';
import { kialiImages } from './kiali-images';
import { KialiLogin } from './kiali-login';
import type { KialiProps } from './kiali-props';
import { checkKiali, claimKiali } from './kiali-rules';
import { kialiValues } from './kiali-values';
import { KialiVersion } from './kiali-version';

/** Source: https://kiali.io/docs/installation/installation-guide/install-with-helm/ */
const repository = 'https://kiali.org/helm-charts';
const chart = 'kiali-server';
const defaultNamespace = 'kiali';

/**
 * Kiali, the console of Istio: the service graph, its health, and validation of Istio's objects; one per cluster.
 *
 * The chart of the server is installed, not the operator: the operator would need permission to grant permissions on the whole
 * cluster, and a plan would not show the objects that it creates.
 *
 * @see https://kiali.io/docs/
 */
export class Kiali extends Construct {
  /** The mesh that it shows. */
  public readonly mesh: IIstioMesh;

  /** The namespace. */
  public readonly namespace: INamespace;

  /** Its URL within the cluster. */
  public readonly url: string;

  /** The release of the chart. */
  public readonly chart: HelmChart;

  /** The resources that dependents wait for: the release. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: KialiProps) {
    super(scope, id);
    checkProps(this, 'KialiProps', props, (faults) => {
      checkKiali(faults, this, props);
    });

    const { mesh, version = KialiVersion.V2_29_0, login = KialiLogin.token() } = props;
    const { cluster } = mesh;
    this.mesh = mesh;
    this.namespace =
      props.namespace ??
      new Namespace(this, 'Namespace', { cluster, name: defaultNamespace, podSecurity: PodSecurityLevel.RESTRICTED });
    const { namespaceName } = this.namespace;
    this.url = `http://kiali.${namespaceName}.svc.cluster.local:20001/kiali`;
    this.chart = new HelmChart(this, 'Chart', {
      cluster,
      releaseName: chart,
      namespace: namespaceName,
      chart: ChartSource.https({ repository, chart, version: version.version }),
      values: layered(kialiValues(props, login), props.values),
      images: kialiImages(version.version),
      timeoutMinutes: 10,
    });
    this.waitForParts(props);
    claimKiali(this, props);
    login._stateCloud(this);
    props.prometheus._stateCloud(this);
    this.ready = this.chart.ready;
    implementReady(this, () => this.ready);
    if (login._isAnonymous) {
      const text =
        'Kiali has no login: anyone who can reach its pods has access. Use KialiLogin.token() or KialiLogin.entraId(...).';
      warn(this, 'W291', text);
    }
  }

  private waitForParts({ mesh, prometheus, namespaces = [] }: KialiProps): void {
    const { source, isReady } = prometheus._facts;
    const parts = [this.namespace, mesh, ...namespaces].filter((part) => part.ready.length > 0);
    this.chart.node.addDependency(...parts, ...(source && isReady ? [source] : []));
  }
}

publicClass('Kiali', Kiali);
