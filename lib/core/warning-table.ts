/** Every warning of the library: a stable id, and what it is about. `docs/warnings.md` has a section for each. */
export const warningTable = {
  W001: 'The provider versions that the library is tested with are not required.',
  W101: "Terraform's state holds a release's secrets in clear.",
  W120: 'A security rule lets the whole Internet reach a port of remote administration.',
  W121: 'The address space of a network holds public addresses.',
  W140: 'A registry is private and has no private endpoint.',
  W150: 'A key vault is private and has no private endpoint.',
  W170: 'Workloads in the mesh take plain text.',
  W171: 'The mesh has a CNI plugin that is not proven on the data plane of the cluster.',
  W201: 'The API server answers everybody.',
  W202: 'Helm releases stand in the stack that makes their cluster.',
  W203: "The state holds the cluster administrator's key.",
  W204: 'The network policy engine has an end date.',
} as const satisfies Record<`W${number}`, string>;

export type WarningId = keyof typeof warningTable;
