const { default: Sequencer } = require('@jest/test-sequencer');

/** The file that decides how long a run takes on two cores. Jest itself knows durations of earlier runs only. */
const longest = /\/contract\/plans\.test\.ts$/;

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => longest.test(path)), ...sorted.filter(({ path }) => !longest.test(path))];
  }
};
