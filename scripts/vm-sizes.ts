// Takes over a list of `az vm list-skus -l REGION --resource-type virtualMachines -o json`: npm run vm-sizes -- FILE
// Set the date in lib/cluster/vm-size-table.ts by hand, and review the difference: each changed row may move a default.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rewritten, type Sku } from './vm-sizes/facts';

const table = path.join(__dirname, '../lib/cluster/vm-size-table.ts');
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Give a file: npm run vm-sizes -- FILE');
  process.exitCode = 1;
} else {
  const skus = JSON.parse(readFileSync(file, 'utf8')) as Sku[];
  writeFileSync(table, rewritten(readFileSync(table, 'utf8'), skus));
}
