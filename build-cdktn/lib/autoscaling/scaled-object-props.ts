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

  /** What is scaled. A workload has one ScaledObject, and no HorizontalPodAutoscaler beside. */
  readonly target: ScaleTarget;

  /** What it is scaled by; at least one. The one that asks for most replicas counts. */
  readonly triggers: ScaleTrigger[];

  /**
   * The fewest replicas: 0 to 10,000. With 0 the workload has no pods while no trigger is active, and its first request or message
   * waits until one has started.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /** The most replicas: 1 to 10,000. */
  readonly maxReplicas: number;

  /**
   * Whether the workload has no pods while no trigger is active, and `minReplicas` at once as soon as one is.
   *
   * @default false
   */
  readonly scaleToZeroWhenIdle?: boolean;

  /**
   * How often KEDA asks the sources, in seconds: 1 to 3600. It counts for a workload that can have no pods, and for triggers that
   * cache; for others the HorizontalPodAutoscaler asks, every 15 seconds.
   *
   * @default - 30
   */
  readonly pollingIntervalSeconds?: number;

  /**
   * How long no trigger has to be active until the workload has no pods, in seconds: 0 to 86,400. Only for a workload that can
   * have none.
   *
   * @default - 300
   */
  readonly cooldownSeconds?: number;

  /**
   * What happens while a metric can't be had. Needs a trigger other than CPU and memory.
   *
   * @default - the replicas stay as they are
   */
  readonly fallback?: ScaleFallback;

  /**
   * How fast the workload grows.
   *
   * @default - Kubernetes' own: by 4 pods or double in 15 seconds
   */
  readonly scaleUp?: ScalingBehavior;

  /**
   * How fast the workload shrinks.
   *
   * @default - Kubernetes' own: to the greatest number that was needed in the last 5 minutes
   */
  readonly scaleDown?: ScalingBehavior;

  /**
   * Whether the workload gets the replicas back that it had before, when the ScaledObject goes.
   *
   * @default false
   */
  readonly restoresReplicas?: boolean;

  /**
   * Whether scaling stands still, e.g. while something is repaired.
   *
   * @see https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling
   * @default false
   */
  readonly paused?: boolean;
}
