import type { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { IConstruct } from 'constructs';
import { fail } from '../core/faults';

/**
 * An argument of the cluster's resource that a construct of another room needs: an add-on, for example.
 *
 * @internal
 */
export interface ArgumentClaim {
  /** Path of the argument in Terraform's words, e.g. `workload_autoscaler_profile.keda_enabled`. */
  readonly argument: string;
  readonly value: unknown;
  readonly owner: IConstruct;
  /** The command that sets it on another program's cluster: the words after `az aks`, without group and name. */
  readonly azCommand: string;
}

/** The arguments that were claimed; two owners may claim the same value. */
export class ArgumentClaims {
  private readonly claims = new Map<string, ArgumentClaim>();

  public constructor(private readonly resource: KubernetesCluster) {}

  public add(claim: ArgumentClaim): void {
    const { argument, value, owner } = claim;
    const earlier = this.claims.get(argument);
    if (!earlier) {
      this.claims.set(argument, claim);
      this.resource.addOverride(argument, value);
    } else if (JSON.stringify(earlier.value) !== JSON.stringify(value)) {
      const must = `must agree with ${earlier.owner.node.path}, which sets ${JSON.stringify(earlier.value)}`;
      fail(owner, argument, must, value, 'Use one construct for the add-on, or set the same options on both.');
    }
  }
}
