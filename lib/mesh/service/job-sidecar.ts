/** How the sidecar ends in pods that run to completion (Jobs and CronJobs): an ordinary one would keep them running. */
export enum JobSidecar {
  /**
   * The sidecar is a native one of Kubernetes, from 1.29 on: it starts before the application and ends after it by itself.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  NATIVE = 'NATIVE',

  /** The application asks the sidecar to end, by a POST to `quitUrl`, as the last thing that it does. */
  QUIT_REQUEST = 'QUIT_REQUEST',
}
