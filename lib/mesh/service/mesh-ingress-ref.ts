import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IMeshGateway } from '../gateways/mesh-gateway';

/** Hosts that a mesh's gateway serves: defined here, or imported. */
export interface IMeshIngress extends IConstruct {
  /** The gateway. */
  readonly gateway: IMeshGateway;

  /** The hosts. */
  readonly hosts: string[];

  /** The resources that dependents wait for before they call the hosts. */
  readonly ready: ITerraformDependable[];

  /**
   * Whether the hosts are served by HTTPS.
   *
   * @internal
   */
  readonly _hasTls: boolean;
}
