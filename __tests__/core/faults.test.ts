import { TerraformVariable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { Faults, fail } from '../../lib/core/faults';
import { azureStack, errorOf } from '../support/planned';

class Kettle extends Construct {}

function kettle(): Kettle {
  return new Kettle(azureStack(), 'Tea');
}

function messageOf(got: unknown): string {
  const faults = new Faults(kettle());
  faults.add('water', 'must be hot', got, 'Heat it.');
  return faults.messages()[0];
}

test('no fault, no error', () => {
  const faults = new Faults(kettle());
  faults.throwIfAny();
  expect([faults.any, faults.messages()]).toEqual([false, []]);
});

test('one fault is one line: construct, prop, rule, value, fix', () => {
  const faults = new Faults(kettle());
  faults.add('water', 'must be hot', 'cold', 'Heat it.');
  expect(errorOf(() => faults.throwIfAny())).toBe("Kettle 'platform/Tea': water must be hot, got cold. Heat it.");
});

test('several faults are told together', () => {
  const faults = new Faults(kettle());
  faults.add('water', 'must be hot', 'cold', 'Heat it.');
  faults.add('tea', 'must be set', undefined, 'For example, use Assam.');
  expect(errorOf(() => faults.throwIfAny())).toBe(
    [
      "Kettle 'platform/Tea' has 2 faults:",
      '- water must be hot, got cold. Heat it.',
      '- tea must be set. For example, use Assam.',
    ].join('\n'),
  );
});

test.each([
  ['text that could be misread is quoted', 'luke warm', ', got "luke warm"'],
  ['so is empty text', '', ', got ""'],
  ['a number', 20, ', got 20'],
  ['a truth value', false, ', got false'],
  ['nothing', null, ', got null'],
  ['a list', ['a', 1], ', got ["a",1]'],
  ['an object', { celsius: 20 }, ', got {"celsius":20}'],
  ['something that JSON has no word for', Symbol.iterator, ', got Symbol(Symbol.iterator)'],
  ['what was not given', undefined, ''],
  ['long text is cut', 'a'.repeat(121), `, got ${'a'.repeat(120)}... (121 characters)`],
])('%s', (_, got, printed) => {
  expect(messageOf(got)).toBe(`Kettle 'platform/Tea': water must be hot${printed}. Heat it.`);
});

test('a fault of a method is thrown at once, as an error that can be told by its name', () => {
  let caught: Error | undefined;
  try {
    fail(kettle(), 'water', 'must be hot', 'cold', 'Heat it.');
  } catch (error) {
    caught = error as Error;
  }
  expect([caught?.name, caught?.message]).toEqual([
    'ConstructError',
    "Kettle 'platform/Tea': water must be hot, got cold. Heat it.",
  ]);
});

describe('tokens', () => {
  const variable = (type: string) => new TerraformVariable(azureStack(), 'v', { type });

  test('are shown as such, by themselves and in text', () => {
    const { stringValue, numberValue } = variable('string');
    expect(messageOf(stringValue)).toBe('Kettle \'platform/Tea\': water must be hot, got "<token>". Heat it.');
    expect(messageOf(numberValue)).toBe("Kettle 'platform/Tea': water must be hot, got <token>. Heat it.");
    expect(messageOf(`so ${stringValue}`)).toBe(
      'Kettle \'platform/Tea\': water must be hot, got "so <token>". Heat it.',
    );
  });

  test('of a list or map are named, once, where a rule is about its elements', () => {
    const faults = new Faults(kettle());
    const [text] = variable('list(string)').listValue;
    const [number] = Token.asNumberList(variable('list(number)').value);
    const [[key, value]] = Object.entries(Token.asStringMap(variable('map(string)').value));
    faults.add('teas[0]', 'must be black', text, 'Use Assam.');
    faults.add('teas[0]', 'must be short', text, 'Use Assam.');
    faults.add('degrees[0]', 'must be 100', number, 'Use 100.');
    faults.add(`labels.${key}`, 'must be short', value, 'Use x.');
    faults.add('labels', 'must have short keys', key, 'Use x.');
    expect(faults.messages().map((message) => message.split(': ')[1])).toEqual([
      'teas must be a list here, whose elements may be tokens. For example, use [element].',
      'degrees must be a list here, whose elements may be tokens. For example, use [element].',
      'labels must be a map here, whose values may be tokens. For example, use { key',
    ]);
  });
});
