import { existsSync } from 'node:fs';
import path from 'node:path';
import { builtTool } from '../../tools/build';
import { cliConfigFile } from '../../tools/terraform-offline/mirror';

const { buildAssemblyIfStale } = require('../../scripts/build.js');

/** Brings .jsii and build/ up to date, and builds tools once before workers would; unless no test asked for reads them. */
module.exports = ({ testPathPatterns: { patterns } }: { testPathPatterns: { patterns: string[] } }) => {
  const among = (folders: RegExp) => patterns.length === 0 || patterns.some((pattern) => folders.test(pattern));
  if (among(/contract|package|docs/)) buildAssemblyIfStale();
  if (!hasGo()) return;
  if (among(/terraform/)) cliConfigFile();
  if (among(/contract|mesh|observability/)) builtTool('crd-check');
};

function hasGo(): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'go')));
}
