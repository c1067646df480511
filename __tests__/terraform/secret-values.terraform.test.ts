import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import {
  AksCluster,
  KeyVault,
  Namespace,
  requireProviders,
  SecretsStoreDriver,
  SyncedSecret,
  VaultAccess,
  VaultObject,
  VaultSecrets,
  WorkloadIdentity,
} from '../../lib';
import { place } from '../support/clusters';
import { describeWith } from '../support/tools';
import { needs, TerraformFolder } from './terraform';
import { variableFor } from './variables';

jest.setTimeout(120_000);

const variableName = 'db_password';
/** What the harness gives the variable. */
const secretValue = variableFor(variableName);

/** A secret that is written to a vault as Terraform's documentation shows it, and read by pods. */
function synthesize(outdir: string): void {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'apps');
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  requireProviders(stack);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  const value = new TerraformVariable(stack, variableName, { type: 'string', sensitive: true });
  value.addOverride('ephemeral', true);
  const vault = new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4712' });
  const written = { valueWo: value.stringValue, valueWoVersion: 1 };
  new KeyVaultSecret(stack, 'Password', { name: 'db-password', keyVaultId: vault.vaultId, ...written });
  const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
  const namespace = Namespace.fromName(stack, 'Shop', { cluster, name: 'shop' });
  const newIdentity = { ...place, identityName: 'shop-checkout' };
  const identity = new WorkloadIdentity(stack, 'Checkout', { namespace, serviceAccountName: 'checkout', newIdentity });
  const password = VaultObject.secret('db-password');
  new VaultSecrets(stack, 'Secrets', {
    driver: SecretsStoreDriver.fromCluster(stack, 'Driver', cluster),
    namespace,
    vault,
    name: 'checkout',
    access: VaultAccess.workloadIdentity(identity),
    objects: [password],
    sync: [SyncedSecret.opaque('db', { password })],
  });
  app.synth();
}

describe("a secret's value", () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  test('is nowhere in what is synthesized', () => {
    synthesize(outdir);
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((text) => text.includes(secretValue))).toEqual([]);
  });

  describeWith(needs, 'with Terraform', () => {
    test('is neither in the plan nor in the state', async () => {
      synthesize(outdir);
      const stack = new TerraformFolder(path.join(outdir, 'stacks/apps'));
      await stack.init();
      await stack.plan();
      expect(await stack.shown('plan')).not.toContain(secretValue);
      await stack.apply();
      const shown = await stack.shown();
      expect(shown).not.toContain(secretValue);
      expect(shown).toContain('db-password');
    });
  });
});
