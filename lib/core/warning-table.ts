/** Every warning of the library: a stable id, and what it is about. `docs/warnings.md` has a section for each. */
export const warningTable = {
  W001: 'The provider versions that the library is tested with are not required.',
  W101: "Terraform's state holds a release's secrets in clear.",
  W120: 'A security rule lets the whole Internet reach a port of remote administration.',
  W121: 'The address space of a network holds public addresses.',
  W125: 'A resource with a private endpoint is open to the Internet too.',
  W140: 'A registry is private and has no private endpoint.',
  W150: 'A key vault is private and has no private endpoint.',
  W170: 'Workloads in the mesh take plain text.',
  W171: 'The mesh has a CNI plugin that is not proven on the data plane of the cluster.',
  W180: "Terraform's state holds the keys that a mesh's identities rest on.",
  W181: 'A release takes the definitions of custom resources with it when it goes.',
  W182: "The routing of the mesh is not proven on the cluster's data plane.",
  W183: 'The cluster has fewer nodes than high availability needs.',
  W184: "Pods may wait forever for their proxies on the cluster's data plane.",
  W185: 'The Gateway API that AKS manages has to be enabled by hand.',
  W201: 'The API server answers everybody.',
  W202: 'Helm releases stand in the stack that makes their cluster.',
  W203: "The state holds the cluster administrator's key.",
  W204: 'The network policy engine has an end date.',
  W210: 'Every pod on the nodes can read what a vault is read for.',
} as const satisfies Record<`W${number}`, string>;

export type WarningId = keyof typeof warningTable;
