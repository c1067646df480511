import { meantBy, templateParts } from './meant';

test('expressions are told from text, with braces, quotes and templates in them', () => {
  expect(templateParts('a $${b} %%{c} ${jsonencode("x}${d["e"]}\\"}" )} {f}')).toEqual([
    { literal: 'a ${b} %{c} ' },
    { expression: 'jsonencode("x}${d["e"]}\\"}" )' },
    { literal: ' {f}' },
  ]);
});

test('a value that is not the YAML that it stands in makes a difference', async () => {
  const evaluate = async (expressions: string[]) => expressions.map(() => JSON.stringify('no'));
  expect(await meantBy('a: ${jsonencode(var.a)}\nb: [1, "$${x}"]', evaluate)).toEqual({ a: 'no', b: [1, '${x}'] });
});
