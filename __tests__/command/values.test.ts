import { valuesOf } from '../../command/values/release-values';

function read(...values: string[]) {
  return valuesOf({ address: 'helm_release.A', type: 'helm_release', isData: false, construct: '', args: { values } });
}

test.each<[string, string, object]>([
  ['an expression is one scalar', 'weight: ${jsonencode(var.w)}\n', { weight: '${jsonencode(var.w)}' }],
  [
    'with what YAML would take apart',
    'a: ${jsonencode("x: y # ${var.z} }")}\nb: 1\n',
    { a: '${jsonencode("x: y # ${var.z} }")}', b: 1 },
  ],
  ['within text', 'a: "pre-${var.x["k"]}-post"\n', { a: 'pre-${var.x["k"]}-post' }],
  ['within a block of text', 'a: |\n  one ${var.x}\n  two\n', { a: 'one ${var.x}\ntwo\n' }],
  ['as a list item', '- x\n', {}],
  ['escaped ones are text', 'a: $${HOME} %%{if}\n', { a: '${HOME} %{if}' }],
  ['as Helm reads YAML', 'a: yes\nb: 010\nc: ~\n', { a: true, b: 8, c: null }],
  ['nothing', '', {}],
])('%s', (_, text, values) => {
  expect(read(text).values).toEqual(values);
});

test('documents lie on top of each other', () => {
  expect(read('a: {b: 1, c: [1]}\n', 'a: {c: [2]}\n').values).toEqual({ a: { b: 1, c: [2] } });
});

test('what is not read is said', () => {
  expect(read('${yamlencode({ a = 1 })}').unread).toEqual(['an expression that only Terraform evaluates']);
  expect(read('a: [1\n').unread).toHaveLength(1);
  expect(read('- x\n').unread).toEqual(['no map']);
});
