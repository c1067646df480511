import type { ITerraformDependable } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { INamespace } from '../workload/namespace';

/** A gateway of a mesh, by which requests enter it: installed here, or known by its names. */
export interface IMeshGateway extends IConstruct {
  /** The name of the gateway's Deployment and Service. */
  readonly gatewayName: string;

  /** The namespace of the gateway's pods. */
  readonly namespace: INamespace;

  /** The labels of the gateway's pods, by which policies and routes find it. */
  readonly selector: { [key: string]: string };

  /** The ServiceAccount that the gateway calls workloads with. */
  readonly serviceAccountName: string;

  /** What others wait for; with a load balancer the gateway has its address then. */
  readonly ready: ITerraformDependable[];
}
