import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../core/checked-props';
import { checkName, checkPattern } from '../core/checks';
import { Faults } from '../core/faults';
import { checkLate } from '../core/late-checks';
import { derivedName, nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { publicClass } from '../core/public-class';
import { replacedIn } from '../core/token-values';
import { KubernetesManifests } from '../helm/kubernetes-manifests';
import type { Grant } from '../identity/grant';
import type { VaultObject } from './vault-object';
import { VaultRoles } from './vault-roles';
import type { VaultSecretsProps } from './vault-secrets-props';
import { checkDriverSyncs, checkVaultSecrets, claimNames } from './vault-secrets-rules';

/**
 * Secrets, keys and certificates of a vault, for pods of one namespace: a SecretProviderClass, and the roles to read it.
 *
 * A pod mounts them with `volume()`, `volumeMount(...)` and, with workload identity, `serviceAccountName`. Their values go from
 * the vault to the node: they are neither in the synthesized JSON nor in a plan nor in Terraform's state.
 *
 * @see https://learn.microsoft.com/azure/aks/csi-secrets-store-driver
 */
export class VaultSecrets extends Construct {
  /** The name of the SecretProviderClass. */
  public readonly className: string;

  /** The ServiceAccount that the pods need; undefined if any can be used. */
  public readonly serviceAccountName?: string;

  /**
   * The commands that an administrator runs with `VaultRoles.ASSIGNED_ELSEWHERE`; empty otherwise. `OBJECT_ID` is a placeholder
   * for identities that are not set.
   */
  public readonly roleAssignmentCommands: string[];

  /** The identity's roles, granted here or elsewhere. */
  public readonly grants: Grant[];

  /** The resources that pods wait for: the SecretProviderClass, and the roles that are granted here. */
  public readonly ready: ITerraformDependable[];

  /** The release that applies the SecretProviderClass. */
  public readonly manifests: KubernetesManifests;

  public constructor(scope: Construct, id: string, props: VaultSecretsProps) {
    super(scope, id);
    checkProps(this, 'VaultSecretsProps', props, (faults) => {
      checkVaultSecrets(faults, this, props);
    });

    const { driver, namespace, name, vault, access, objects, roles = VaultRoles.ON_OBJECTS } = props;
    const principals = access._principals(driver);
    const given = access._isUnnamed ? VaultRoles.ASSIGNED_ELSEWHERE : roles;
    this.className = name;
    this.serviceAccountName = access._serviceAccountName;
    const grants = principals.flatMap((principal) =>
      objects.map((object) => object._grantRead(vault, principal, given)),
    );
    this.grants = [...new Set(grants)];
    const byHand = this.grants.filter((grant) => !grant.resource);
    this.roleAssignmentCommands = byHand.map((grant) => grant.command);
    this.manifests = new KubernetesManifests(this, 'Manifests', {
      cluster: driver.cluster,
      releaseName: derivedName(replacedIn(name, '.', '-'), 'vault-secrets', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: [secretProviderClass(props)],
    });
    this.manifests.node.addDependency(namespace, driver);
    claimNames(this, props);
    this.ready = [...this.manifests.ready, ...new Set(this.grants.flatMap((grant) => grant.ready))];
    implementReady(this, () => this.ready);
    if (props.sync) checkLate(this, (late) => checkDriverSyncs(late, props));
    access._warn(this);
  }

  /**
   * A volume of a pod, as plain data for `spec.volumes` or a chart's values.
   *
   * @param volumeName the volume's name in the pod; `secrets` if left out.
   */
  public volume(volumeName = 'secrets'): { [key: string]: any } {
    this.checkVolumeName(volumeName);
    return {
      name: volumeName,
      csi: {
        driver: 'secrets-store.csi.k8s.io',
        readOnly: true,
        volumeAttributes: { secretProviderClass: this.className },
      },
    };
  }

  /**
   * Where a container has the files, as plain data for `volumeMounts`.
   *
   * @param mountPath an absolute path, e.g. `/mnt/secrets`.
   * @param volumeName the volume's name in the pod; `secrets` if left out.
   */
  public volumeMount(mountPath: string, volumeName = 'secrets'): { [key: string]: any } {
    this.checkVolumeName(volumeName);
    const faults = new Faults(this);
    const must = 'must be an absolute path without a colon';
    checkPattern(faults, 'mountPath', mountPath, /^(\/|[A-Za-z]:[\\/])[^:]*$/, must, '/mnt/secrets');
    faults.throwIfAny();
    return { name: volumeName, mountPath, readOnly: true };
  }

  private checkVolumeName(volumeName: string): void {
    const faults = new Faults(this);
    checkName(faults, 'volumeName', volumeName, nameRules.kubernetesLabel);
    faults.throwIfAny();
  }
}

/**
 * The object that the driver reads. Its parameters are text, all of them; `objects` is YAML inside of YAML.
 *
 * Source: https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/v1.8.2/pkg/provider/types/parameters.go
 */
function secretProviderClass(props: VaultSecretsProps): { [key: string]: unknown } {
  const { namespace, name, vault, access, driver, objects, sync = [] } = props;
  return {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name, namespace: namespace.namespaceName },
    spec: {
      provider: 'azure',
      secretObjects: sync.length > 0 ? sync.map((secret) => secret._render()) : undefined,
      parameters: {
        ...access._parameters(driver),
        keyvaultName: vault.vaultName,
        cloudName: '',
        tenantID: vault.tenantId,
        ...props.parameters,
        objects: listOf(objects),
      },
    },
  };
}

function listOf(objects: VaultObject[]): string {
  const items = objects.map((object) => `  - |\n${object._render().replace(/^(?=.)/gm, '    ')}`);
  return `array:\n${items.join('')}`;
}

publicClass('VaultSecrets', VaultSecrets);
