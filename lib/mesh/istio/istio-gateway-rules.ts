import { checkGiven, checkInteger, checkName, checkOneOf, checkOrder, isKnown } from '../../core/checks';
import type { Faults } from '../../core/faults';
import { Claim } from '../../core/ledger';
import { nameRules } from '../../core/names';
import type { IIstioGateway, IstioGatewayProps } from './istio-gateway';
import type { GatewaySettings } from './istio-gateway-values';
import { checkValues } from './istio-values';
import type { IstioVersion } from './istio-version';

/** Everything that can be wrong with a gateway, before anything of it is made. */
export function checkGateway(
  faults: Faults,
  props: IstioGatewayProps,
  settings: GatewaySettings,
  version: IstioVersion,
): void {
  checkGiven(faults, 'mesh', props.mesh, 'Give the mesh of this stack, e.g. an IstioMesh.');
  checkName(faults, 'gatewayName', settings.gatewayName, nameRules.helmRelease);
  checkNameIsNew(faults, props, settings.gatewayName);
  checkNamespaceFits(faults, props);
  settings.exposure._check(faults, 'exposure');
  version._check(faults, 'version');
  checkInteger(faults, 'minReplicas', props.minReplicas, 1, 100, 'pods');
  checkInteger(faults, 'maxReplicas', props.maxReplicas, 1, 100, 'pods');
  checkOrder(faults, 'minReplicas', settings.minReplicas, 'maxReplicas', settings.maxReplicas);
  checkOneOf(faults, 'externalTrafficPolicy', props.externalTrafficPolicy, ['Local', 'Cluster']);
  if (props.externalTrafficPolicy && !settings.exposure._hasLoadBalancer) {
    const fix = 'Leave it out, or choose another exposure.';
    faults.add('externalTrafficPolicy', 'must be left out without a load balancer', props.externalTrafficPolicy, fix);
  }
  checkValues(faults, 'values', props.values, {
    name: 'gatewayName',
    revision: 'the mesh',
    'labels.istio': 'gatewayName',
    'serviceAccount.name': 'gatewayName',
  });
}

/** From now on a second gateway of this name on the cluster is a fault. */
export function claimGateway(gateway: IIstioGateway): void {
  gateways.take(gateway.mesh.cluster, gateway, gateway.gatewayName);
}

/** Istio's Gateway objects find a gateway by its label in all namespaces: two of one name would both serve them. */
function checkNameIsNew(faults: Faults, { mesh }: IstioGatewayProps, name: string): void {
  const other = mesh && isKnown(name) ? gateways.ownerOn(mesh.cluster, name) : undefined;
  if (other) {
    const fix = 'Give each a name of its own, e.g. istio-internalgateway.';
    faults.add('gatewayName', `must differ from that of '${other.node.path}' on the same cluster`, name, fix);
  }
}

function checkNamespaceFits(faults: Faults, { mesh, namespace }: IstioGatewayProps): void {
  if (mesh && namespace && namespace.cluster !== mesh.cluster) {
    const must = `must be on the cluster of the mesh (${mesh.cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster.node.path, 'Give a namespace of that cluster.');
  }
}

/** By name, in whatever namespace. */
const gateways = new Claim<IIstioGateway>();
