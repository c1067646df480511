import type { IConstruct } from 'constructs';
import { checkGiven, checkSameStack } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { dialectOf } from '../dialects/dialects';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import { meshGateways } from '../traffic/mesh-access-register';
import { defaultDenials } from '../traffic/mesh-default-deny-claim';
import type { MeshDefaultDenyProps } from './mesh-default-deny-props';

export function checkDefaultDeny(faults: Faults, scope: IConstruct, { mesh, gateways }: MeshDefaultDenyProps): void {
  if (!checkGiven(faults, 'mesh', mesh, 'Pass the mesh of this stack, e.g. an IstioMesh.')) return;
  checkSameStack(faults, 'mesh', mesh, scope, 'fromAttributes of the mesh');
  const { defaultDeny } = dialectOf(mesh);
  if ('why' in defaultDeny) {
    faults.add('mesh', `must not use this construct ${defaultDeny.why}`, mesh.node.path, defaultDeny.fix);
    return;
  }
  const other = defaultDenials.ownerOn(mesh.cluster);
  if (other) {
    const must = `must have only one MeshDefaultDeny, but '${other.node.path}' is one already`;
    faults.add('mesh', must, mesh.node.path, 'List all gateways there.');
  }
  gateways?.forEach((gateway, index) => {
    const at = `gateways[${index}]`;
    if (!checkGiven(faults, at, gateway, 'Pass a gateway of the mesh, e.g. an IstioGateway.')) return;
    checkSameStack(faults, at, gateway, scope, 'IstioGateway.fromAttributes');
    if (gateway.namespace.cluster !== mesh.cluster) {
      const must = `must be on the cluster of the mesh (${mesh.cluster.node.path})`;
      faults.add(at, must, gateway.node.path, 'Use a gateway of that mesh.');
    }
  });
}

/** Every gateway of the program must be listed; otherwise it would deny all its callers. */
export function checkGatewaysAllowed(faults: Faults, { mesh, gateways = [] }: MeshDefaultDenyProps): void {
  const named = new Set(gateways.map(keyOf));
  const missing = new Map<string, string>();
  for (const gateway of meshGateways.on(mesh.cluster)) missing.set(keyOf(gateway), `'${gateway.node.path}'`);
  for (const key of mesh._ownGateways ?? []) missing.set(key, `the gateway ${key} of the mesh`);
  for (const [key, what] of missing) {
    if (named.has(key)) continue;
    faults.add('gateways', `must name ${what}, which would deny all clients`, undefined, 'Add it to gateways.');
  }
}

function keyOf({ namespace, gatewayName }: IMeshGateway): string {
  return `${namespace.namespaceName}/${gatewayName}`;
}
