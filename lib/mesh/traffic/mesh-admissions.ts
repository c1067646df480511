import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IHelmTarget } from '../../helm/helm-target';
import { listedOn, listOn, ownerOn } from '../../workload/once-a-cluster';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { defaultDenyClaim } from './mesh-default-deny-claim';

const admissions = 'mesh admission';
const gateways = 'mesh gateway';

/** What says who may call: those that say it on a cluster. */
export function admissionsOn(cluster: IHelmTarget): IConstruct[] {
  return listedOn(cluster, admissions);
}

/** Lists what says who may call; a mesh that closes waits for it, whichever of the two is made first. */
export function listAdmission(cluster: IHelmTarget, admission: IConstruct): void {
  listOn(cluster, admissions, admission);
  const denial = ownerOn(cluster, defaultDenyClaim);
  if (denial) closeAfter(denial, admission);
}

/** Within one stack: whoever is of another one has to see to the order of stacks. */
export function closeAfter(denial: IConstruct, admission: IConstruct): void {
  if (TerraformStack.of(denial) !== TerraformStack.of(admission)) return;
  denial.node.tryFindChild('Denial')?.node.addDependency(admission);
}

/** The gateways of meshes that the program knows on a cluster. */
export function gatewaysOn(cluster: IHelmTarget): IMeshGateway[] {
  return listedOn(cluster, gateways) as IMeshGateway[];
}

export function listGateway(cluster: IHelmTarget, gateway: IMeshGateway): void {
  listOn(cluster, gateways, gateway);
}
