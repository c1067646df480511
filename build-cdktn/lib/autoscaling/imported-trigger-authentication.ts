import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { noteUnchecked } from '../core/warnings';
import type { IKeda } from './keda-base';
import type { ITriggerAuthentication } from './trigger-authentication-base';

/** One that is created elsewhere, of which only the name is known. */
export class ImportedTriggerAuthentication extends Construct implements ITriggerAuthentication {
  public readonly ready: ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    public readonly _kind: 'TriggerAuthentication' | 'ClusterTriggerAuthentication',
    public readonly keda: IKeda,
    public readonly authenticationName: string,
    public readonly namespaceName?: string,
  ) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'name', authenticationName, nameRules.kubernetesObject);
    if (checkGiven(faults, 'keda', keda, 'For example, use Keda.fromCluster(...).')) {
      checkSameStack(faults, 'keda', keda, this, 'Keda.fromCluster');
    }
    faults.throwIfAny();
    this.ready = keda.ready;
    noteUnchecked(this, 'that its credentials are those that its triggers need, and that its identity has their roles');
    implementReady(this, () => this.ready);
  }

  public _grant(): void {}
}
