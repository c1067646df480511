import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkGiven, checkName, checkPattern } from '../../core/checks';
import { derivedName, fittedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { inLowerCase } from '../../core/token-values';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { ISecretsStoreDriver } from '../../secrets/secrets-store-driver-base';
import { SyncedSecret } from '../../secrets/synced-secret';
import type { VaultAccess } from '../../secrets/vault-access';
import { VaultObject } from '../../secrets/vault-object';
import type { VaultRoles } from '../../secrets/vault-roles';
import { VaultSecrets } from '../../secrets/vault-secrets';
import type { IKeyVault } from '../../vault/key-vault-base';
import type { IMeshGateway } from './mesh-gateway';
import { secretSync } from './secret-sync';

/** Props of a gateway's certificate. */
export interface MeshGatewayCertificateProps {
  /** The gateway, in the same stack. */
  readonly gateway: IMeshGateway;

  /** The driver on the gateway's cluster, in the same stack, with Secret sync enabled. */
  readonly driver: ISecretsStoreDriver;

  /** The vault, in the same stack. */
  readonly vault: IKeyVault;

  /** The certificate's name in the vault: 1 to 127 letters, digits and `-`. */
  readonly certificateName: string;

  /**
   * The identity by which the driver reads the vault. A workload identity must be in the gateway's namespace; it needs only
   * access to this certificate, so don't share it.
   */
  readonly access: VaultAccess;

  /**
   * The scope at which the identity of `access` is granted the role `Key Vault Secrets User`.
   *
   * @default VaultRoles.ON_OBJECTS
   */
  readonly roles?: VaultRoles;

  /**
   * The name of the Secret and of the pods that sync it: 1 to 63 lowercase letters, digits and `-`, unique in the gateway's
   * namespace.
   *
   * Changing this replaces the Secret.
   *
   * @default - the certificate's name in lowercase; shortened, with a hash, if it is not a valid name
   */
  readonly secretName?: string;

  /**
   * The image of the pods that sync the Secret, which only need to run. Set it for clusters that pull from a private registry.
   *
   * @default mcr.microsoft.com/oss/kubernetes/pause:3.6
   */
  readonly secretSyncImage?: string;
}

const pause = 'mcr.microsoft.com/oss/kubernetes/pause:3.6';

/**
 * A vault's certificate as a Secret in the namespace of a mesh gateway, for `IngressTls.fromKeyVault`.
 *
 * The driver syncs a Secret only while a pod mounts it, and a gateway's pods can't mount it: AKS manages those of the add-on, and
 * a chart's pods would restart for each new certificate. Therefore, two small pods only mount it, as in Microsoft's
 * documentation. They run on different nodes, and a drain evicts one at a time: without them, the driver would delete the Secret.
 * With the driver's rotation enabled, the gateway serves a certificate that is renewed in the vault without a restart.
 *
 * @see https://learn.microsoft.com/azure/aks/istio-secure-gateway
 */
export class MeshGatewayCertificate extends Construct {
  /** The gateway. */
  public readonly gateway: IMeshGateway;

  /** The name of the Secret, in the gateway's namespace. */
  public readonly secretName: string;

  /** The objects that the driver reads, and the role assignment for it. */
  public readonly secrets: VaultSecrets;

  /** The release of the pods that sync the Secret. */
  public readonly secretSync: KubernetesManifests;

  /** The resources that dependents wait for: the Secret exists once the pods run. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: MeshGatewayCertificateProps) {
    super(scope, id);
    checkProps(this, 'MeshGatewayCertificateProps', props, (faults) => {
      const { gateway, certificateName, secretSyncImage } = props;
      checkGiven(faults, 'gateway', gateway, 'Pass a gateway of the mesh, e.g. an IstioGateway.');
      checkName(faults, 'certificateName', certificateName, nameRules.vaultObject);
      if (props.secretName !== undefined) checkName(faults, 'secretName', props.secretName, nameRules.kubernetesLabel);
      checkPattern(
        faults,
        'secretSyncImage',
        secretSyncImage,
        /^\S+[:@]\S+$/,
        'must be an image with a tag or digest',
        pause,
      );
    });
    const { gateway, certificateName, secretSyncImage = pause } = props;
    const secretName = props.secretName ?? fittedName(inLowerCase(certificateName), nameRules.kubernetesLabel);

    const { namespace } = gateway;
    const certificate = VaultObject.certificateWithKey(certificateName);
    this.gateway = gateway;
    this.secretName = secretName;
    this.secrets = new VaultSecrets(this, 'Secrets', {
      driver: props.driver,
      namespace,
      name: secretName,
      vault: props.vault,
      access: props.access,
      roles: props.roles,
      objects: [certificate],
      sync: [SyncedSecret.tls(secretName, certificate)],
    });
    this.secretSync = new KubernetesManifests(this, 'Keeper', {
      cluster: props.driver.cluster,
      releaseName: derivedName(secretName, 'keeper', nameRules.helmRelease),
      namespace: namespace.namespaceName,
      manifests: secretSync({
        name: derivedName(secretName, 'keeper', nameRules.kubernetesLabel),
        namespaceName: namespace.namespaceName,
        image: secretSyncImage,
        secrets: this.secrets,
      }),
      timeoutMinutes: 10,
    });
    this.secretSync.node.addDependency(this.secrets);
    this.ready = this.secretSync.ready;
    implementReady(this, () => this.ready);
  }
}

publicClass('MeshGatewayCertificate', MeshGatewayCertificate);
