import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { AssetType, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { checkGiven, checkLiteral, checkPattern, checkSecret } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * A chart where its project publishes it.
 *
 * @internal
 */
export interface ChartOrigin {
  /** The repository or registry, e.g. `https://helm.linkerd.io/edge` or `oci://quay.io/jetstack/charts`. */
  readonly address: string;
  readonly chart: string;
  readonly version: string;
}

/** A chart by name and exact version, and how to sign in where it is. */
export interface RemoteChartOptions {
  /** The chart's name, without a path, e.g. `istiod`. */
  readonly chart: string;

  /**
   * The chart's exact version, e.g. `1.27.3`; no range. For a chart in a registry it is the tag, which may start with `v`.
   */
  readonly version: string;

  /**
   * The user name for a private repository or registry. Requires `password`.
   *
   * @default - anonymous; for a registry, the credentials that `helm registry login` has stored where Terraform runs
   */
  readonly username?: string;

  /**
   * The password of `username`: a token, e.g. the value of a sensitive `TerraformVariable`. Literal text is rejected:
   * it would be in the synthesized JSON. Terraform's state contains it in plain text.
   *
   * @default - anonymous; for a registry, the credentials that `helm registry login` has stored where Terraform runs
   */
  readonly password?: string;
}

/** A chart in a repository that is served over HTTPS. */
export interface HttpsChartOptions extends RemoteChartOptions {
  /** The repository's address, e.g. `https://istio-release.storage.googleapis.com/charts`. */
  readonly repository: string;
}

/** A chart in a container registry. */
export interface OciChartOptions extends RemoteChartOptions {
  /** The registry with the path above the chart, e.g. `oci://registry.example.com/helm`. */
  readonly registry: string;
}

/**
 * The facts about a chart that a release needs.
 *
 * @internal
 */
export interface ChartArguments {
  readonly repository?: string;
  readonly chart: string;
  readonly version?: string;
  readonly repositoryUsername?: string;
  readonly repositoryPassword?: string;
}

/** The location of a chart and its exact version: the same code always installs the same chart. */
export abstract class ChartSource {
  /** A chart in a repository that is served over HTTPS. */
  public static https(options: HttpsChartOptions): ChartSource {
    return new RemoteChart(httpsRepository, options.repository, options);
  }

  /** A chart in a container registry. */
  public static oci(options: OciChartOptions): ChartSource {
    return new RemoteChart(ociRegistry, options.registry, options);
  }

  /**
   * A chart of your own, in a folder beside your code. It is copied into the synthesized stack, and a change of any of its
   * files upgrades the release. Charts that it depends on must be in its `charts` folder.
   *
   * @param folder the absolute path of the folder that `Chart.yaml` is in, e.g. `path.join(__dirname, 'charts/shop')`.
   */
  public static local(folder: string): ChartSource {
    return new LocalChart(folder);
  }

  /** @internal */
  public abstract readonly _hasPassword: boolean;

  /**
   * Where the chart's project publishes it; undefined for the user's own chart.
   *
   * @internal
   */
  public abstract readonly _origin: ChartOrigin | undefined;

  /** @internal */
  public abstract _check(faults: Faults, prop: string): void;

  /**
   * @param release the construct that installs the chart; the copy of a local chart becomes its child.
   * @internal
   */
  public abstract _arguments(release: Construct): ChartArguments;
}

/** A kind of place that charts are in. */
interface ChartHome {
  readonly prop: string;
  readonly example: string;
  /** What the versions of its charts look like. */
  readonly version: RegExp;
  checkAddress(faults: Faults, at: string, address: string): void;
}

const httpsRepository: ChartHome = {
  prop: 'repository',
  example: 'https://istio-release.storage.googleapis.com/charts',
  version: /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
  checkAddress(faults, at, address) {
    const pattern = /^https:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[^\s?#@]*)?$/;
    const must = 'must be an https:// address without credentials, query or fragment';
    checkPattern(faults, at, address, pattern, must, this.example);
  },
};

const ociRegistry: ChartHome = {
  prop: 'registry',
  example: 'oci://registry.example.com/helm',
  version: /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
  checkAddress(faults, at, address) {
    const pattern = /^oci:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/;
    const must = 'must be an oci:// address without credentials, tag, digest or trailing slash';
    checkPattern(faults, at, address, pattern, must, this.example);
  },
};

const chartName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

class RemoteChart extends ChartSource {
  public readonly _hasPassword: boolean;
  public readonly _origin: ChartOrigin;

  public constructor(
    private readonly home: ChartHome,
    private readonly address: string,
    private readonly options: RemoteChartOptions,
  ) {
    super();
    this._hasPassword = options.password !== undefined;
    this._origin = { address, chart: options.chart, version: options.version };
  }

  public _check(faults: Faults, prop: string): void {
    const { home, address, options } = this;
    const at = `${prop}.${home.prop}`;
    if (checkGiven(faults, at, address, `For example, use ${home.example}.`)) home.checkAddress(faults, at, address);
    if (checkGiven(faults, `${prop}.chart`, options.chart, 'For example, use istiod.')) {
      const must = 'must be the name of a chart: letters, digits, . _ and -, with a letter or digit first';
      checkPattern(faults, `${prop}.chart`, options.chart, chartName, must, 'istiod');
    }
    if (checkGiven(faults, `${prop}.version`, options.version, 'For example, use 1.27.3.')) {
      const must = 'must be one exact version (major.minor.patch), not a range';
      checkPattern(faults, `${prop}.version`, options.version, home.version, must, '1.27.3');
    }
    this.checkCredentials(faults, prop);
  }

  public _arguments(): ChartArguments {
    const { chart, version, username, password } = this.options;
    return { repository: this.address, chart, version, repositoryUsername: username, repositoryPassword: password };
  }

  private checkCredentials(faults: Faults, prop: string): void {
    const { username, password } = this.options;
    checkSecret(faults, `${prop}.password`, password);
    if ((username === undefined) !== (password === undefined)) {
      const [given, missing] = username === undefined ? ['password', 'username'] : ['username', 'password'];
      faults.add(`${prop}.${missing}`, `must be set together with ${given}`, undefined, 'Set both or neither.');
    }
  }
}

class LocalChart extends ChartSource {
  public readonly _hasPassword = false;
  public readonly _origin = undefined;

  public constructor(private readonly folder: string) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    const fix = "For example, use path.join(__dirname, 'charts/shop').";
    if (!checkGiven(faults, prop, this.folder, fix)) return;
    if (!checkLiteral(faults, prop, this.folder, 'the folder is copied at synth time')) return;
    if (!path.isAbsolute(this.folder)) faults.add(prop, 'must be an absolute path', this.folder, fix);
    else if (!existsSync(path.join(this.folder, 'Chart.yaml'))) {
      faults.add(prop, 'must be a folder with a Chart.yaml', this.folder, fix);
    } else if (this.version === undefined) {
      faults.add(prop, 'must be a folder whose Chart.yaml has a version', this.folder, 'Add a line version: 1.0.0.');
    }
  }

  public _arguments(release: Construct): ChartArguments {
    const { path: chart } = new TerraformAsset(release, 'Chart', { path: this.folder, type: AssetType.DIRECTORY });
    // Where the version is not given, the provider asks the cluster for that of the installed release.
    return { chart, version: this.version };
  }

  private get version(): string | undefined {
    const [, version] =
      /^version:\s*["']?([^\s"'#]+)/m.exec(readFileSync(path.join(this.folder, 'Chart.yaml'), 'utf8')) ?? [];
    return version;
  }
}

publicClass('ChartSource', ChartSource);
