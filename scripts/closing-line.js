// Prints the closing line of several test runs from jest's own results: node scripts/closing-line.js <folder of results>
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const [folder] = process.argv.slice(2);
const runs = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
const sum = (count) => runs.reduce((total, run) => total + count(run), 0);
// A test file that cannot be loaded has no tests to count, and is a failure all the same.
const failed = sum((run) => run.numFailedTests + run.numRuntimeErrorTestSuites);
const skipped = sum((run) => run.numPendingTests + run.numTodoTests);
console.log(`${sum((run) => run.numPassedTests)} passed, ${failed} failed, ${skipped} skipped`);
