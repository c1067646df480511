import type { ITerraformDependable } from 'cdktf';
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

/** Props of a certificate for a gateway. */
export interface MeshGatewayCertificateProps {
  /** The gateway, of the same stack. */
  readonly gateway: IMeshGateway;

  /** The driver on the gateway's cluster, of the same stack, which syncs Secrets. */
  readonly driver: ISecretsStoreDriver;

  /** The vault, of the same stack. */
  readonly vault: IKeyVault;

  /** The name of the certificate in the vault: 1 to 127 letters, digits and `-`. */
  readonly certificateName: string;

  /**
   * Whom the driver is while it reads the vault. A workload identity has to be one of the gateway's namespace; it needs no right but to
   * read this certificate, so don't share it.
   */
  readonly access: VaultAccess;

  /**
   * Where the identity of `access` gets its role, `Key Vault Secrets User`.
   *
   * @default VaultRoles.ON_OBJECTS
   */
  readonly roles?: VaultRoles;

  /**
   * The name of the Secret, and of what keeps it: 1 to 63 lowercase letters, digits and `-`, unique in the gateway's namespace.
   *
   * Changing this replaces the Secret.
   *
   * @default - the certificate's name in lowercase; cut, with a hash, where a Secret can't have it
   */
  readonly secretName?: string;

  /**
   * The image of the pods that keep the Secret, which only have to run: for clusters that pull from a registry of their own.
   *
   * @default mcr.microsoft.com/oss/kubernetes/pause:3.6
   */
  readonly secretSyncImage?: string;
}

const pause = 'mcr.microsoft.com/oss/kubernetes/pause:3.6';

/**
 * A certificate of a vault as the Secret that a gateway of a mesh serves hosts with, in the gateway's namespace:
 * `IngressTls.fromKeyVault`.
 *
 * The driver makes such a Secret only while some pod mounts it, and the pods of a gateway can't: those of the add-on are AKS' own, and
 * those of a chart would be restarted for each new certificate. So two small pods mount it and do nothing else; Microsoft's own page
 * shows the same by hand. They run apart from each other, and a drain takes one at a time: without any, the Secret would go, and the
 * hosts with it. With rotation of the driver a certificate that is renewed in the vault reaches the gateway without a restart.
 *
 * @see https://learn.microsoft.com/azure/aks/istio-secure-gateway
 */
export class MeshGatewayCertificate extends Construct {
  /** The gateway. */
  public readonly gateway: IMeshGateway;

  /** The name of the Secret, in the gateway's namespace. */
  public readonly secretName: string;

  /** What the driver reads, and the role to read it. */
  public readonly secrets: VaultSecrets;

  /** The release of the pods that keep the Secret. */
  public readonly secretSync: KubernetesManifests;

  /** What dependents wait for: the Secret is there once the pods run. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: MeshGatewayCertificateProps) {
    super(scope, id);
    checkProps(this, 'MeshGatewayCertificateProps', props, (faults) => {
      const { gateway, certificateName, secretSyncImage } = props;
      checkGiven(faults, 'gateway', gateway, 'Give a gateway of the mesh, e.g. an IstioGateway.');
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
