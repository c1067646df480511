import { Construct } from 'constructs';
import { ConstructFaults } from '../../lib';
import { azureStack, errorOf } from '../support/planned';

class Team extends Construct {}

function faults(): ConstructFaults {
  return new ConstructFaults(new Team(azureStack(), 'Orders'));
}

test('one fault is a sentence with class, path, prop, rule, value and fix', () => {
  const found = faults();
  found.add('cpus', 'must be 1 to 64', 'Ask for more.', 100);
  expect(found.any).toBe(true);
  expect(errorOf(() => found.throwIfAny())).toBe(
    "Team 'platform/Orders': cpus must be 1 to 64, got 100. Ask for more.",
  );
});

test('several faults are one error, and one message each', () => {
  const found = faults();
  found.add('cpus', 'must be 1 to 64', 'Ask for more.', 100);
  found.add('team', 'must be set', 'Name the team.');
  expect(found.messages).toEqual([
    "Team 'platform/Orders': cpus must be 1 to 64, got 100. Ask for more.",
    "Team 'platform/Orders': team must be set. Name the team.",
  ]);
  expect(errorOf(() => found.throwIfAny())).toBe(
    "Team 'platform/Orders' has 2 faults:\n- cpus must be 1 to 64, got 100. Ask for more.\n- team must be set. Name the team.",
  );
});

test('without faults nothing is thrown', () => {
  const found = faults();
  found.throwIfAny();
  expect([found.any, found.messages]).toEqual([false, []]);
});
