import { Release } from '@cdktf/provider-helm/lib/release';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { lateText } from '../core/late-values';
import { Register } from '../core/ledger';
import { implementReady } from '../core/ordering';
import type { ObjectsFacts } from '../core/program/facts';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import { checkRelease, type HelmReleaseProps, releaseArguments } from './helm-release';
import { checkManifests, kindOf, namespaceOf } from './manifest-checks';
import { manifestsChart, namespaceChart } from './manifests-chart';
import { maxReleaseBytes, storedBytes } from './release-size';
import { type PrintedValues, printValues } from './values';

/** Props of Kubernetes objects that are applied together. */
export interface KubernetesManifestsProps extends HelmReleaseProps {
  /**
   * The objects, each with `apiVersion`, `kind` and `metadata.name`, as plain data. Tokens are allowed anywhere but in keys.
   * They are printed in plans: don't put secrets in them.
   *
   * Objects of Kubernetes' own API groups are checked by the API server's rules: names, labels, annotations, text, quantities and
   * ports.
   */
  readonly manifests: any[];

  /**
   * The objects of the complete program, instead of `manifests`: for constructs whose objects other constructs change.
   *
   * @internal
   */
  readonly _finalManifests?: () => any[];

  /**
   * Keys of a namespace's labels and annotations that only this release may set: the release fails if another tool has set one.
   *
   * @internal
   */
  readonly _ownedKeys?: OwnedKey[];
}

/**
 * A key of labels or annotations: with any value, with one only, or with any but one.
 *
 * @internal
 */
export interface OwnedKey {
  readonly key: string;
  readonly only?: string;
  readonly except?: string;
}

const maxHistory = 10;

/**
 * Kubernetes objects, applied as one release of a chart that contains only these objects.
 *
 * Terraform needs neither the cluster nor the objects' kinds while it plans, and the plan shows the objects as YAML. The
 * API server validates the objects when they are applied. Helm creates Namespaces first and custom resources last; an object
 * that leaves the list is deleted, unless it carries the annotation `helm.sh/resource-policy: keep`.
 *
 * @see https://helm.sh/docs/intro/using_helm/
 */
export class KubernetesManifests extends Construct {
  /** The release itself, for arguments that this class does not offer. */
  public readonly release: Release;

  /** The resources that dependents wait for: the release. */
  public readonly ready: ITerraformDependable[];

  /** @internal */
  public readonly _namespace: string;

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
    const { _ownedKeys: ownedKeys } = props;
    const written = printValues({ manifests: props.manifests, ...(ownedKeys ? { ownedKeys } : {}) });
    const faults = new Faults(this);
    checkSize(faults, props.manifests, written);
    faults.throwIfAny();

    const { _finalManifests: finalManifests } = props;
    const printed = finalManifests ? () => printValues({ manifests: finalManifests() }) : () => written;
    this._namespace = props.namespace;
    this.release = new Release(this, 'Resource', {
      ...releaseArguments(this, props),
      ...(ownedKeys ? namespaceChart : manifestsChart)(this),
      values: [lateText((context) => printed().text(context))],
      wait: true,
      atomic: true,
      maxHistory,
    });
    this.ready = [this.release];
    implementReady(this, () => this.ready);
    this.node.addDependency(props.cluster);
    manifestsOf.add(props.cluster, this);
    if (finalManifests) checkLate(this, (late) => this.checkFinal(late, printed));
    // A release that takes objects over is meant to share them.
    if (!props.takeOwnership) state(this, 'objects', () => this.objects(props));
  }

  private objects({ cluster, namespace: own }: KubernetesManifestsProps): ObjectsFacts {
    const objects = this._manifests.map((manifest) => ({
      ...kindOf(manifest),
      name: String(manifest.metadata?.name),
      namespace: namespaceOf(manifest, own),
    }));
    return { cluster: cluster._key, objects };
  }

  /**
   * What is applied, for rules about all objects of a cluster; complete once the program is finished.
   *
   * @internal
   */
  public get _manifests(): any[] {
    return this.props._finalManifests?.() ?? this.props.manifests;
  }

  /**
   * Whether the objects are given, and not rendered from the finished program.
   *
   * @internal
   */
  public get _areGiven(): boolean {
    return this.props._finalManifests === undefined;
  }

  private checkFinal(faults: Faults, printed: () => PrintedValues): void {
    checkManifests(faults, this._manifests, this.props.namespace);
    if (!faults.any) checkSize(faults, this._manifests, printed());
  }
}

/** The objects of each cluster, in all stacks. */
export const manifestsOf = new Register<KubernetesManifests>();

/** Helm stores the objects twice: as values, and as the rendered manifest. */
function checkSize(faults: Faults, manifests: any[], { knownText }: PrintedValues): void {
  const bytes = storedBytes(knownText, knownText);
  if (bytes <= maxReleaseBytes) return;
  const must = `must have at most ${maxReleaseBytes} bytes in the Secret of their release (gzip and base64), but have ${bytes}`;
  const alone = manifests.find((manifest) => {
    const { knownText: own } = printValues({ manifests: [manifest] });
    return storedBytes(own, own) > maxReleaseBytes;
  });
  const parts = Math.ceil((bytes * 1.2) / maxReleaseBytes);
  const fix = alone
    ? `Split ${alone.kind} ${alone.metadata.name}, which alone is too large, and use a separate KubernetesManifests for each part.`
    : `Split them into ${parts} KubernetesManifests.`;
  faults.add('manifests', must, undefined, fix);
}

publicClass('KubernetesManifests', KubernetesManifests);
