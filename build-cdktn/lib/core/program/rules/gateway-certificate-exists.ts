import { TerraformStack } from 'cdktn';
import type { IConstruct } from 'constructs';
import { sortedByPath } from '../../ledger';
import { type Identity, IdentityIndex } from '../identity';
import type { ProgramModel } from '../program-model';
import type { ProgramRule } from '../program-rule';
import type { NamedResource } from '../unique-names';

const types = ['azurerm_key_vault_certificate', 'azurerm_key_vault_secret'];

export const gatewayCertificateExists: ProgramRule = {
  id: 'gateway-certificate-exists',
  title: 'The certificates of an application gateway exist in their vault before the gateway is created',
  source: 'https://learn.microsoft.com/azure/application-gateway/key-vault-certs',
  warning: 'W256',

  check(model, report) {
    const uses = model.all('certificate');
    if (uses.length === 0) return;
    const made = model.resources.filter(({ terraformResourceType: type }) => types.includes(type)) as NamedResource[];
    const byName = new IdentityIndex(made, (one) =>
      entryOf(model.identity(one, one.keyVaultIdInput ?? ''), model.literal(one, one.nameInput)),
    );
    for (const { scope, vaultId, vaultPath, certificateName } of uses) {
      const vault = model.identity(scope, vaultId);
      const entry = entryOf(vault, model.literal(scope, certificateName));
      const owner = model.resourceOf(vault);
      // A vault of another stack or program may already contain the certificate.
      if (!entry || !owner || TerraformStack.of(owner) !== TerraformStack.of(scope)) continue;
      const [certificate] = sortedByPath(byName.all(entry));
      const what = `The gateway reads certificate ${certificateName} of ${vaultPath}`;
      if (!certificate) {
        report.warn(
          scope,
          `${what}, which this stack creates too, and nothing in the program creates the certificate: Azure rejects the ` +
            'gateway until it exists. Create the vault in an earlier stack, or the certificate here.',
        );
      } else if (!waitsFor(model, scope, certificate)) {
        report.warn(
          scope,
          `${what} and does not wait for ${certificate.node.path}. Call node.addDependency(CERTIFICATE) on the gateway.`,
        );
      }
    }
  },
};

function entryOf({ subscription, name }: Identity, certificate: string | undefined): Identity | undefined {
  return certificate === undefined ? undefined : { subscription, name: `${name} ${certificate.toLowerCase()}` };
}

function waitsFor(model: ProgramModel, gateway: IConstruct, target: NamedResource): boolean {
  const parts = gateway.node.findAll();
  const waits = [gateway, ...parts].flatMap(({ node }) => node.dependencies);
  if (waits.some((one) => target.node.scopes.includes(one))) return true;
  const address = `${target.terraformResourceType}.${target.friendlyUniqueId}`;
  return parts
    .flatMap((part) => (part as { dependsOn?: string[] }).dependsOn ?? [])
    .some((text) => text === address || model.comparable(gateway, text)?.endsWith(` \${${address}}`));
}
