import type { INamespace } from '../workload/namespace';
import type { IKeda } from './keda-base';
import type { ScaleFallback } from './scale-fallback';
import type { ScaleTarget } from './scale-target';
import type { ScaleTrigger } from './scale-trigger';
import type { ScalingBehavior } from './scaling-behavior';

/** Props of how a workload is scaled. */
export interface ScaledObjectProps {
  /** KEDA, of the same stack: `Keda.fromCluster` in a second stack. */
  readonly keda: IKeda;

  /** The workload's namespace, of the same stack. */
  readonly namespace: INamespace;

  /** The name of the ScaledObject, unique in the namespace: lowercase letters, digits, `-` and `.`. */
  readonly name: string;

  /** The workload to scale. A workload has one ScaledObject, and no other HorizontalPodAutoscaler. */
  readonly target: ScaleTarget;

  /** The triggers that scale it; at least one. The trigger that requests the most replicas takes effect. */
  readonly triggers: ScaleTrigger[];

  /**
   * The minimum number of replicas: 0 to 10,000. With 0, the workload has no pods while no trigger is active, and the first
   * request or message waits until a pod has started.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /** The maximum number of replicas: 1 to 10,000. */
  readonly maxReplicas: number;

  /**
   * Whether the workload has no pods while no trigger is active, and `minReplicas` as soon as one is active.
   *
   * @default false
   */
  readonly scaleToZeroWhenIdle?: boolean;

  /**
   * How often KEDA polls the sources, in seconds: 1 to 3600. It applies to workloads that can scale to zero, and to triggers with
   * `cachesMetric`; for others, the HorizontalPodAutoscaler queries the metric every 15 seconds.
   *
   * @default - 30
   */
  readonly pollingIntervalSeconds?: number;

  /**
   * How long no trigger must be active before the workload is scaled to zero, in seconds: 0 to 86,400. Only for workloads that
   * can scale to zero.
   *
   * @default - 300
   */
  readonly cooldownSeconds?: number;

  /**
   * The behavior while a metric is unavailable. Requires a trigger other than CPU and memory.
   *
   * @default - the replicas stay as they are
   */
  readonly fallback?: ScaleFallback;

  /**
   * How fast the workload scales up.
   *
   * @default - Kubernetes' own: by 4 pods or double in 15 seconds
   */
  readonly scaleUp?: ScalingBehavior;

  /**
   * How fast the workload scales down.
   *
   * @default - Kubernetes' own: to the greatest number that was needed in the last 5 minutes
   */
  readonly scaleDown?: ScalingBehavior;

  /**
   * Whether the workload's original number of replicas is restored when the ScaledObject is deleted.
   *
   * @default false
   */
  readonly restoresReplicas?: boolean;

  /**
   * Whether autoscaling is paused, e.g. during maintenance.
   *
   * @see https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling
   * @default false
   */
  readonly paused?: boolean;
}
