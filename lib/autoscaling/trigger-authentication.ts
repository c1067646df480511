import type { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkGiven, checkSameStack } from '../core/checks';
import { publicClass } from '../core/public-class';
import type { KubernetesManifests } from '../helm/kubernetes-manifests';
import type { INamespace } from '../workload/namespace';
import { ImportedTriggerAuthentication } from './imported-trigger-authentication';
import type { IKeda } from './keda-base';
import {
  checkAuthentication,
  type ITriggerAuthentication,
  TriggerAuthenticationBase,
  type TriggerAuthenticationOptions,
} from './trigger-authentication-base';

/** Props of KEDA's authentication for the ScaledObjects of a namespace. */
export interface TriggerAuthenticationProps extends TriggerAuthenticationOptions {
  /** The namespace of its ScaledObjects, of the same stack. Its Secrets are read there. */
  readonly namespace: INamespace;
}

/** Attributes of a TriggerAuthentication that is created elsewhere. */
export interface TriggerAuthenticationAttributes {
  /** KEDA, of the same stack. */
  readonly keda: IKeda;

  /** The namespace, of the same stack. */
  readonly namespace: INamespace;

  /** The object's name. */
  readonly name: string;
}

/**
 * The identity with which KEDA queries a metric, for the ScaledObjects of one namespace.
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/
 */
export class TriggerAuthentication extends TriggerAuthenticationBase {
  /** Imports one that is created elsewhere. */
  public static fromName(
    scope: Construct,
    id: string,
    attributes: TriggerAuthenticationAttributes,
  ): ITriggerAuthentication {
    const { keda, namespace, name } = attributes;
    return new ImportedTriggerAuthentication(scope, id, 'TriggerAuthentication', keda, name, namespace.namespaceName);
  }

  public readonly namespaceName?: string;
  public readonly manifests: KubernetesManifests;

  /** @internal */
  public readonly _kind = 'TriggerAuthentication';

  public constructor(scope: Construct, id: string, props: TriggerAuthenticationProps) {
    super(scope, id, 'TriggerAuthenticationProps', props);
    const { keda, namespace } = props;
    checkProps(this, 'TriggerAuthenticationProps', props, (faults) => {
      checkAuthentication(faults, this, props);
      if (checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).')) {
        checkSameStack(faults, 'namespace', namespace, this, 'Namespace.fromName');
        if (keda && namespace.cluster !== keda.cluster) {
          const must = `must be on the cluster of keda (${keda.cluster.node.path})`;
          faults.add('namespace', must, namespace.cluster?.node.path, 'Use the same cluster for both.');
        }
      }
    });

    this.namespaceName = namespace.namespaceName;
    this.manifests = this._manifestsIn(namespace.namespaceName);
    this.manifests.node.addDependency(namespace);
  }
}

publicClass('TriggerAuthentication', TriggerAuthentication);
