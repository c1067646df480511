import * as path from 'node:path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, type ITerraformDependable, TerraformAsset, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { lateText } from '../core/late-values';
import { implementReady } from '../core/ordering';
import type { ObjectsFacts } from '../core/program/facts';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { checkRelease, type HelmReleaseProps, releaseArguments } from './helm-release';
import type { IHelmTarget } from './helm-target';
import { checkManifests } from './manifest-checks';
import { type PrintedValues, printValues } from './values';

/** Props of Kubernetes objects that are applied together. */
export interface KubernetesManifestsProps extends HelmReleaseProps {
  /**
   * The objects, each with `apiVersion`, `kind` and `metadata.name`, as plain data. Tokens may stand anywhere but in keys.
   * They print in plans: keep secrets out.
   */
  readonly manifests: any[];

  /**
   * The objects of the finished program, in place of `manifests`: for constructs whose objects others have a say in.
   *
   * @internal
   */
  readonly _finalManifests?: () => any[];
}

const chartFolder = path.join(__dirname, '../../charts/manifests');
/** Stands for the content of the chart's files, which may differ by line ends: raise it with every change of them. */
const chartVersion = '1.0.0';
const chartId = 'CdktfAksManifestsChart';
const maxHistory = 10;
/** A release is one Secret of at most 1 MiB, which holds the objects twice, compressed. */
const maxKilobytes = 700;

/**
 * Kubernetes objects, applied as one release of a chart that holds nothing else.
 *
 * Terraform needs neither the cluster nor the objects' kinds while it plans, and the plan shows the objects as YAML. The
 * API server judges them when they are applied. Helm creates Namespaces first and custom resources last; an object that
 * leaves the list is deleted, unless it carries the annotation `helm.sh/resource-policy: keep`.
 *
 * @see https://helm.sh/docs/intro/using_helm/
 */
export class KubernetesManifests extends Construct {
  /** The release itself, for what this class does not offer. */
  public readonly release: Release;

  /** What others wait for: the release. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _cluster: IHelmTarget;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesManifestsProps,
  ) {
    super(scope, id);
    checkProps(this, 'KubernetesManifestsProps', props, (faults) => {
      checkRelease(faults, props);
      checkManifests(faults, props.manifests, props.namespace);
    });
    const written = printValues({ manifests: props.manifests });
    const faults = new Faults(this);
    checkSize(faults, written);
    faults.throwIfAny();

    const { _finalManifests: finalManifests } = props;
    const printed = finalManifests ? () => printValues({ manifests: finalManifests() }) : () => written;
    this._cluster = props.cluster;
    this.release = new Release(this, 'Resource', {
      ...releaseArguments(this, props),
      chart: manifestsChart(this).path,
      values: [lateText((context) => printed().text(context))],
      wait: true,
      atomic: true,
      maxHistory,
    });
    this.ready = [this.release];
    implementReady(this, () => this.ready);
    this.node.addDependency(props.cluster);
    if (finalManifests) checkLate(this, (late) => this.checkFinal(late, printed));
    // A release that takes objects over is meant to share them.
    if (!props.takeOwnership) state(this, 'objects', () => this.objects(props));
  }

  private objects({ cluster, namespace: own }: KubernetesManifestsProps): ObjectsFacts {
    const objects = this._manifests.map(({ apiVersion, kind, metadata }) => ({
      apiGroup: String(apiVersion).split('/').slice(0, -1).join('/'),
      kind: String(kind),
      name: String(metadata?.name),
      namespace: String(metadata?.namespace ?? own),
    }));
    return { cluster: cluster._facts?.key ?? cluster.node.path, objects };
  }

  /**
   * What is applied, for rules about all objects of a cluster; complete once the program is finished.
   *
   * @internal
   */
  public get _manifests(): any[] {
    return this.props._finalManifests?.() ?? this.props.manifests;
  }

  private checkFinal(faults: Faults, printed: () => PrintedValues): void {
    checkManifests(faults, this._manifests, this.props.namespace);
    if (!faults.any) checkSize(faults, printed());
  }
}

/** The one copy of the chart in a stack. */
function manifestsChart(scope: Construct): TerraformAsset {
  const stack = TerraformStack.of(scope);
  const found = stack.node.tryFindChild(chartId) as TerraformAsset | undefined;
  const config = { path: chartFolder, type: AssetType.DIRECTORY, assetHash: chartVersion };
  return found ?? new TerraformAsset(stack, chartId, config);
}

function checkSize(faults: Faults, { knownBytes }: PrintedValues): void {
  const kilobytes = Math.ceil(knownBytes / 1000);
  if (kilobytes <= maxKilobytes) return;
  const must = `must have at most ${maxKilobytes} kB of YAML together (they have ${kilobytes})`;
  faults.add('manifests', must, undefined, 'Split them into several KubernetesManifests.');
}

publicClass('KubernetesManifests', KubernetesManifests);
