import path from 'node:path';

export const projectRoot = path.join(__dirname, '../..');
export const factsFolder = path.join(projectRoot, '__tests__/contract/facts');

/** Where the rules of provider arguments are, and by default the contracts. */
export const sharedFolder = process.env.CDKTF_AKS_SHARED ?? path.join(projectRoot, '../shared');

/** What charts and API servers accept, as data: `values/` and `crds/`. */
export const contractsFolder = process.env.CDKTF_AKS_CONTRACTS ?? path.join(sharedFolder, 'contracts');
