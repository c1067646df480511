import { Token } from 'cdktf';
import * as fc from 'fast-check';
import { derivedName, dnsPrefixOf, fittedName, type NameRule, nameRules } from '../../lib/core/names';

const hyphenated = Object.entries(nameRules)
  .filter(([, rule]) => rule.pattern.test('aa-aa'))
  .map(([kind, rule]): [string, NameRule] => [kind, rule]);

function follows(name: string, rule: NameRule): boolean {
  return name.length >= rule.minLength && name.length <= rule.maxLength && rule.pattern.test(name);
}

/** Names that a rule accepts, up to its limit. */
function namesOf(rule: NameRule): fc.Arbitrary<string> {
  const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-_.'.split(''));
  return fc
    .string({ unit: letters, minLength: Math.max(2, rule.minLength), maxLength: rule.maxLength })
    .map((text) => `a${text.slice(1, -1)}z`)
    .filter((text) => follows(text, rule));
}

test.each(Object.entries(nameRules))('the example of %s follows its own rule', (_, rule) => {
  expect(follows(rule.example, rule)).toBe(true);
});

test.each(hyphenated)('a derived %s follows the rule, whatever it is made of', (_, rule) => {
  fc.assert(
    fc.property(namesOf(rule), namesOf(rule), (base, suffix) => {
      expect(follows(derivedName(base, suffix, rule), rule)).toBe(true);
    }),
  );
});

test.each(hyphenated)('derived %ss of different owners differ', (_, rule) => {
  fc.assert(
    fc.property(namesOf(rule), namesOf(rule), namesOf(rule), (base, other, suffix) => {
      fc.pre(base !== other);
      expect(derivedName(base, suffix, rule)).not.toBe(derivedName(other, suffix, rule));
    }),
  );
});

test('a derived name is its parts where they fit', () => {
  expect(derivedName('shop', 'kubelet', nameRules.managedIdentity)).toBe('shop-kubelet');
});

test('a long owner is cut, and the suffix stays', () => {
  const name = derivedName('a'.repeat(80), 'nodes', nameRules.networkPart);
  expect(name).toMatch(/^a{67}-[0-9a-f]{6}-nodes$/);
});

test('a suffix that fills the room itself is cut with its owner', () => {
  expect(derivedName('shop', 'n'.repeat(80), nameRules.networkPart)).toMatch(/^shop-n{68}-[0-9a-f]{6}$/);
});

test('no hyphen or period is left before the hash', () => {
  const base = `${'a'.repeat(66)}.-${'b'.repeat(12)}`;
  expect(derivedName(base, 'nodes', nameRules.networkPart)).toMatch(/^a{66}-[0-9a-f]{6}-nodes$/);
});

test('a name with a token is not cut, for nobody knows its length', () => {
  const base = Token.asString({ resolve: () => 'shop' });
  expect(derivedName(base, 'n'.repeat(90), nameRules.networkPart)).toBe(`${base}-${'n'.repeat(90)}`);
  expect(derivedName('shop'.repeat(20), base, nameRules.networkPart)).toBe(`${'shop'.repeat(20)}-${base}`);
});

test('a name of another kind follows the rule, stays where it does, and differs from others', () => {
  const rule = nameRules.kubernetesLabel;
  const given = fc.string({ unit: fc.constantFrom('a', '-', '7'), minLength: 1, maxLength: 127 });
  fc.assert(
    fc.property(given, given, (name, other) => {
      fc.pre(name !== other);
      expect(follows(fittedName(name, rule), rule)).toBe(true);
      expect(fittedName(name, rule) === name).toBe(follows(name, rule));
      expect(fittedName(name, rule)).not.toBe(fittedName(other, rule));
    }),
  );
});

test('every legal name of a cluster gives a legal DNS prefix', () => {
  const names = fc.oneof(
    namesOf(nameRules.cluster),
    fc.constantFrom(
      'c',
      '7',
      `a${'_'.repeat(61)}b`,
      `${'a'.repeat(53)}-bcdef`,
      `${'a'.repeat(53)}_bcdef`,
      'a'.repeat(63),
    ),
  );
  fc.assert(fc.property(names, (name) => follows(dnsPrefixOf(name), nameRules.dnsPrefix)));
});

test('a DNS prefix that was legal before stays: another one replaces the cluster', () => {
  fc.assert(
    fc.property(namesOf(nameRules.cluster), (name) => {
      const before = name.replaceAll('_', '-').slice(0, 54);
      fc.pre(follows(before, nameRules.dnsPrefix));
      expect(dnsPrefixOf(name)).toBe(before);
    }),
  );
});
