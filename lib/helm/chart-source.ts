import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { AssetType, TerraformAsset, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { checkGiven, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';

/** A chart in a repository that is served over HTTPS. */
export interface HttpsChartOptions {
  /** The repository's address, e.g. `https://istio-release.storage.googleapis.com/charts`. */
  readonly repository: string;

  /** The chart's name in the repository, e.g. `istiod`. */
  readonly chart: string;

  /** The chart's exact version, e.g. `1.27.3`. */
  readonly version: string;

  /**
   * Who signs in to a private repository. Needs `password`.
   *
   * @default - nobody signs in
   */
  readonly username?: string;

  /**
   * The password to `username`: a token, e.g. the value of a sensitive `TerraformVariable`; literal text is refused, for
   * it would stand in the synthesized JSON. Terraform's state holds it in clear.
   *
   * @default - nobody signs in
   */
  readonly password?: string;
}

/** A chart in a container registry. */
export interface OciChartOptions {
  /** The registry with the path above the chart, e.g. `oci://registry.example.com/helm`. */
  readonly registry: string;

  /** The chart's name, the last part of its path in the registry, e.g. `shop`. */
  readonly chart: string;

  /** The chart's exact version, e.g. `1.27.3`; with a `v` in front where the tag in the registry has one. */
  readonly version: string;

  /**
   * Who signs in to a private registry. Needs `password`.
   *
   * @default - the credentials of whoever runs Terraform, as `helm registry login` left them
   */
  readonly username?: string;

  /**
   * The password to `username`: a token, e.g. the value of a sensitive `TerraformVariable`; literal text is refused, for
   * it would stand in the synthesized JSON. Terraform's state holds it in clear.
   *
   * @default - the credentials of whoever runs Terraform, as `helm registry login` left them
   */
  readonly password?: string;
}

/**
 * What a release needs to know of its chart.
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

const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
const exactTag = /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
const httpsAddress = /^https:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[^\s?#@]*)?$/;
const ociAddress = /^oci:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/;
const chartName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Where a chart is, and its exact version: the same code installs the same chart tomorrow. */
export abstract class ChartSource {
  /** A chart in a repository that is served over HTTPS. */
  public static https(options: HttpsChartOptions): ChartSource {
    return new HttpsChart(options);
  }

  /** A chart in a container registry. */
  public static oci(options: OciChartOptions): ChartSource {
    return new OciChart(options);
  }

  /**
   * A chart of your own, in a folder beside your code. It is copied into the synthesized stack, and a change of any of its
   * files upgrades the release.
   *
   * @param folder the absolute path of the folder that `Chart.yaml` is in; `path.join(__dirname, 'charts/shop')`.
   */
  public static local(folder: string): ChartSource {
    return new LocalChart(folder);
  }

  /**
   * A chart that the stack holds already.
   *
   * @internal
   */
  public static _ofAsset(asset: TerraformAsset): ChartSource {
    return new AssetChart(asset);
  }

  /** @internal */
  public abstract _check(faults: Faults, prop: string): void;

  /**
   * @param scope the release; a local chart is copied as a child of it.
   * @internal
   */
  public abstract _arguments(scope: Construct): ChartArguments;

  /** @internal */
  public abstract get _hasPassword(): boolean;
}

class HttpsChart extends ChartSource {
  public constructor(private readonly options: HttpsChartOptions) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    const { repository, version } = this.options;
    const example = 'https://istio-release.storage.googleapis.com/charts';
    if (checkGiven(faults, `${prop}.repository`, repository, `Use for example ${example}.`)) {
      const must = 'must be an https:// address without credentials, query or fragment';
      checkPattern(faults, `${prop}.repository`, repository, httpsAddress, must, example);
    }
    checkChart(faults, prop, this.options);
    checkVersion(faults, prop, version, exactVersion);
  }

  public _arguments(): ChartArguments {
    return { repository: this.options.repository, ...remoteArguments(this.options) };
  }

  public get _hasPassword(): boolean {
    return this.options.password !== undefined;
  }
}

class OciChart extends ChartSource {
  public constructor(private readonly options: OciChartOptions) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    const { registry, version } = this.options;
    const example = 'oci://registry.example.com/helm';
    if (checkGiven(faults, `${prop}.registry`, registry, `Use for example ${example}.`)) {
      const must = 'must be an oci:// address without credentials, tag or digest, and no slash at the end';
      checkPattern(faults, `${prop}.registry`, registry, ociAddress, must, example);
    }
    checkChart(faults, prop, this.options);
    checkVersion(faults, prop, version, exactTag);
  }

  public _arguments(): ChartArguments {
    return { repository: this.options.registry, ...remoteArguments(this.options) };
  }

  public get _hasPassword(): boolean {
    return this.options.password !== undefined;
  }
}

class LocalChart extends ChartSource {
  public readonly _hasPassword = false;

  public constructor(private readonly folder: string) {
    super();
  }

  public _check(faults: Faults, prop: string): void {
    const fix = "Use for example path.join(__dirname, 'charts/shop').";
    if (!checkGiven(faults, prop, this.folder, fix)) return;
    if (!path.isAbsolute(this.folder)) faults.add(prop, 'must be an absolute path', this.folder, fix);
    else if (!existsSync(path.join(this.folder, 'Chart.yaml'))) {
      faults.add(prop, 'must be a folder with a Chart.yaml in it', this.folder, fix);
    }
  }

  public _arguments(scope: Construct): ChartArguments {
    return { chart: new TerraformAsset(scope, 'Chart', { path: this.folder, type: AssetType.DIRECTORY }).path };
  }
}

class AssetChart extends ChartSource {
  public readonly _hasPassword = false;

  public constructor(private readonly asset: TerraformAsset) {
    super();
  }

  public _check(): void {}

  public _arguments(): ChartArguments {
    return { chart: this.asset.path };
  }
}

/** What charts of repositories and registries have in common. */
interface RemoteChart {
  readonly chart: string;
  readonly version: string;
  readonly username?: string;
  readonly password?: string;
}

function remoteArguments({ chart, version, username, password }: RemoteChart): ChartArguments {
  return { chart, version, repositoryUsername: username, repositoryPassword: password };
}

function checkChart(faults: Faults, prop: string, { chart, username, password }: RemoteChart): void {
  if (checkGiven(faults, `${prop}.chart`, chart, 'Use for example istiod.')) {
    const must = 'must be the name of a chart: letters, digits, . _ and -, with a letter or digit first';
    checkPattern(faults, `${prop}.chart`, chart, chartName, must, 'istiod');
  }
  if (password !== undefined && !Token.isUnresolved(password)) {
    const must = 'must be a token: literal text would stand in the synthesized JSON';
    faults.add(`${prop}.password`, must, undefined, 'Use the value of a sensitive TerraformVariable.');
  }
  if ((username === undefined) !== (password === undefined)) {
    const [given, missing] = username === undefined ? ['password', 'username'] : ['username', 'password'];
    faults.add(`${prop}.${missing}`, `must be given with ${given}`, undefined, 'Give both or none.');
  }
}

function checkVersion(faults: Faults, prop: string, version: string, pattern: RegExp): void {
  if (checkGiven(faults, `${prop}.version`, version, 'Use for example 1.27.3.')) {
    const must = 'must be one exact version (major.minor.patch), no range';
    checkPattern(faults, `${prop}.version`, version, pattern, must, '1.27.3');
  }
}
