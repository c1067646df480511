import type { ReleaseConfig } from '@cdktf/provider-helm/lib/release';
import { Op, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { checkGiven, checkInteger, checkName, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { nameRules } from '../core/names';
import { checkAccess } from './access-check';
import type { IHelmTarget } from './helm-target';

/** Props of every Helm release in this library. */
export interface HelmReleaseProps {
  /** The cluster to install into, of the same stack: created in it, or imported with `AksCluster.fromCluster`. */
  readonly cluster: IHelmTarget;

  /**
   * The release's name: 1 to 53 lowercase letters, digits and `-`, unique in the namespace.
   *
   * Changing this replaces the release.
   */
  readonly releaseName: string;

  /**
   * The namespace of the release and of its records. It must already exist.
   *
   * Changing this replaces the release.
   */
  readonly namespace: string;

  /**
   * How long Helm waits for the release, in minutes: 1 to 60.
   *
   * @default 10
   */
  readonly timeoutMinutes?: number;

  /**
   * Whether the release adopts objects that already exist in the cluster and belong to another release or to none.
   *
   * @default false
   */
  readonly takeOwnership?: boolean;
}

const defaultTimeoutMinutes = 10;

/** The releases of a cluster in all stacks: a second release with the same name would take over the first one. */
const releases = new Claim();

export function checkRelease(faults: Faults, props: HelmReleaseProps): void {
  const given = checkGiven(faults, 'cluster', props.cluster, 'Set the cluster of the release.');
  checkName(faults, 'releaseName', props.releaseName, nameRules.helmRelease);
  checkName(faults, 'namespace', props.namespace, nameRules.kubernetesLabel);
  checkInteger(faults, 'timeoutMinutes', props.timeoutMinutes, 1, 60, 'minutes');
  const other = given ? releases.ownerOn(props.cluster, props.namespace, props.releaseName) : undefined;
  if (other) {
    const must = `must not be the name of another release in namespace ${props.namespace} (${other.node.path})`;
    faults.add('releaseName', must, props.releaseName, 'Use another name.');
  }
}

/** The arguments of a release that follow from the common props; the release's name is taken with it. */
export function releaseArguments(scope: Construct, props: HelmReleaseProps): Omit<ReleaseConfig, 'chart'> {
  const { cluster, releaseName, namespace, timeoutMinutes = defaultTimeoutMinutes, takeOwnership } = props;
  releases.take(cluster, scope, namespace, releaseName);
  checkAccess(cluster, scope, namespace);
  return {
    provider: cluster._helmProvider(scope),
    name: releaseName,
    namespace,
    timeout: isKnown(timeoutMinutes) ? timeoutMinutes * 60 : Token.asNumber(Op.mul(timeoutMinutes, 60)),
    takeOwnership: takeOwnership || undefined,
    // A release that the state doesn't know is upgraded: a failed first install, or one whose state was lost.
    upgradeInstall: true,
  };
}
