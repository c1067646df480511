import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TerraformStack } from 'cdktf';
import { ClusterNetwork, KeyVault, VaultNetworkAccess } from '../../lib';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { azureStack, errorOf, Planned } from '../support/planned';
import { projectRoot } from '../support/tools';

const page = readFileSync(path.join(projectRoot, 'docs/errors.md'), 'utf8');

const oneFault = (stack: TerraformStack) => {
  const nodeSubnet = shopNetwork(stack).addSubnet('Nodes', { prefix: '10.0.0.0/20' });
  const ranges = { podCidr: '172.16.128.0/17', serviceCidr: '172.16.0.0/16' };
  shopCluster(stack, { network: ClusterNetwork.azureCniOverlay({ nodeSubnet, ...ranges }) });
};

const twoFaults = (stack: TerraformStack) => {
  shopCluster(stack, { location: 'west-europe', systemPool: { vmSize: 'D4ds_v5' } });
};

const faultOfTheProgram = (stack: TerraformStack) => {
  const subnet = shopNetwork(stack).addSubnet('Clients', { prefix: '10.0.16.0/24' });
  const networkAccess = VaultNetworkAccess.selected({ subnets: [subnet] });
  new KeyVault(stack, 'Vault', { ...place, vaultName: 'shop4711', networkAccess });
};

test.each([
  ['one fault', oneFault],
  ['several faults of a construct', twoFaults],
  ['a fault of the finished program', faultOfTheProgram],
])('the page shows %s as the library reports it', (_, build) => {
  const stack = azureStack();
  const reported = errorOf(() => {
    build(stack);
    Planned.of(stack);
  }).trim();
  expect(page).toContain(`\`\`\`text\n${reported}\n\`\`\``);
});
