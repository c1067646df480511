import { noteUnchecked, warn } from '../../core/warnings';
import { warnOfMissingNodes } from '../control-plane-nodes';
import type { IServiceMesh } from '../service-mesh';
import { TrafficRedirection } from '../sidecars/traffic-redirection';
import { LinkerdInboundPolicy, takesPlainText } from './linkerd-inbound-policy';
import type { LinkerdMeshProps } from './linkerd-mesh-props';

const nodesNeeded = 3;

/** Raises the warnings of a mesh. */
export function warnOfMesh(mesh: IServiceMesh, props: LinkerdMeshProps): void {
  const policy = props.defaultInboundPolicy ?? LinkerdInboundPolicy.ALL_AUTHENTICATED;
  if (takesPlainText(policy)) {
    const text = `Workloads in the mesh accept plain text (defaultInboundPolicy is ${policy}). Use all-authenticated once all callers are in the mesh.`;
    warn(mesh, 'W170', text);
  }
  const text =
    "Destroying release linkerd-crds deletes all of Linkerd's custom resource definitions, and with them every Server, policy and " +
    'route of these kinds on the cluster. To remove the mesh and keep them, remove the release from the state first.';
  warn(mesh, 'W181', text);
  warnOfDataPlane(mesh, props);
  if (props.highAvailability ?? true)
    warnOfMissingNodes(mesh, nodesNeeded, 'the pods of each component need separate nodes');
}

/** Source: docs/decisions/0001-data-plane.md */
function warnOfDataPlane(mesh: IServiceMesh, props: LinkerdMeshProps): void {
  const { network } = mesh.cluster._facts;
  if (!network) {
    noteUnchecked(mesh, "that the cluster's data plane leaves routing to Linkerd's proxies");
    return;
  }
  const { _name: dataPlane, _policy: policy } = network._dataPlane;
  if (dataPlane === 'cilium') {
    const command =
      "kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --verbose | grep 'Socket LB'";
    const text = `Linkerd's routing is not verified on Azure CNI powered by Cilium, whose socket load balancing must be Hostns-only. See: ${command}`;
    warn(mesh, 'W182', text);
  }
  if (dataPlane === 'cilium' && props.trafficRedirection === TrafficRedirection.CNI_PLUGIN) {
    const command = 'kubectl -n kube-system get configmap cilium-config -o yaml | grep cni-exclusive';
    const text = `Linkerd's CNI plugin is not verified on Azure CNI powered by Cilium, which must run with cni-exclusive: "false". See: ${command}`;
    warn(mesh, 'W171', text);
  }
  if (policy === 'calico' && props.values?.proxy?.await !== false) {
    const text =
      'Pods on Calico have no network for a moment when they start. A proxy that runs as a regular container and is awaited ' +
      'can block forever: use native sidecars (the default from edge-26.6.3 on), or set values.proxy.await to false.';
    warn(mesh, 'W184', text);
  }
}
