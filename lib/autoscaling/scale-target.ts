import { checkGiven, checkName, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';

/** The workload that a ScaledObject scales, in the same namespace. */
export class ScaleTarget {
  /** A Deployment. Leave `replicas` out of its manifest: applying it again would reset them. */
  public static deployment(name: string): ScaleTarget {
    return new ScaleTarget('apps/v1', 'Deployment', name);
  }

  /** A StatefulSet. Leave its `replicas` out of its manifest. */
  public static statefulSet(name: string): ScaleTarget {
    return new ScaleTarget('apps/v1', 'StatefulSet', name);
  }

  /**
   * Anything else that has the subresource `/scale`.
   *
   * @param apiVersion e.g. `argoproj.io/v1alpha1`.
   * @param kind e.g. `Rollout`.
   * @param name the object's name.
   */
  public static of(apiVersion: string, kind: string, name: string): ScaleTarget {
    return new ScaleTarget(apiVersion, kind, name);
  }

  private constructor(
    /** The version of the API that the target is of, e.g. `apps/v1`. */
    public readonly apiVersion: string,
    /** The kind, e.g. `Deployment`. */
    public readonly kind: string,
    /** The name. */
    public readonly name: string,
  ) {}

  /**
   * The same for the same object.
   *
   * @internal
   */
  public get _key(): string {
    return `${this.apiVersion.split('/')[0]}/${this.kind}/${this.name}`;
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { apiVersion, kind, name } = this;
    if (checkGiven(faults, `${prop}.apiVersion`, apiVersion, 'For example, use apps/v1.')) {
      const must = 'must have the form GROUP/VERSION';
      checkPattern(faults, `${prop}.apiVersion`, apiVersion, /^[a-z0-9.-]+\/v\d+([a-z]+\d+)?$/, must, 'apps/v1');
    }
    if (checkGiven(faults, `${prop}.kind`, kind, 'For example, use Deployment.')) {
      const must = 'must be a kind: letters and digits, an uppercase letter first';
      checkPattern(faults, `${prop}.kind`, kind, /^[A-Z][A-Za-z0-9]*$/, must, 'Deployment');
    }
    checkName(faults, `${prop}.name`, name, nameRules.kubernetesObject);
  }
}

publicClass('ScaleTarget', ScaleTarget);
