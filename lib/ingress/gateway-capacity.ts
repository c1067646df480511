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
 * The number of a gateway's instances. Each takes an address of its subnet.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/application-gateway-autoscaling-zone-redundant
 */
export class GatewayCapacity {
  /**
   * As many as the traffic needs. Azure takes minutes to add one: `min` carries what comes at once.
   *
   * @param min instances at least: 0 to 100.
   * @param max instances at most: 2 to 125.
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
