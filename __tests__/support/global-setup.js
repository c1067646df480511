const { buildAssemblyIfStale } = require('../../scripts/build.js');

/** Brings .jsii and build/ up to date, unless only tests that don't read them were asked for. */
module.exports = ({ testPathPatterns: { patterns } }) => {
  if (patterns.length === 0 || patterns.some((pattern) => /contract|package|docs/.test(pattern)))
    buildAssemblyIfStale();
};
