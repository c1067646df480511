import { checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/**
 * The TLS versions and ciphers that a gateway offers to its clients.
 *
 * @see https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview
 */
export class GatewayTlsPolicy {
  /** TLS 1.2 and 1.3, with forward secrecy and authenticated encryption only. */
  public static readonly STRICT_2022 = GatewayTlsPolicy.of('AppGwSslPolicy20220101S');

  /** TLS 1.2 and 1.3, with some older ciphers for older callers. */
  public static readonly COMPATIBLE_2022 = GatewayTlsPolicy.of('AppGwSslPolicy20220101');

  /**
   * Any other policy that Azure has defined.
   *
   * @param policyName its name, e.g. `AppGwSslPolicy20220101`.
   */
  public static of(policyName: string): GatewayTlsPolicy {
    return new GatewayTlsPolicy(policyName);
  }

  private constructor(
    /** The policy's name. */
    public readonly policyName: string,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const must = 'must be the name of a predefined policy';
    checkPattern(faults, prop, this.policyName, /^AppGwSslPolicy\d{8}S?$/, must, 'GatewayTlsPolicy.STRICT_2022');
  }
}

publicClass('GatewayTlsPolicy', GatewayTlsPolicy);
