import { ConstructFaults, type IHelmTarget, KubernetesManifests, Namespace, PodSecurityLevel } from 'cdktf-aks';
import { Construct } from 'constructs';

export interface TeamNamespaceProps {
  readonly cluster: IHelmTarget;
  /** The team's name, which the namespace has too. */
  readonly team: string;
  /** CPUs that all pods of the team may request together: 1 to 64. */
  readonly cpus: number;
}

/** A namespace for a team, with a limit that the team can't change. */
export class TeamNamespace extends Construct {
  public readonly namespace: Namespace;

  public constructor(scope: Construct, id: string, props: TeamNamespaceProps) {
    super(scope, id);
    const faults = new ConstructFaults(this);
    if (!/^[a-z][a-z0-9-]{1,20}$/.test(props.team)) {
      faults.add(
        'team',
        'must be 2 to 21 lowercase letters, digits and hyphens',
        'For example, use orders.',
        props.team,
      );
    }
    if (!(props.cpus >= 1 && props.cpus <= 64)) {
      faults.add('cpus', 'must be 1 to 64', 'Ask the platform team for more.', props.cpus);
    }
    faults.throwIfAny();

    const { cluster, team, cpus } = props;
    this.namespace = new Namespace(this, 'Namespace', {
      cluster,
      name: team,
      podSecurity: PodSecurityLevel.RESTRICTED,
      labels: { team },
    });
    const quota = new KubernetesManifests(this, 'Quota', {
      cluster,
      releaseName: `${team}-quota`,
      namespace: team,
      manifests: [
        {
          apiVersion: 'v1',
          kind: 'ResourceQuota',
          metadata: { name: 'team' },
          spec: { hard: { 'requests.cpu': String(cpus) } },
        },
      ],
    });
    quota.node.addDependency(this.namespace);
  }
}
