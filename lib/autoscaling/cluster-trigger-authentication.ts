import type { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { publicClass } from '../core/public-class';
import type { KubernetesManifests } from '../helm/kubernetes-manifests';
import { ImportedTriggerAuthentication } from './imported-trigger-authentication';
import type { IKeda } from './keda-base';
import {
  checkAuthentication,
  type ITriggerAuthentication,
  TriggerAuthenticationBase,
  type TriggerAuthenticationOptions,
} from './trigger-authentication-base';

/** Attributes of a ClusterTriggerAuthentication that is created elsewhere. */
export interface ClusterTriggerAuthenticationAttributes {
  /** KEDA, of the same stack. */
  readonly keda: IKeda;

  /** The object's name. */
  readonly name: string;
}

/**
 * KEDA's authentication for triggers, usable by ScaledObjects of all namespaces: every user who can create one can read the data
 * that the identity can read. Its Secrets are in KEDA's own namespace.
 *
 * @see https://keda.sh/docs/latest/concepts/authentication/
 */
export class ClusterTriggerAuthentication extends TriggerAuthenticationBase {
  /** Imports one that is created elsewhere. */
  public static fromName(
    scope: Construct,
    id: string,
    attributes: ClusterTriggerAuthenticationAttributes,
  ): ITriggerAuthentication {
    return new ImportedTriggerAuthentication(
      scope,
      id,
      'ClusterTriggerAuthentication',
      attributes.keda,
      attributes.name,
    );
  }

  public readonly namespaceName?: string = undefined;
  public readonly manifests: KubernetesManifests;

  /** @internal */
  public readonly _kind = 'ClusterTriggerAuthentication';

  public constructor(scope: Construct, id: string, props: TriggerAuthenticationOptions) {
    super(scope, id, 'TriggerAuthenticationOptions', props);
    checkProps(this, 'TriggerAuthenticationOptions', props, (faults) => {
      checkAuthentication(faults, this, props);
    });

    this.manifests = this._manifestsIn(props.keda.namespaceName);
  }
}

publicClass('ClusterTriggerAuthentication', ClusterTriggerAuthentication);
