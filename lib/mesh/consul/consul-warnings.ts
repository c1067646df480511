import { noteUnchecked, warn } from '../../core/warnings';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import type { ConsulMeshProps } from './consul-mesh-props';
import type { IConsulMesh } from './consul-mesh-ref';

/** Everything that a reviewer of a mesh should know. */
export function warnOfConsulMesh(mesh: IConsulMesh, props: ConsulMeshProps): void {
  const text =
    'Destroying release consul deletes the definitions of all kinds of Consul, and with them every intention, route and default of ' +
    'these kinds on the cluster. To take the mesh out and keep them, let Terraform forget the release first.';
  warn(mesh, 'W330', text);
  if (props.serverReplicas === 1) {
    const alone =
      'One server holds the state of the mesh: while its node is away no pod joins and no policy changes, and its disk is the only ' +
      'copy. Use 3 or more.';
    warn(mesh, 'W331', alone);
  }
  warnOfDataPlane(mesh, props);
}

/** Source: docs/decisions/0001-data-plane.md */
function warnOfDataPlane(mesh: IConsulMesh, { trafficRedirection }: ConsulMeshProps): void {
  const { network } = mesh.cluster._facts;
  if (!network) {
    noteUnchecked(mesh, 'that the data plane of the cluster leaves routing to the proxies of Consul');
    return;
  }
  if (network._dataPlane._name !== 'cilium') return;
  const command =
    "kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --verbose | grep 'Socket LB'";
  const routing = `Consul's routing is not proven on Azure CNI powered by Cilium, whose socket load balancing has to be Hostns-only. See: ${command}`;
  warn(mesh, 'W332', routing);
  if (trafficRedirection !== TrafficRedirection.CNI_PLUGIN) return;
  const exclusive = 'kubectl -n kube-system get configmap cilium-config -o yaml | grep cni-exclusive';
  const plugin = `Consul's CNI plugin is not proven on Azure CNI powered by Cilium, which has to run with cni-exclusive: "false". See: ${exclusive}`;
  warn(mesh, 'W333', plugin);
}
