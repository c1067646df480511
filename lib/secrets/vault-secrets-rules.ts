import type { Construct } from 'constructs';
import { checkGiven, checkName, checkOneOf, checkSameStack, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { nameRules } from '../core/names';
import type { SyncedSecret } from './synced-secret';
import type { VaultObject } from './vault-object';
import { VaultRoles } from './vault-roles';
import type { VaultSecretsProps } from './vault-secrets-props';

/** Checks the props of the vault objects that pods read. */
export function checkVaultSecrets(faults: Faults, user: Construct, props: VaultSecretsProps): void {
  checkName(faults, 'name', props.name, nameRules.kubernetesObject);
  checkOneOf(faults, 'roles', props.roles, Object.values(VaultRoles));
  checkParameters(faults, 'parameters', props.parameters);
  checkObjects(faults, props.objects);
  if (checkSite(faults, user, props)) {
    const { driver, namespace, access } = props;
    const { namespaceName } = namespace;
    if (checkGiven(faults, 'access', access, 'For example, use VaultAccess.workloadIdentity(...).')) {
      access._check(faults, 'access', { driver, namespaceName, user });
    }
    checkNameOnce(faults, props);
    checkSync(faults, props);
  }
}

/** From now on a second one of the same name, or a second source of a synced Secret, is a fault. */
export function claimNames(owner: Construct, props: VaultSecretsProps): void {
  classNames.take(props.driver.cluster, owner, keyOfClass(props));
  for (const secret of props.sync ?? []) syncedSecrets.take(props.driver.cluster, owner, keyOfSecret(props, secret));
}

/** Checks the pods' namespace, the driver and the vault; false if one is missing. */
function checkSite(faults: Faults, user: Construct, { driver, namespace, vault }: VaultSecretsProps): boolean {
  const given = [
    checkGiven(faults, 'driver', driver, 'For example, use SecretsStoreDriver.fromCluster(...).'),
    checkGiven(faults, 'namespace', namespace, 'For example, use Namespace.fromName(...).'),
    checkGiven(faults, 'vault', vault, 'For example, use KeyVault.fromVaultId(...).'),
  ];
  if (given.includes(false)) return false;
  checkSameStack(faults, 'driver', driver, user, 'SecretsStoreDriver.fromCluster');
  checkSameStack(faults, 'namespace', namespace, user, 'Namespace.fromName');
  checkSameStack(faults, 'vault', vault, user, 'KeyVault.fromVaultId or fromLookup');
  if (namespace.cluster !== driver.cluster) {
    const must = `must be on the cluster of driver (${driver.cluster.node.path})`;
    faults.add('namespace', must, namespace.cluster?.node.path, 'Use the same cluster for both.');
  }
  return true;
}

function checkObjects(faults: Faults, objects: VaultObject[]): void {
  if (!objects?.length) {
    faults.add('objects', 'must have an object', undefined, 'For example, use [VaultObject.secret(...)].');
    return;
  }
  const files: string[] = [];
  objects.forEach((object, index) => {
    const at = `objects[${index}]`;
    object._check(faults, at);
    const file = object._fileName;
    const clash = files.findIndex((other) => isSameOrBelow(file, other) || isSameOrBelow(other, file));
    if (clash >= 0) {
      const must = `must not be written to the file of objects[${clash}] (${files[clash]})`;
      faults.add(at, must, file, 'Set an alias on one of them.');
    }
    files.push(file);
  });
}

function isSameOrBelow(file: string, other: string): boolean {
  return isKnown(file) && other !== '' && (file === other || file.startsWith(`${other}/`));
}

function checkNameOnce(faults: Faults, props: VaultSecretsProps): void {
  const owner = classNames.ownerOn(props.driver.cluster, keyOfClass(props));
  if (owner) {
    const must = `must be unique in namespace ${props.namespace.namespaceName}, but ${owner.node.path} has it already`;
    faults.add('name', must, props.name, 'Use another name.');
  }
}

/** The program may specify later whether an imported driver syncs. */
export function checkDriverSyncs(faults: Faults, { sync = [], driver }: VaultSecretsProps): void {
  if (sync.length > 0 && driver._facts.syncsSecrets === false) {
    const fix = 'Set syncSecrets of the chart, or read the files in the pods.';
    faults.add('sync', `must be empty: ${driver.node.path} does not sync`, undefined, fix);
  }
}

function checkSync(faults: Faults, props: VaultSecretsProps): void {
  const { sync = [], objects = [], driver } = props;
  checkDriverSyncs(faults, props);
  sync.forEach((secret, index) => {
    const at = `sync[${index}]`;
    secret._check(faults, at, objects);
    const twin = sync.slice(0, index).findIndex((other) => other._secretName === secret._secretName);
    const owner = syncedSecrets.ownerOn(driver.cluster, keyOfSecret(props, secret));
    if (twin >= 0) checkNotTwice(faults, `${at}.secretName`, `sync[${twin}]`, sync[twin], secret);
    else if (owner) {
      const must = `must be synced only once, but ${owner.node.path} syncs it already`;
      faults.add(`${at}.secretName`, must, secret._secretName, 'Use another name, or sync it there.');
    }
  });
}

function checkNotTwice(faults: Faults, at: string, first: string, other: SyncedSecret, secret: SyncedSecret): void {
  const [must, fix] =
    other._type === secret._type
      ? [`must be synced only once, but ${first} syncs it already`, 'Use one for all keys.']
      : [`must have only one type, but ${first} sets ${other._type}, not ${secret._type}`, 'Use another name.'];
  faults.add(at, must, secret._secretName, fix);
}

const classNames = new Claim();
const syncedSecrets = new Claim();

function keyOfClass({ namespace, name }: VaultSecretsProps): string {
  return `${namespace.namespaceName}/${name}`;
}

function keyOfSecret({ namespace }: VaultSecretsProps, secret: SyncedSecret): string {
  return `${namespace.namespaceName}/${secret._secretName}`;
}

type Parameters = { [name: string]: string } | undefined;

/**
 * Parameters of Azure's provider that `VaultSecrets` has no prop for.
 *
 * Source: https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/v1.8.2/pkg/provider/types/types.go
 */
const free = ['cloudName', 'cloudEnvFileName', 'useAzureTokenProxy'];

const ownedBy: { [name: string]: string } = {
  clientID: 'access',
  useVMManagedIdentity: 'access',
  userAssignedIdentityID: 'access',
  keyvaultName: 'vault',
  tenantID: 'vault',
  tenantId: 'vault',
  objects: 'objects',
};

const clouds = ['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud', 'AzureGermanCloud', 'AzureStackCloud'];

/** The provider silently ignores unknown parameters. */
function checkParameters(faults: Faults, prop: string, parameters: Parameters): void {
  for (const [name, value] of Object.entries(parameters ?? {})) {
    const at = `${prop}.${name}`;
    if (name === 'usePodIdentity') {
      const must = 'must not be set: pod identity is retired, and its project archived';
      faults.add(at, must, value, 'Use access: VaultAccess.workloadIdentity(...).');
    } else if (Object.hasOwn(ownedBy, name)) {
      faults.add(at, `must be left to ${ownedBy[name]}`, value, `Remove it from ${prop}.`);
    } else if (!free.includes(name)) {
      faults.add(at, `must be one of ${free.join(', ')}`, value, 'The provider silently ignores other names.');
    } else if (typeof value !== 'string') {
      faults.add(at, 'must be text', value, `Use '${value}'.`);
    }
  }
  const cloud = parameters?.cloudName;
  if (isKnown(cloud) && typeof cloud === 'string') checkOneOf(faults, `${prop}.cloudName`, cloud, clouds);
}
