import { checkGiven, checkPattern, checkSecret, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { publicClass } from '../../core/public-class';
import { compareVersions } from '../../core/versions';
import type { ChartImage } from '../../helm/chart-image';
import { ChartSource } from '../../helm/chart-source';
import { buoyantControlPlaneImages, edgeCniImages, edgeControlPlaneImages } from './linkerd-images';

/** A vendor's own releases of Linkerd. */
export interface LinkerdVendorOptions {
  /** The address of the vendor's repository, e.g. `https://helm.buoyant.cloud`. */
  readonly repository: string;

  /** The exact version of the vendor's charts, e.g. `2.20.2`. */
  readonly version: string;

  /**
   * The vendor's license key, for the value `license` of the control plane's chart: a token, e.g. the value of a sensitive
   * `TerraformVariable`. The Terraform state contains it in plain text.
   *
   * @default - none
   */
  readonly license?: string;

  /**
   * The chart of the custom resource definitions.
   *
   * @default linkerd-enterprise-crds
   */
  readonly crdsChart?: string;

  /**
   * The chart of the control plane. It must accept the values of the Linkerd project's chart.
   *
   * @default linkerd-enterprise-control-plane
   */
  readonly controlPlaneChart?: string;

  /**
   * The chart of the CNI plugin.
   *
   * @default linkerd2-cni
   */
  readonly cniChart?: string;

  /**
   * The images of the control plane's chart, for a `ChartMirror`.
   *
   * @default - Buoyant's for charts of its repository; otherwise unknown, which is an error with a mirror
   */
  readonly controlPlaneImages?: ChartImage[];

  /**
   * The images of the CNI plugin's chart, for a `ChartMirror`.
   *
   * @default - unknown, which is an error with a mirror
   */
  readonly cniImages?: ChartImage[];
}

/** Linkerd's charts by the component that they install. */
export type LinkerdChart = 'crds' | 'controlPlane' | 'cni' | 'viz';

/** The Gateway API versions that a release supports. */
export interface GatewayApiRange {
  readonly lowest: string;
  readonly highest: string;
}

/** Source: https://linkerd.io/releases/ */
const edgeRepository = 'https://helm.linkerd.io/edge';
const edgeCharts = {
  crds: 'linkerd-crds',
  controlPlane: 'linkerd-control-plane',
  cni: 'linkerd2-cni',
  viz: 'linkerd-viz',
};
const edgePattern = /^20\d\d\.([1-9]|1[0-2])\.\d+$/;
const exact = /^\d+\.\d+\.\d+$/;

/**
 * A Linkerd release and its source. The Linkerd project publishes only edge releases, from the main branch and without a
 * guarantee of compatibility. Vendors publish stable releases. There is no default: you choose the channel.
 *
 * @see https://linkerd.io/releases/
 */
export class LinkerdVersion {
  /** edge-26.8.3. */
  public static readonly EDGE_26_8_3 = LinkerdVersion.of('2026.8.3');

  /** edge-26.6.3, announced as Linkerd 2.20. */
  public static readonly EDGE_26_6_3 = LinkerdVersion.of('2026.6.3');

  /** edge-25.10.7, announced as Linkerd 2.19. */
  public static readonly EDGE_25_10_7 = LinkerdVersion.of('2025.10.7');

  /**
   * Any other edge release.
   *
   * @param chartVersion the exact version of its charts: `2026.8.3` for edge-26.8.3.
   */
  public static of(chartVersion: string): LinkerdVersion {
    return new LinkerdVersion(chartVersion, undefined);
  }

  /** A vendor's stable release. */
  public static vendor(options: LinkerdVendorOptions): LinkerdVersion {
    return new LinkerdVersion(options.version, options);
  }

  private constructor(
    /** The version of the charts, e.g. `2026.8.3`. */
    public readonly version: string,
    private readonly vendor: LinkerdVendorOptions | undefined,
  ) {}

  /** @internal */
  public get _isEdge(): boolean {
    return this.vendor === undefined;
  }

  /** @internal */
  public get _license(): string | undefined {
    return this.vendor?.license;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (this.vendor) {
      this._chart('crds')._check(faults, prop);
      this._chart('controlPlane')._check(faults, prop);
      checkSecret(faults, `${prop}.license`, this.vendor.license);
    } else if (checkGiven(faults, prop, this.version, 'For example, use LinkerdVersion.EDGE_26_8_3.')) {
      const must = 'must be the exact chart version of an edge release: year, month and number';
      checkPattern(faults, prop, this.version, edgePattern, must, "LinkerdVersion.of('2026.8.3')");
    }
  }

  /** @internal */
  public _chart(chart: LinkerdChart): ChartSource {
    const { version } = this;
    if (!this.vendor) return ChartSource.https({ repository: edgeRepository, chart: edgeCharts[chart], version });
    const { repository, crdsChart, controlPlaneChart, cniChart } = this.vendor;
    const names = {
      crds: crdsChart ?? 'linkerd-enterprise-crds',
      controlPlane: controlPlaneChart ?? 'linkerd-enterprise-control-plane',
      cni: cniChart ?? edgeCharts.cni,
      viz: edgeCharts.viz,
    };
    return ChartSource.https({ repository, chart: names[chart], version });
  }

  /**
   * Undefined if the Kubernetes versions of a vendor's charts are not known.
   *
   * @internal
   */
  public _images(chart: 'controlPlane' | 'cni'): ChartImage[] | undefined {
    const { vendor, version } = this;
    if (!vendor) return chart === 'cni' ? edgeCniImages(version) : edgeControlPlaneImages(version);
    if (chart === 'cni') return vendor.cniImages;
    const isBuoyant = /^https:\/\/helm\.buoyant\.cloud\/?$/.test(vendor.repository);
    return vendor.controlPlaneImages ?? (isBuoyant ? buoyantControlPlaneImages(version) : undefined);
  }

  /**
   * Undefined if the version is unknown at synth time.
   *
   * Source: https://linkerd.io/2-edge/features/gateway-api/
   *
   * @internal
   */
  public get _gatewayApi(): GatewayApiRange | undefined {
    if (!isKnown(this.version) || !exact.test(this.version)) return undefined;
    const isRecent = compareVersions(this.version, this.vendor ? '2.20.0' : '2026.6.3') >= 0;
    return isRecent ? { lowest: '1.2.1', highest: '1.5.1' } : { lowest: '1.1.1', highest: '1.2.1' };
  }
}

publicClass('LinkerdVersion', LinkerdVersion);
