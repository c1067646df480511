/** Replaces a module by the one that the process has loaded: see environment.js. */
module.exports = {
  process: (_source, file) => ({ code: `module.exports = requireShared(${JSON.stringify(file)});` }),
};
