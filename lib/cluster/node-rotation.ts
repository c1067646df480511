import { checkName } from '../core/checks';
import type { Faults } from '../core/faults';
import type { NameRule } from '../core/names';
import { publicClass } from '../core/public-class';

/**
 * How Terraform replaces a pool's nodes when a change requires new ones, such as another VM size.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kubernetes_cluster_node_pool#temporary_name_for_rotation-1
 */
export class NodeRotation {
  /**
   * A temporary pool runs the pods while the nodes are replaced.
   *
   * @param poolName the temporary pool's name, which no other pool of the cluster has.
   */
  public static temporaryPool(poolName: string): NodeRotation {
    return new NodeRotation(poolName);
  }

  /**
   * Terraform replaces the pool, and for the system pool the cluster. For existing pools whose configuration names no temporary pool;
   * use `temporaryPool` before you change them.
   */
  public static replacePool(): NodeRotation {
    return new NodeRotation(undefined);
  }

  private constructor(
    /** @internal */
    public readonly _temporaryName: string | undefined,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string, poolName: string, rule: NameRule): void {
    if (this._temporaryName === undefined) return;
    checkName(faults, prop, this._temporaryName, rule);
    if (this._temporaryName !== poolName) return;
    faults.add(prop, "must not be the pool's own name", poolName, 'Use another name for the temporary pool.');
  }
}

publicClass('NodeRotation', NodeRotation);
