import { Fn, Lazy, Op, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import fc from 'fast-check';
import { besideTokens, texts } from './data-trees';
import { hostileStrings } from './hostile-strings';

/** A value with tokens, and what it is worth where Terraform has evaluated it. */
export class Given {
  public constructor(
    public readonly value: unknown,
    public readonly meant: unknown,
  ) {}
}

/**
 * Whether a variable's own text arrives through Terraform's jsonencode: some characters it passes on although YAML refuses
 * them, and its escapes are joined with combining characters behind them.
 */
function survives(text: string): boolean {
  const json = JSON.stringify(text).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return !/[\x7f-\x9f\ufffe\uffff]/.test(json) && !/^\p{M}/u.test(text) && json === json.normalize('NFC');
}

/** Terraform's variables of a test: their values go into `terraform.tfvars.json`. */
export class Variables {
  public readonly values: { [name: string]: unknown } = {};
  private count = 0;

  public constructor(private readonly stack: TerraformStack) {}

  public of(type: string, value: unknown): TerraformVariable {
    const name = `v${this.count++}`;
    this.values[name] = value;
    return new TerraformVariable(this.stack, name, { type, nullable: true });
  }

  /** Every kind of token that a user may have. */
  public tokens(): Given[] {
    const list = ['a', 'y: "no" ${x}'];
    // Terraform sorts keys.
    const map = { b: '%{x}', 'k.e y': '"' };
    const object = { l: [1, null], n: 1.5, on: true, s: 'e3' };
    const [number, flag] = [this.of('number', 3), this.of('bool', true)];
    const [strings, strungMap, any, text] = [
      this.of('list(string)', list),
      this.of('map(string)', map),
      this.of('any', object),
      this.of('string', 'plain "text" \\'),
    ];
    const three = number.numberValue;
    return [
      ...hostileVariables.map((value) => new Given(this.of('string', value).stringValue, value)),
      new Given(three, 3),
      new Given(number.value, 3),
      // As in Terraform itself, a token has the type of what it stands for.
      new Given(number.stringValue, 3),
      new Given(flag.booleanValue, true),
      new Given(strings.listValue, list),
      new Given(strungMap.value, map),
      new Given(Token.asStringMap(strungMap.value), map),
      new Given(Token.asNumberList(this.of('list(number)', [1, 2.5]).value), [1, 2.5]),
      new Given(any.value, object),
      new Given(Token.asAny(any.value), object),
      new Given(Token.nullValue(), null),
      new Given(Fn.join(',', strings.listValue), list.join(',')),
      new Given(Fn.upper(text.stringValue), 'PLAIN "TEXT" \\'),
      new Given(Fn.lengthOf(strings.listValue), 2),
      new Given(Fn.rawString('a "b" ${c}'), 'a "b" ${c}'),
      new Given(Op.add(three, 4), 7),
      // cdktf does not escape quotes in arguments of its own functions, so there are none here.
      new Given(Fn.conditional(flag.booleanValue, 'yes', 'no').toString(), 'yes'),
      new Given(Lazy.stringValue({ produce: () => 'lazy "${x}" %{y}' }), 'lazy "${x}" %{y}'),
      new Given(Lazy.stringValue({ produce: () => `lazy ${text.stringValue}` }), 'lazy plain "text" \\'),
      new Given(Lazy.numberValue({ produce: () => 12 }), 12),
      new Given(Lazy.listValue({ produce: () => ['x', text.stringValue] }), ['x', 'plain "text" \\']),
      new Given(Lazy.anyValue({ produce: () => ({ 'a "${b}"': [three, null, { c: true }] }) }), {
        'a "${b}"': [3, null, { c: true }],
      }),
    ];
  }
}

const hostileVariables = hostileStrings.filter(survives).filter((_, index) => index % 3 === 0);

/** Text with one or two of the tokens in it. */
export function mixedTexts(tokens: Given[]): fc.Arbitrary<Given> {
  const inText = tokens.filter(({ value, meant }) => typeof value === 'string' && typeof meant === 'string');
  const part = fc.constantFrom(...inText);
  const beside = fc.oneof(besideTokens, texts);
  return fc
    .tuple(beside, part, beside, fc.option(part, { nil: new Given('', '') }), beside)
    .map(([a, first, b, second, c]) => {
      const meant = `${a}${first.meant}${b}${second.meant}${c}`;
      return new Given(`${a}${first.value}${b}${second.value}${c}`, meant);
    });
}

/** Splits a tree with `Given` leaves into what is given and what is meant by it. */
export function sides(tree: unknown): Given {
  if (tree instanceof Given) return tree;
  if (typeof tree !== 'object' || tree === null) return new Given(tree, tree);
  const entries = Object.entries(tree).map(([key, value]) => [key, sides(value)] as const);
  if (Array.isArray(tree))
    return new Given(
      entries.map(([, at]) => at.value),
      entries.map(([, at]) => at.meant),
    );
  const pick = (side: 'value' | 'meant') => Object.fromEntries(entries.map(([key, at]) => [key, at[side]]));
  return new Given(pick('value'), pick('meant'));
}
