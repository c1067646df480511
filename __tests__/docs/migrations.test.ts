import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from '../../scripts/programs';
import { projectRoot } from '../support/tools';
import { pages } from './pages';

const meshes = pages.find(({ file }) => file === 'docs/meshes.md')?.text ?? '';

/** Addresses of a program's Helm releases; `body` is in the stack `mesh`, with a cluster. */
function releases(body: string): string[] {
  const text = `
    import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
    import { App, TerraformStack } from 'cdktf';
    import * as lib from 'cdktf-aks';
    const app = new App();
    const mesh = new TerraformStack(app, 'mesh');
    new AzurermProvider(mesh, 'Azure', { features: [{}] });
    lib.requireProviders(mesh);
    const cluster = lib.AksCluster.fromLookup(mesh, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
    ${body}
    app.synth();`;
  const stacks = runProgram(text, path.join(projectRoot, '__blocks__', 'migration.ts'));
  const { resource } = JSON.parse(stacks.mesh);
  return Object.keys(resource.helm_release).map((name) => `helm_release.${name}`);
}

test('the move to an own foundation names the addresses of the default one', () => {
  const moved = [...meshes.matchAll(/moveFromId\('(.*?)'\)/g)].map(([, address]) => address);
  expect(moved).toHaveLength(3);
  const deployed = readFileSync(path.join(projectRoot, '__tests__/contract/facts/addresses/main.txt'), 'utf8');
  expect(moved.filter((address) => !deployed.includes(address))).toEqual([]);
});

test('no step from Istio to Linkerd moves or destroys a namespace of applications', () => {
  const shop = (mesh: string, more = '') =>
    `new lib.MeshNamespace(mesh, 'Shop', { mesh: ${mesh}, name: 'shop'${more} });`;
  const steps = [
    `const istio = new lib.IstioMesh(mesh, 'Mesh', { cluster }); ${shop('istio')}`,
    `const istio = new lib.IstioMesh(mesh, 'Mesh', { cluster, mutualTls: lib.MutualTls.PERMISSIVE });
     ${shop('istio', ', inMesh: false')}`,
    `const linkerd = new lib.LinkerdMesh(mesh, 'Mesh', {
       cluster,
       version: lib.LinkerdVersion.EDGE_26_8_3,
       gatewayApi: lib.GatewayApi.managedByAks(mesh, 'GatewayApi', { cluster, kubernetesVersion: '1.36' }),
       defaultInboundPolicy: lib.LinkerdInboundPolicy.ALL_UNAUTHENTICATED,
     });
     ${shop('linkerd')}`,
  ];
  const [namespace, ...others] = releases(steps[0]).filter((address) => address.startsWith('helm_release.Shop_'));
  expect(others).toEqual([]);
  for (const step of steps) expect(releases(step)).toContain(namespace);
});
