import { existsSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.join(__dirname, '../..');
export const factsFolder = path.join(projectRoot, '__tests__/contract/facts');

/** The digests of all that is fetched. */
export const lockFile = path.join(projectRoot, 'contracts.lock.json');

/** Where `npm run contracts -- --fetch` puts what it takes. */
export const contractsCache = path.join(projectRoot, '.contracts');

const sibling = path.join(projectRoot, '../shared');

/** What charts and API servers accept, as data: `values/`, `crds/` and `schemas/`. */
export const contractsFolder =
  process.env.CDKTF_AKS_CONTRACTS ??
  (existsSync(path.join(contractsCache, 'contents.json')) || !existsSync(sibling)
    ? contractsCache
    : path.join(sibling, 'contracts'));

/** The versions that the sibling's folders don't name. */
const unnumbered = ['azurerm-4.55.0', 'helm-3.1.1', 'tls-4.1.0'];

/** The schema of a provider's version, e.g. `azurerm-4.81.0`, as `terraform providers schema -json` prints it. */
export function schemaFile(name: string): string {
  const besides = unnumbered.includes(name) ? name.split('-')[0] : name;
  const folders = [
    path.join(contractsFolder, 'schemas', name),
    path.join(sibling, 'terraform-offline/schemas', besides),
  ];
  const files = folders.map((folder) => path.join(folder, 'schema.json.gz'));
  return files.find((file) => existsSync(file)) ?? files[0];
}

/** The place of a part of the contracts, e.g. `crds/istio` or `schemas/azurerm-4.81.0`. */
export function contractPlace(part: string): string {
  const [, provider] = /^schemas\/(.*)$/.exec(part) ?? [];
  return provider ? schemaFile(provider) : path.join(contractsFolder, part);
}
