import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkElementsKnown, checkGiven, checkResourceId, checkSameStack, isKnown } from '../core/checks';
import { Faults } from '../core/faults';
import { implementReady } from '../core/ordering';
import type { IAlbController } from './alb-controller-ref';
import { albAnnotation, type GatewayAttachment, type IApplicationLoadBalancer } from './application-load-balancer-ref';

/** Facts about a load balancer of another program or stack. */
export interface LoadBalancerAttributes {
  /** The load balancer's resource id. */
  readonly loadBalancerId: string;

  /** The names of its frontends. A gateway uses one of them. */
  readonly frontendNames: string[];

  /** The controller that configures it, of the same stack; it has its roles. */
  readonly controller: IAlbController;
}

/** @internal */
export class ImportedLoadBalancer extends Construct implements IApplicationLoadBalancer {
  public readonly controller: IAlbController;

  private readonly loadBalancerId: string;
  private readonly frontendNames: string[];

  public constructor(scope: Construct, id: string, attributes: LoadBalancerAttributes) {
    super(scope, id);
    const { loadBalancerId, frontendNames, controller } = attributes;
    const faults = new Faults(this);
    const fix = 'Use the id of a Microsoft.ServiceNetworking/trafficControllers.';
    if (checkGiven(faults, 'loadBalancerId', loadBalancerId, fix)) {
      checkResourceId(faults, 'loadBalancerId', loadBalancerId, 'Microsoft.ServiceNetworking/trafficControllers');
    }
    if (checkElementsKnown(faults, 'frontendNames', frontendNames) && !frontendNames?.length) {
      faults.add('frontendNames', 'must have a name', undefined, "For example, use ['shop'].");
    }
    if (checkGiven(faults, 'controller', controller, 'For example, use AlbController.fromCluster(...).')) {
      checkSameStack(faults, 'controller', controller, this, 'AlbController.fromCluster');
    }
    faults.throwIfAny();

    this.controller = controller;
    this.loadBalancerId = loadBalancerId;
    this.frontendNames = [...frontendNames];
    implementReady(this, () => this.ready);
  }

  public get ready(): ITerraformDependable[] {
    return this.controller.ready;
  }

  public _checkFrontend(faults: Faults, prop: string, frontendName: string | undefined): void {
    if (frontendName === undefined && this.frontendNames.length === 1) return;
    if (frontendName !== undefined && (!isKnown(frontendName) || this.frontendNames.includes(frontendName))) return;
    const must = `must be a front end of the load balancer (${this.frontendNames.join(', ')})`;
    faults.add(prop, must, frontendName, 'Use one of them.');
  }

  public _attach(_gateway: Construct, _name: string, frontendName = this.frontendNames[0]): GatewayAttachment {
    return {
      annotations: { [`${albAnnotation}/alb-id`]: this.loadBalancerId },
      addresses: [{ type: `${albAnnotation}/alb-frontend`, value: frontendName }],
    };
  }
}
