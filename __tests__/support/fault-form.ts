import { Faults } from '../../lib/core/faults';

const add = Faults.prototype.add;

/** Checks the form of every fault that a test raises, as docs/errors.md describes it. */
Faults.prototype.add = function (prop, must, got, fix) {
  const broken = /(?<!not be )\bundefined\b|\bNaN\b|\[object |=>/;
  const wrong = [
    ...(prop.trim() === '' ? ['prop is empty'] : []),
    ...(/^(must|can only) \S/.test(must) ? [] : ['rule must start with "must" or "can only"']),
    ...(/^[A-Z"`].*[.:]$/s.test(fix) ? [] : ['fix must be a sentence']),
    ...[prop, must, fix].filter((text) => broken.test(text)).map((text) => `${JSON.stringify(text)} prints no value`),
  ];
  if (wrong.length > 0) throw new TypeError(`${JSON.stringify([prop, must, fix])}: ${wrong.join('; ')}`);
  add.call(this, prop, must, got, fix);
};
