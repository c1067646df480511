import type { ITerraformDependable } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { requireProps } from '../core/checked-props';
import { checkGiven, checkName, checkPattern, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { replacedIn } from '../core/token-values';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import type { AzureRole } from '../identity/azure-role';
import { Grant, partOf } from '../identity/grant';
import type { IWorkloadIdentity } from '../workload/workload-identity-base';
import type { IKeda } from './keda-base';

/** A key of a Kubernetes Secret, as a parameter of a trigger. */
export interface TriggerSecret {
  /** The parameter, by its name in the trigger's documentation, e.g. `connection`. */
  readonly parameter: string;

  /** The Secret's name. */
  readonly secretName: string;

  /** The key in the Secret. */
  readonly key: string;
}

/** The identity with which KEDA queries a metric. */
export interface TriggerAuthenticationOptions {
  /** KEDA, of the same stack: `Keda.fromCluster` in a second stack. */
  readonly keda: IKeda;

  /** The name of the object: lowercase letters, digits, `-` and `.`. */
  readonly name: string;

  /**
   * The identity that KEDA signs in to Azure with, of `keda.addIdentity(...)`: it must trust KEDA's operator. Either this or
   * `secrets`, or both.
   *
   * @default - none
   */
  readonly identity?: IWorkloadIdentity;

  /**
   * Whether triggers that use it assign the roles to the identity. If not, they are assigned outside of Terraform, and the stack's
   * annotations have the commands; or the identity has them already, being an application's own.
   *
   * @default true
   */
  readonly grantRoles?: boolean;

  /**
   * Parameters that KEDA reads from Kubernetes Secrets, which must exist.
   *
   * @default - none
   */
  readonly secrets?: TriggerSecret[];
}

/** KEDA's authentication for triggers: created here, or imported by name. */
export interface ITriggerAuthentication extends IConstruct {
  /** KEDA, which reads it. */
  readonly keda: IKeda;

  /** The object's name. */
  readonly authenticationName: string;

  /** The object's namespace; undefined for one that is cluster-scoped. */
  readonly namespaceName?: string;

  /** The resources that ScaledObjects wait for. */
  readonly ready: ITerraformDependable[];

  /** @internal */
  readonly _kind: 'TriggerAuthentication' | 'ClusterTriggerAuthentication';

  /**
   * The parameters that it provides; undefined if they are not known.
   *
   * @internal
   */
  readonly _parameters?: string[];

  /**
   * Whether it signs in to Azure; undefined where nothing is known of it.
   *
   * @internal
   */
  readonly _hasIdentity?: boolean;

  /**
   * Grants the identity a role that a trigger needs; each role only once per resource.
   *
   * @internal
   */
  _grant(role: AzureRole, resourceId: string): void;
}

/**
 * What those of a namespace and those of a cluster share.
 *
 * @internal
 */
export abstract class TriggerAuthenticationBase extends Construct implements ITriggerAuthentication {
  public readonly keda: IKeda;
  public readonly authenticationName: string;
  public abstract readonly namespaceName?: string;

  /** The release that applies the object. */
  public abstract readonly manifests: KubernetesManifests;

  /** @internal */
  public abstract readonly _kind: 'TriggerAuthentication' | 'ClusterTriggerAuthentication';

  public constructor(
    scope: Construct,
    id: string,
    struct: string,
    private readonly options: TriggerAuthenticationOptions,
  ) {
    super(scope, id);
    requireProps(this, struct, options);
    this.keda = options.keda;
    this.authenticationName = options.name;
    implementReady(this, () => this.ready);
  }

  public get ready(): ITerraformDependable[] {
    return [...this.manifests.ready, ...(this.options.identity?.ready ?? [])];
  }

  /** @internal */
  public get _parameters(): string[] {
    return (this.options.secrets ?? []).map(({ parameter }) => parameter);
  }

  /** @internal */
  public get _hasIdentity(): boolean {
    return this.options.identity !== undefined;
  }

  /** @internal */
  public _grant(role: AzureRole, resourceId: string): void {
    const { identity, grantRoles = true } = this.options;
    if (!identity) return;
    if (grantRoles) identity.grant(role, resourceId);
    else Grant._on(this, { role, principal: identity, resourceId, byHand: true }, partOf(this, resourceId));
  }

  /** @internal */
  protected _manifestsIn(namespace: string): KubernetesManifests {
    const { keda, name, identity, secrets } = this.options;
    const made = new KubernetesManifests(this, 'Manifests', {
      cluster: keda.cluster,
      releaseName: derivedName(replacedIn(name, '.', '-'), 'trigger-authentication', nameRules.helmRelease),
      namespace,
      manifests: [
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: this._kind,
          metadata: { name, namespace: this.namespaceName },
          spec: {
            podIdentity: identity && { provider: 'azure-workload', identityId: identity.identity.clientId },
            secretTargetRef: secrets?.map(({ parameter, secretName, key }) => ({ parameter, name: secretName, key })),
          },
        },
      ],
    });
    made.node.addDependency(keda);
    return made;
  }
}

/** Checks the props of a trigger authentication. */
export function checkAuthentication(faults: Faults, user: Construct, options: TriggerAuthenticationOptions): void {
  const { keda, name, identity, secrets } = options;
  checkName(faults, 'name', name, nameRules.kubernetesObject);
  if (checkGiven(faults, 'keda', keda, 'For example, use Keda.fromCluster(...).')) {
    checkSameStack(faults, 'keda', keda, user, 'Keda.fromCluster');
  }
  if (identity) {
    checkSameStack(faults, 'identity', identity, user, 'addIdentity of the KEDA of this stack');
    if (keda) checkTrust(faults, keda, identity);
  }
  if (!identity && !secrets?.length) {
    const fix = 'Set the identity of keda.addIdentity(...), or secrets.';
    faults.add('identity', 'must be set if no secrets are set', undefined, fix);
  }
  if (!identity && options.grantRoles !== undefined) {
    faults.add('grantRoles', 'can only be used with identity', options.grantRoles, 'Remove it, or set identity.');
  }
  checkSecrets(faults, secrets ?? []);
}

/** Azure issues KEDA's operator a token of the identity only if the identity trusts the operator's ServiceAccount. */
function checkTrust(faults: Faults, keda: IKeda, identity: IWorkloadIdentity): void {
  const [own, theirs] = [
    `${keda.namespaceName}/${keda.operatorServiceAccountName}`,
    `${identity.namespaceName}/${identity.serviceAccountName}`,
  ];
  if (own === theirs) return;
  const fix = 'Use keda.addIdentity(...), which can share the identity of an application.';
  faults.add('identity', `must trust KEDA's operator (${own})`, theirs, fix);
}

function checkSecrets(faults: Faults, secrets: TriggerSecret[]): void {
  secrets.forEach(({ parameter, secretName, key }, index) => {
    const at = `secrets[${index}]`;
    if (checkGiven(faults, `${at}.parameter`, parameter, 'For example, use connection.')) {
      const first = secrets.findIndex((other) => other.parameter === parameter);
      if (isKnown(parameter) && first < index) {
        const fix = 'Remove one of them.';
        faults.add(`${at}.parameter`, `must be set only once, but secrets[${first}] sets it already`, parameter, fix);
      }
    }
    checkName(faults, `${at}.secretName`, secretName, nameRules.kubernetesObject);
    if (checkGiven(faults, `${at}.key`, key, 'For example, use connection-string.')) {
      const must = 'must be a key of a Secret: letters, digits, . _ and -';
      checkPattern(faults, `${at}.key`, key, /^[\w.-]+$/, must, 'connection-string');
    }
  });
}
