import type { ApplicationGatewayAutoscaleConfiguration } from '@cdktf/provider-azurerm/lib/application-gateway';
import { checkInteger, checkOrder } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/** @internal */
export interface RenderedCapacity {
  readonly units?: number;
  readonly autoscale?: ApplicationGatewayAutoscaleConfiguration;
}

/**
 * The number of a gateway's instances. Each uses an address of its subnet.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/application-gateway-autoscaling-zone-redundant
 */
export class GatewayCapacity {
  /**
   * Scales with the traffic. Azure takes minutes to add an instance: set `min` for sudden peaks.
   *
   * @param min the minimum number of instances: 0 to 100.
   * @param max the maximum number of instances: 2 to 125.
   */
  public static autoscaled(min: number, max: number): GatewayCapacity {
    return new GatewayCapacity(min, max);
  }

  /**
   * Always as many.
   *
   * @param instances 1 to 125.
   */
  public static fixed(instances: number): GatewayCapacity {
    return new GatewayCapacity(undefined, instances);
  }

  private constructor(
    private readonly min: number | undefined,
    /** @internal */
    public readonly _max: number,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (this.min === undefined) {
      checkInteger(faults, `${prop}.instances`, this._max, 1, 125, 'instances');
      return;
    }
    checkInteger(faults, `${prop}.min`, this.min, 0, 100, 'instances');
    checkInteger(faults, `${prop}.max`, this._max, 2, 125, 'instances');
    checkOrder(faults, `${prop}.min`, this.min, `${prop}.max`, this._max);
  }

  /** @internal */
  public _render(): RenderedCapacity {
    if (this.min === undefined) return { units: this._max };
    return { autoscale: { minCapacity: this.min, maxCapacity: this._max } };
  }
}

publicClass('GatewayCapacity', GatewayCapacity);
