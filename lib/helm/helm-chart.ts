import { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkInteger } from '../core/checks';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { late, lateList, lateText } from '../core/late-values';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { beforeSynth } from '../core/synth-steps';
import { noteUnchecked, warn } from '../core/warnings';
import { type ChartImage, checkChartImages } from './chart-image';
import type { ChartArguments, ChartSource } from './chart-source';
import { checkRelease, type HelmReleaseProps, releaseArguments } from './helm-release';
import { mirrorOf } from './image-mirror';
import { type InstalledChart, mirrored } from './mirrored-chart';
import { checkPlainData, isPlainMap, type PlainMap } from './plain-data';
import { maxReleaseBytes, storedBytes } from './release-size';
import { checkSecretValues, setSensitive } from './secret-values';
import { type PrintedValues, printValues } from './values';

/** Props of a chart's release. */
export interface HelmChartProps extends HelmReleaseProps {
  /** Where the chart is, and its exact version. */
  readonly chart: ChartSource;

  /**
   * The chart's values, as plain data. Tokens are allowed anywhere but in keys. `undefined` is omitted; with `null` Helm removes
   * the chart's default. They are printed in plans: use `secretValues` for secrets.
   *
   * @default - the chart's own values
   */
  readonly values?: { [key: string]: any };

  /**
   * Values that are not printed in plans, by the dotted path of their keys, e.g. `auth.password`; escape a dot inside a key with
   * a backslash. Elements of lists have no path. Each is a token, such as the value of a sensitive `TerraformVariable`.
   *
   * Terraform's state and the release's Secret in the cluster have them in plain text.
   *
   * @default - none
   */
  readonly secretValues?: { [path: string]: string };

  /**
   * The images that the chart's pods run, hook jobs included, and the values that name them. Where a `ChartMirror` covers the
   * release, its values redirect them to the mirror; without a mirror this has no effect.
   *
   * @default - not known, which is an error under a mirror
   */
  readonly images?: ChartImage[];

  /**
   * Whether Terraform waits until the chart's objects are ready, and fails after the timeout.
   *
   * @default true
   */
  readonly waitForReady?: boolean;

  /**
   * Whether a failed upgrade is rolled back, and a failed first install removed. Set it to false if the objects of a failed
   * install must be kept, e.g. volumes with data. Requires `waitForReady`.
   *
   * @default - the same as `waitForReady`
   */
  readonly atomic?: boolean;

  /**
   * The number of revisions of the release that the cluster keeps: 1 to 100. Each is a Secret in the release's namespace.
   *
   * @default 10
   */
  readonly maxHistory?: number;

  /**
   * Whether the custom resource definitions in the chart's `crds` folder are left out, because something else owns them.
   *
   * @default false
   */
  readonly skipCrds?: boolean;

  /**
   * The values of the complete program, instead of `values`: for constructs whose values other constructs change.
   *
   * @internal
   */
  readonly _finalValues?: () => PlainMap;
}

/**
 * A Helm chart, installed as one release.
 *
 * The release waits for the cluster and for the deployment identity's access to it. It never creates its namespace, whose labels
 * must be set before pods run in it. A construct that computes values passes `layered(computed, user)` of `values.ts` as
 * `values`: then the user's take precedence key by key.
 *
 * @see https://helm.sh/docs/topics/charts/
 */
export class HelmChart extends Construct {
  /** The release itself, for arguments that this class does not offer. */
  public readonly release: Release;

  /** The resources that dependents wait for: the release. */
  public readonly ready: ITerraformDependable[];

  private printed?: { readonly values: PlainMap; readonly text: PrintedValues | undefined };

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: HelmChartProps,
  ) {
    super(scope, id);
    requireProps(this, 'HelmChartProps', props);
    const { values = {}, secretValues = {}, waitForReady = true, atomic = waitForReady, maxHistory = 10 } = props;
    checkProps(this, 'HelmChartProps', props, (faults) => {
      checkRelease(faults, props);
      checkInteger(faults, 'maxHistory', maxHistory, 1, 100, 'revisions');
      if (checkGiven(faults, 'chart', props.chart, 'For example, use ChartSource.https({ ... }).')) {
        props.chart._check(faults, 'chart');
      }
      checkMap(faults, values);
      checkChartImages(faults, 'images', props.images);
      checkSecretValues(faults, secretValues, values);
      if (atomic && !waitForReady) {
        faults.add(
          'atomic',
          'must not be true if waitForReady is false',
          undefined,
          'Helm must wait to detect a failure.',
        );
      }
    });

    const secretCount = Object.keys(secretValues).length;
    const placed = props.chart._arguments(this);
    const credential = (name: 'repositoryUsername' | 'repositoryPassword') =>
      lateText(() => this.placedByMirror?.[name] ?? placed[name]);
    this.release = new Release(this, 'Resource', {
      ...releaseArguments(this, props),
      ...placed,
      repositoryUsername: credential('repositoryUsername'),
      repositoryPassword: credential('repositoryPassword'),
      values: lateList((context) => {
        const { printedValues } = this;
        return printedValues && [printedValues.text(context)];
      }),
      setSensitive: secretCount > 0 ? setSensitive(secretValues) : undefined,
      // Helm keeps the last revision's values when an upgrade brings none.
      resetValues: secretCount > 0 ? undefined : late(() => (this.printedValues ? undefined : true)),
      wait: waitForReady,
      atomic,
      maxHistory,
      skipCrds: props.skipCrds || undefined,
    });
    this.ready = [this.release];
    implementReady(this, () => this.ready);
    this.node.addDependency(props.cluster);
    beforeSynth(this, () => this.moveToMirror());
    checkLate(this, (finished) => this.checkInstalled(finished));
    this.warnOfSecrets();
  }

  /**
   * The chart, its values and its images in the finished program: where a mirror covers the release, they come from there.
   *
   * @internal
   */
  public _installed(faults: Faults = new Faults(this)): InstalledChart {
    const { chart, images, values = {}, _finalValues: finalValues } = this.props;
    const written = { chart, values: finalValues?.() ?? values };
    const mirror = mirrorOf(this);
    return mirror
      ? mirrored(faults, mirror, written, images)
      : { ...written, copied: undefined, images: [], unchecked: [] };
  }

  /** Undefined where there are none. */
  private get printedValues(): PrintedValues | undefined {
    const { values } = this._installed();
    if (this.printed?.values !== values) {
      const hasValues = Object.values(values).some((value) => value !== undefined);
      this.printed = { values, text: hasValues ? printValues(values) : undefined };
    }
    return this.printed.text;
  }

  /** Where the mirror has the chart; undefined where it is installed from its own place. */
  private get placedByMirror(): ChartArguments | undefined {
    if (!mirrorOf(this)) return undefined;
    const { chart } = this._installed();
    return chart === this.props.chart ? undefined : chart._arguments(this);
  }

  private moveToMirror(): void {
    const mirror = mirrorOf(this);
    if (!mirror) return;
    if (mirror.ready.length > 0) this.node.addDependency(mirror);
    const { chart, repository, version } = this.placedByMirror ?? {};
    if (chart !== undefined) this.release.chart = chart;
    if (repository !== undefined) this.release.repository = repository;
    if (version !== undefined) this.release.version = version;
    for (const what of this._installed().unchecked) noteUnchecked(this, what);
  }

  /** Values that are given are checked when they are given, except for their size, which the rest of the program may add to. */
  private checkInstalled(faults: Faults): void {
    const { values } = this._installed(faults);
    if (values !== this.props.values && !faults.any) {
      checkMap(faults, values);
      checkSecretValues(faults, this.props.secretValues ?? {}, values);
    }
    const { printedValues } = this;
    if (printedValues && !faults.any) checkSize(faults, printedValues);
  }

  private warnOfSecrets(): void {
    const { releaseName, namespace, secretValues = {} } = this.props;
    const paths = Object.keys(secretValues);
    const held = () => [
      ...(paths.length > 0
        ? [`${paths.join(', ')} in plain text, and so does the release's Secret in namespace ${namespace}`]
        : []),
      ...(this._installed().chart._hasPassword ? ['the password of the chart repository in plain text'] : []),
    ];
    const text = () =>
      `The Terraform state contains, for release ${releaseName}, ${held().join('; ')}. Encrypt it and restrict access to it.`;
    warn(this, 'W101', text, () => held().length > 0);
  }
}

function checkMap(faults: Faults, values: unknown): void {
  if (isPlainMap(values)) checkPlainData(faults, 'values', values);
  else
    faults.add(
      'values',
      'must be a plain map',
      Array.isArray(values) ? 'a list' : typeof values,
      'Use { key: value }.',
    );
}

/** Helm stores the values beside the chart and its manifest, so that smaller ones may be too large as well. */
function checkSize(faults: Faults, { knownText }: PrintedValues): void {
  const bytes = storedBytes(knownText);
  if (bytes <= maxReleaseBytes) return;
  const must = `must have at most ${maxReleaseBytes} bytes in the Secret of the release (gzip and base64), but have ${bytes}`;
  const fix = "Put large texts into a ConfigMap by KubernetesManifests, and pass the ConfigMap's name to the chart.";
  faults.add('values', must, undefined, fix);
}

publicClass('HelmChart', HelmChart);
