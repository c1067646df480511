/** Where a namespace's requests go through. */
export interface WaypointFacts {
  /** The name of the waypoint, and of its ServiceAccount. */
  readonly name: string;
  readonly namespace: string;
}
