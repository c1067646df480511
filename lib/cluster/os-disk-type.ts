/** The location of the nodes' operating system disk. */
export enum OsDiskType {
  /** On the local disk of the machine: faster, free, and lost with the machine, as nodes are anyway. */
  EPHEMERAL = 'Ephemeral',

  /** A managed disk. */
  MANAGED = 'Managed',
}
