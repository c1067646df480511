const { TestEnvironment } = require('jest-environment-node');

/**
 * Gives tests cdktf, constructs and the bindings as this process loaded them. Jest would load them again for every test file,
 * which costs more than most files' tests; they keep no state that one test could leave to another.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.requireShared = require;
    // cdktf reads CDKTF_OUTDIR, and a test that sets it sets it for both.
    this.global.process.env = process.env;
  }
};
