import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { builtTool } from '../../tools/build';
import { cliConfigFile } from '../../tools/terraform-offline/mirror';
import { programOf } from './program-of';

const build = path.join(__dirname, '../../scripts/build.js');

const readers = {
  assembly: ['contract', 'docs', 'package'],
  crdCheck: ['contract', 'unit'],
  offlineProviders: ['terraform'],
  meshLab: ['behaviour'],
};

/** Brings up to date what a project's tests read, before two workers would do so at once. */
module.exports = (_global: unknown, { displayName: { name } }: { displayName: { name: string } }) => {
  if (readers.assembly.includes(name)) execFileSync(process.execPath, [build, '--if-stale'], { stdio: 'inherit' });
  if (!programOf('go')) return;
  if (readers.crdCheck.includes(name)) builtTool('crd-check');
  if (readers.offlineProviders.includes(name)) cliConfigFile();
  if (readers.meshLab.includes(name) && programOf('envoy') && process.platform === 'linux') builtTool('mesh-lab');
};
