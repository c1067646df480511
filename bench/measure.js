// One run of one program in a process of its own: node measure.js <ours|plain> <clusters> <stacks> <outdir>.
// Prints how long its modules took to load, the time on the processor, and the most memory that the process held.
const { AzurermProvider } = require('@cdktf/provider-azurerm/lib/provider');
const { App, LocalBackend, TerraformStack } = require('cdktf');

const [program, count, stackCount, outdir] = process.argv.slice(2);
const started = performance.now();
const { addCluster } = require(`./${program}.js`);
const importMs = performance.now() - started;

const app = new App({ outdir });
const stacks = Array.from({ length: Number(stackCount) }, (_, index) => {
  const stack = new TerraformStack(app, index === 0 ? 'fleet' : `fleet${index}`);
  new AzurermProvider(stack, 'Azure', { features: [{}] });
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  return stack;
});
for (let index = 0; index < Number(count); index++) addCluster(stacks[index % stacks.length], index);
app.synth();

const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(JSON.stringify({ importMs, peakMb: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 }));
