import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkLate } from '../core/late-checks';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { replacedIn } from '../core/token-values';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import { checkFallbackVersion, renderFallback } from './scale-fallback';
import type { ScaledObjectProps } from './scaled-object-props';
import { checkScaledObject, claimTarget, defaultMinReplicas, siteOf, warnOfFewPods } from './scaled-object-rules';
import { renderBehavior } from './scaling-behavior';
import type { ITriggerAuthentication } from './trigger-authentication-base';
import type { TriggerSite } from './trigger-kind';

/**
 * The scaling of a workload: KEDA queries the triggers' sources and manages a HorizontalPodAutoscaler for the workload.
 *
 * The workload itself is the application's. Omit `replicas` from its manifest.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export class ScaledObject extends Construct {
  /** The name of the ScaledObject; its HorizontalPodAutoscaler is `keda-hpa-` and this. */
  public readonly scaledObjectName: string;

  /** The release that applies the ScaledObject. */
  public readonly manifests: KubernetesManifests;

  private readonly authentications: ITriggerAuthentication[];

  public constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, id);
    checkProps(this, 'ScaledObjectProps', props, (faults) => {
      checkScaledObject(faults, this, props);
    });

    const { keda, namespace, name, triggers } = props;
    const site = siteOf(this, props);
    this.scaledObjectName = name;
    triggers.forEach((trigger, index) => {
      trigger._use(site, `triggers[${index}]`);
    });
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: keda.cluster,
      releaseName: derivedName(replacedIn(name, '.', '-'), 'scaled-object', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: [manifestOf(props, site)],
    });
    this.authentications = [...new Set(triggers.flatMap((trigger) => trigger._authentication ?? []))];
    this.manifests.node.addDependency(keda, namespace, ...this.authentications);
    claimTarget(this, props);
    implementReady(this, () => this.ready);
    if (props.fallback) checkLate(this, (late) => checkFallbackVersion(late, props));
    warnOfFewPods(this, props);
  }

  /** The resources that dependents wait for: the ScaledObject, and the roles of its authentications. */
  public get ready(): ITerraformDependable[] {
    return [...this.manifests.ready, ...this.authentications.flatMap((one) => one.ready)];
  }
}

function manifestOf(props: ScaledObjectProps, site: TriggerSite): { [key: string]: unknown } {
  const { name, namespace, target, fallback } = props;
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      name,
      namespace: namespace.namespaceName,
      annotations: props.paused ? { 'autoscaling.keda.sh/paused': 'true' } : undefined,
    },
    spec: {
      scaleTargetRef: { apiVersion: target.apiVersion, kind: target.kind, name: target.name },
      pollingInterval: props.pollingIntervalSeconds,
      cooldownPeriod: props.cooldownSeconds,
      idleReplicaCount: props.scaleToZeroWhenIdle ? 0 : undefined,
      minReplicaCount: props.minReplicas ?? defaultMinReplicas,
      maxReplicaCount: props.maxReplicas,
      fallback: fallback && renderFallback(fallback),
      advanced: advancedOf(props),
      triggers: props.triggers.map((trigger) => trigger._render(site)),
    },
  };
}

function advancedOf({
  scaleUp,
  scaleDown,
  restoresReplicas,
}: ScaledObjectProps): { [key: string]: unknown } | undefined {
  const behavior = { scaleUp: renderBehavior(scaleUp), scaleDown: renderBehavior(scaleDown) };
  const hasBehavior = scaleUp !== undefined || scaleDown !== undefined;
  if (!hasBehavior && !restoresReplicas) return undefined;
  return {
    restoreToOriginalReplicaCount: restoresReplicas || undefined,
    horizontalPodAutoscalerConfig: hasBehavior ? { behavior } : undefined,
  };
}

publicClass('ScaledObject', ScaledObject);
