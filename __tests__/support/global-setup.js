const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');
const { buildAssemblyIfStale } = require('../../scripts/build.js');

const shared = process.env.CDKTF_AKS_SHARED ?? path.join(__dirname, '../../../shared');

/** Brings .jsii and build/ up to date, unless only tests that don't read them were asked for. */
module.exports = ({ testPathPatterns: { patterns } }) => {
  const among = (folders) => patterns.length === 0 || patterns.some((pattern) => folders.test(pattern));
  if (among(/contract|package|docs/)) buildAssemblyIfStale();
  if (among(/terraform/)) buildTool('terraform-offline/install');
  if (among(/contract|mesh/)) buildTool('crd-check/check', path.join(shared, 'contracts/crds/keda'));
};

/** The first call of such a tool builds it; two workers would do so at once. */
function buildTool(name, ...args) {
  const tool = path.join(shared, name);
  if (!existsSync(tool) || !hasGo()) return;
  execFileSync('bash', [tool, ...args], { input: '', stdio: ['pipe', 'ignore', 'inherit'] });
}

function hasGo() {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'go')));
}
