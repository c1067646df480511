import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkPattern, checkSecret } from '../core/checks';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { type ChartOrigin, ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import { mirrorOf, ownMirrorOf, setMirror } from '../helm/image-mirror';
import type { MirrorRegistry } from './mirror-registry';
import type { RegistryCacheRule } from './registry-cache-rule';

/** Props of a mirror. */
export interface ChartMirrorProps {
  /** Where charts and images are copied to. */
  readonly registry: MirrorRegistry;

  /**
   * The prefix of all repositories in the registry: lowercase letters, digits, `.`, `_`, `-` and `/`, e.g. `mirror`.
   *
   * @default - nothing
   */
  readonly repositoryPrefix?: string;

  /**
   * Rules of the same registry, by which it fetches images itself when they are first pulled. Images of their sources are named
   * by their targets, and need not be copied.
   *
   * @default - none: every image is copied
   */
  readonly cacheRules?: RegistryCacheRule[];

  /**
   * The user name for the chart registry where Terraform runs. Requires `chartPassword`.
   *
   * @default - the credentials that `helm registry login` or `az acr login` has stored where Terraform runs
   */
  readonly chartUsername?: string;

  /**
   * The password to `chartUsername`: a token, e.g. the value of a sensitive `TerraformVariable`. Terraform's state holds it in
   * clear.
   *
   * @default - the credentials that `helm registry login` or `az acr login` has stored where Terraform runs
   */
  readonly chartPassword?: string;
}

/** An image that a mirror must hold. */
export interface MirroredImage {
  /** Where it is published, e.g. `registry.istio.io/release/pilot:1.30.3`. */
  readonly source: string;

  /** Where clusters pull it, e.g. `shop4711.azurecr.io/registry.istio.io/release/pilot:1.30.3`. */
  readonly target: string;

  /** Whether a cache rule fetches it, so that it need not be copied. */
  readonly cached: boolean;

  /** The paths of the releases whose pods run it. */
  readonly usedBy: string[];
}

/** A chart that a mirror must hold. */
export interface MirroredChart {
  /** The repository or registry that it is published in. */
  readonly source: string;

  /**
   * The registry, with the path above the chart, that it is installed from, e.g.
   * `oci://shop4711.azurecr.io/quay.io/jetstack/charts`.
   */
  readonly target: string;

  /** The chart's name. */
  readonly chart: string;

  /** The chart's exact version. */
  readonly version: string;
}

/**
 * A private registry for all charts below its scope and for the images of their pods, including hook jobs: for clusters without
 * Internet access.
 *
 * Charts and images keep their full names below the registry's host: `registry.istio.io/release/pilot` becomes
 * `shop4711.azurecr.io/registry.istio.io/release/pilot`. A chart with an image that no rule redirects is an error.
 * The user's values still take precedence; if they name images, they must name the mirror. The nearest mirror applies.
 *
 * Images of AKS add-ons are pulled from Microsoft's registry and are not mirrored.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-import-images
 */
export class ChartMirror extends Construct {
  /** The resources that releases wait for: the registry, the roles to pull from it, and the cache rules. */
  public readonly ready: ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ChartMirrorProps,
  ) {
    super(scope, id);
    this.check(scope);

    this.ready = [...props.registry._grant(), ...(props.cacheRules ?? []).flatMap((rule) => rule.ready)];
    if (this.ready.length > 0) implementReady(this, () => this.ready);
    setMirror(scope, this);
  }

  /** The images of all charts that have been created, by name; complete once all charts are. */
  public get images(): MirroredImage[] {
    const bySource = new Map<string, { target: string; users: Set<string> }>();
    for (const release of this.releases) {
      for (const { source, target } of release._installed().images) {
        const entry = bySource.get(source) ?? { target, users: new Set() };
        bySource.set(source, entry);
        entry.users.add(release.node.path);
      }
    }
    return [...bySource.entries()]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([source, { target, users }]) => ({
        source,
        target,
        cached: this.ruleFor(source) !== undefined,
        usedBy: [...users].sort(),
      }));
  }

  /** The charts that have been created, by name; complete once all are. */
  public get charts(): MirroredChart[] {
    const charts = new Map<string, MirroredChart>();
    for (const release of this.releases) {
      const { copied: origin } = release._installed();
      if (!origin) continue;
      const { address: source, chart, version } = origin;
      charts.set(`${chart} ${version} ${source}`, { source, target: this.chartsAt(source), chart, version });
    }
    return [...charts.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, chart]) => chart);
  }

  /**
   * The commands that fill the mirror, one per line: `az acr import` for images if the registry is Azure's, `skopeo copy`
   * elsewhere, and `helm pull` and `helm push` for charts. Run them on a machine with Internet access. Complete once all charts
   * are created.
   */
  public get commands(): string[] {
    const azureName = this.props.registry._azureName();
    const copied = this.images.filter(({ cached }) => !cached);
    return [
      ...copied.map(({ source, target }) =>
        imageCommand(source, target.slice(this._host.length + 1), this._host, azureName),
      ),
      ...this.charts.map(chartCommand),
    ];
  }

  /** @internal */
  public get _host(): string {
    return this.props.registry._host;
  }

  /** @internal */
  public _repositoryOf(repository: string): string {
    const cached = this.ruleFor(repository)?._targetOf(repository);
    return `${this._host}/${cached ?? this.prefixed(repository)}`;
  }

  /** @internal */
  public _chartOf({ address, chart, version }: ChartOrigin): ChartSource {
    const { chartUsername: username, chartPassword: password } = this.props;
    return ChartSource.oci({ registry: this.chartsAt(address), chart, version, username, password });
  }

  private get releases(): HelmChart[] {
    const all = this.node.scope?.node.findAll() ?? [];
    return all.filter((node) => node instanceof HelmChart).filter((chart) => mirrorOf(chart) === this);
  }

  private chartsAt(address: string): string {
    const place = address
      .replace(/^\w+:\/\//, '')
      .replace(/\/$/, '')
      .toLowerCase();
    return `oci://${this._host}/${this.prefixed(place)}`;
  }

  /** A port has no place in a repository. */
  private prefixed(repository: string): string {
    const { repositoryPrefix: prefix } = this.props;
    const place = repository.replace(':', '-');
    return prefix === undefined ? place : `${prefix}/${place}`;
  }

  /** The rule with the longest matching source. */
  private ruleFor(image: string): RegistryCacheRule | undefined {
    const repository = image.replace(/(:[^/]*)?(@.*)?$/, '');
    return (this.props.cacheRules ?? [])
      .filter((rule) => rule._targetOf(repository) !== undefined)
      .sort((left, right) => right._source.length - left._source.length)[0];
  }

  private check(scope: Construct): void {
    checkProps(this, 'ChartMirrorProps', this.props, (faults) => {
      const { registry, repositoryPrefix, cacheRules, chartUsername, chartPassword } = this.props;
      if (checkGiven(faults, 'registry', registry, "For example, use MirrorRegistry.host('shop4711.azurecr.io').")) {
        registry._check(faults, 'registry', this);
      }
      const must = 'must be lowercase letters, digits, . _ - and /, without / at either end';
      checkPattern(faults, 'repositoryPrefix', repositoryPrefix, /^[a-z0-9]+([._/-]+[a-z0-9]+)*$/, must, 'mirror');
      cacheRules?.forEach((rule, index) => {
        if (rule._registry === registry?._registry) return;
        const mustBe = "must be a rule of the mirror's registry";
        faults.add(
          `cacheRules[${index}]`,
          mustBe,
          rule.node.path,
          'Use MirrorRegistry.containerRegistry with its registry.',
        );
      });
      checkSecret(faults, 'chartPassword', chartPassword);
      if ((chartUsername === undefined) !== (chartPassword === undefined)) {
        const [given, missing] =
          chartUsername === undefined ? ['chartPassword', 'chartUsername'] : ['chartUsername', 'chartPassword'];
        faults.add(missing, `must be set together with ${given}`, undefined, 'Set both or neither.');
      }
      const other = ownMirrorOf(scope);
      if (other) {
        const fix = 'Use one mirror for both, or move them to separate scopes.';
        faults.add('scope', `must have only one mirror, but '${other.node.path}' is one already`, scope.node.path, fix);
      }
    });
  }
}

/**
 * Copies an image. Azure's import runs in the registry and keeps all architectures of an image; an image that is known only by
 * its digest gets no tag.
 *
 * Source: https://learn.microsoft.com/azure/container-registry/container-registry-import-images
 */
function imageCommand(source: string, target: string, host: string, azureName: string | undefined): string {
  if (azureName === undefined) return `skopeo copy --all docker://${oneOf(source)} docker://${host}/${oneOf(target)}`;
  const [repository, digest] = target.split('@');
  const hasTag = /:[^/]+$/.test(repository);
  const as = digest === undefined || hasTag ? `--image ${repository}` : `--repository ${repository}`;
  return `az acr import --name ${azureName} --source ${oneOf(source)} ${as}`;
}

/** Copies a chart. Helm reads its version from the package, and pushes it as the tag. */
function chartCommand({ source, target, chart, version }: MirroredChart): string {
  const pull = source.startsWith('oci://') ? `${source}/${chart}` : `${chart} --repo ${source}`;
  return `helm pull ${pull} --version ${version} && helm push ${chart}-${version}.tgz ${target}`;
}

/** A source reference has a tag or a digest; the digest takes precedence. */
function oneOf(reference: string): string {
  return reference.includes('@') ? reference.replace(/:[^/@]+@/, '@') : reference;
}

publicClass('ChartMirror', ChartMirror);
