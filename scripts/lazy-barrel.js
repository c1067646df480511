// Rewrites the compiled barrel so that a name's module is loaded when the name is first used: a program that makes a cluster
// doesn't pay for the bindings of every gateway and dashboard.
const { writeFileSync } = require('node:fs');
const path = require('node:path');

function makeLazy(build) {
  const barrel = path.join(build, 'index.js');
  const exported = require(barrel);
  const lines = Object.entries(exported).map(
    ([name, value]) => `lazy("${name}", () => require("${homeOf(name, value, build)}"));`,
  );
  writeFileSync(
    barrel,
    [
      '"use strict";',
      'Object.defineProperty(exports, "__esModule", { value: true });',
      // Node finds the names for `import { }` by reading the text, and takes those only that no property is defined for by name.
      ...Object.keys(exported).map((name) => `exports.${name} = void 0;`),
      'const lazy = (name, home) => Object.defineProperty(exports, name, { enumerable: true, get: () => home()[name] });',
      ...lines,
      '',
    ].join('\n'),
  );
}

/** The compiled file that a value comes from. */
function homeOf(name, value, build) {
  const home = Object.values(require.cache).find(
    ({ filename, exports }) =>
      filename.startsWith(build + path.sep) && path.basename(filename) !== 'index.js' && exports[name] === value,
  );
  if (!home) throw new Error(`No file of ${build} exports ${name}.`);
  return `./${path.relative(build, home.filename).replaceAll(path.sep, '/').replace(/\.js$/, '')}`;
}

module.exports = { makeLazy };
