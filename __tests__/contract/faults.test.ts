import * as ts from 'typescript';
import { placeOfNode, type Source, sources, walk } from './support/sources';

interface Written {
  readonly place: string;
  /** The literal text that an expression starts with, once for each branch of a condition. */
  readonly starts: string[];
}

const calls = sources.flatMap(faultCalls);
const rules = calls.map(({ place, must }) => ({ place, starts: startsOf(must) }));
const fixes = calls.map(({ place, fix }) => ({ place, starts: startsOf(fix) }));

test('the scan finds the faults of the library', () => {
  for (const written of [rules, fixes]) {
    expect(written.filter(({ starts }) => starts.length > 0).length).toBeGreaterThan(300);
  }
});

test('every rule states what must hold', () => {
  expect(wrong(rules, /^(must|can only) /)).toEqual([]);
});

test('every fix starts a sentence', () => {
  expect(wrong(fixes, /^[A-Z"`]/)).toEqual([]);
});

function wrong(written: Written[], right: RegExp): string[] {
  return written.flatMap(({ place, starts }) =>
    starts.filter((text) => !right.test(text)).map((text) => `${place}: ${text}`),
  );
}

/** The calls `faults.add(prop, must, got, fix)` and `fail(scope, prop, must, got, fix)` of a file. */
function faultCalls(source: Source): { place: string; must: ts.Expression; fix: ts.Expression }[] {
  const found: { place: string; must: ts.Expression; fix: ts.Expression }[] = [];
  walk(source.ast, (node) => {
    if (!ts.isCallExpression(node)) return;
    const { expression: callee, arguments: given } = node;
    const isAdd = ts.isPropertyAccessExpression(callee) && callee.name.text === 'add' && given.length === 4;
    const isFail = ts.isIdentifier(callee) && callee.text === 'fail' && given.length === 5;
    if (!isAdd && !isFail) return;
    const [must, , fix] = given.slice(-3);
    found.push({ place: placeOfNode(source, node), must, fix });
  });
  return found;
}

/** Empty where the text starts with a computed value; `support/fault-form.ts` checks the text that a run makes of it. */
function startsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression) && expression.head.text !== '') return [expression.head.text];
  if (ts.isBinaryExpression(expression)) return startsOf(expression.left);
  if (ts.isConditionalExpression(expression)) {
    return [...startsOf(expression.whenTrue), ...startsOf(expression.whenFalse)];
  }
  return [];
}
