import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkGiven, checkName, checkSameStack } from '../core/checks';
import { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import type { IAlbController } from './alb-controller-ref';
import type { AlbGatewayAttributes, IAlbGateway } from './alb-gateway';

/** @internal */
export class ImportedAlbGateway extends Construct implements IAlbGateway {
  public readonly controller: IAlbController;
  public readonly gatewayName: string;
  public readonly namespaceName: string;

  public constructor(scope: Construct, id: string, { controller, namespaceName, name }: AlbGatewayAttributes) {
    super(scope, id);
    const faults = new Faults(this);
    checkName(faults, 'name', name, nameRules.kubernetesObject);
    checkName(faults, 'namespaceName', namespaceName, nameRules.kubernetesLabel);
    if (checkGiven(faults, 'controller', controller, 'Use for example AlbController.fromCluster(...).')) {
      checkSameStack(faults, 'controller', controller, this, 'AlbController.fromCluster');
    }
    faults.throwIfAny();

    this.controller = controller;
    this.gatewayName = name;
    this.namespaceName = namespaceName;
    implementReady(this, () => this.ready);
  }

  public get ready(): ITerraformDependable[] {
    return this.controller.ready;
  }
}
