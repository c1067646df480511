import { checkName, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import type { GatewayFacts } from './application-gateway-base';

/** The certificate that an Ingress presents to its clients. */
export class GatewayIngressTls {
  /**
   * A Secret of the Ingress' namespace (`kubernetes.io/tls`). The controller uploads it to the gateway.
   *
   * @param secretName the Secret's name.
   */
  public static fromSecret(secretName: string): GatewayIngressTls {
    return new GatewayIngressTls(secretName, undefined);
  }

  /**
   * One of the gateway's own certificates, e.g. of a key vault (`certificates` of `ApplicationGateway`).
   *
   * @param certificateName the certificate's name on the gateway.
   */
  public static fromGateway(certificateName: string): GatewayIngressTls {
    return new GatewayIngressTls(undefined, certificateName);
  }

  private constructor(
    /** @internal */
    public readonly _secretName: string | undefined,
    /** @internal */
    public readonly _certificateName: string | undefined,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    if (this._secretName === undefined) {
      checkName(faults, `${prop}.certificateName`, this._certificateName, nameRules.networkPart);
    } else {
      checkName(faults, `${prop}.secretName`, this._secretName, nameRules.kubernetesObject);
    }
  }

  /** @internal */
  public _checkOn(faults: Faults, prop: string, gateway: GatewayFacts | undefined): void {
    const known = gateway?.certificateNames;
    if (known === undefined) return;
    if (this._secretName !== undefined) {
      if (known.length === 0) return;
      const must =
        'must be a certificate of the gateway: Terraform manages them, and would remove certificates that the controller uploads';
      faults.add(prop, must, this._secretName, `Use GatewayIngressTls.fromGateway('${known[0]}').`);
    } else {
      if (!isKnown(this._certificateName) || known.includes(this._certificateName)) return;
      const have = known.length > 0 ? known.join(', ') : 'none';
      const fix = 'Add the certificate to the ApplicationGateway.';
      faults.add(`${prop}.certificateName`, `must exist on the gateway (${have})`, this._certificateName, fix);
    }
  }
}

publicClass('GatewayIngressTls', GatewayIngressTls);
