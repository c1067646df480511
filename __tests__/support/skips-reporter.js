const path = require('node:path');
const { skipLines } = require('./skips.js');

/** Ends a run with the list of what was skipped, and why. Tests that a name pattern left out are not on it. */
module.exports = class {
  constructor({ rootDir, testNamePattern }) {
    this.rootDir = rootDir;
    this.isFiltered = Boolean(testNamePattern);
  }

  onRunComplete(_contexts, { testResults }) {
    if (this.isFiltered) return;
    const skipped = testResults.flatMap(({ testFilePath, testResults: tests }) =>
      tests
        .filter(({ status }) => status === 'pending')
        .map(({ ancestorTitles, title }) => ({
          file: path.relative(this.rootDir, testFilePath),
          titles: [...ancestorTitles, title],
        })),
    );
    for (const line of skipLines(skipped)) process.stderr.write(`${line}\n`);
  }
};
