import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import type { IConstruct } from 'constructs';

/** A cluster that Helm releases can go to. */
export interface IHelmTarget extends IConstruct {
  /**
   * The API server's address, unknown while the Helm provider's configuration is; undefined if a file contains it.
   *
   * @internal
   */
  readonly _apiServer?: string;

  /** What a release waits for: the cluster, and the deployer's access to it. */
  readonly ready: ITerraformDependable[];

  /**
   * The Helm provider of the cluster in the stack of `from`; one a cluster and stack. Throws if the cluster is of another
   * stack.
   *
   * @internal
   */
  _helmProvider(from: IConstruct): TerraformProvider;

  /**
   * Equal for all references to one cluster in a program.
   *
   * @internal
   */
  readonly _key: string;
}
