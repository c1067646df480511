const { TestEnvironment } = require('jest-environment-node');

/**
 * Gives tests cdktf, constructs and the bindings as this process loaded them. Jest would load them again for every test file,
 * which costs more than most files' tests; they keep no state that one test could leave to another.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    // cdktf records where each token was created, for its own error texts alone. Jest maps every frame of such a trace to its
    // source, which takes longer than all the rest of a synth.
    require('cdktf/lib/tokens/private/stack-trace').captureStackTrace = () => [];
    this.global.requireShared = require;
    // cdktf reads CDKTF_OUTDIR, and a test that sets it sets it for both.
    this.global.process.env = process.env;
  }
};
