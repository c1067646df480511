import { programRules } from '../../lib/core/program/rules';

const introduction = `# Checks between constructs

Rules that compare several constructs of a program: clusters with their networks, private endpoints with their DNS zones, names
with names. They run once per app, when the program is complete and before the first file is written, over all stacks; the order
of declarations has no effect. An error stops the synth; a warning has an id and can be acknowledged
([warnings](warnings.md)). Rules skip values that are known at deployment only. Where an imported construct leaves a fact unknown,
the rule adds a note to the annotations that starts with \`unchecked:\`.

The errors of single constructs are in [errors](errors.md). This page is generated from \`lib/core/program/rules/\` by
\`npm run docs:checks\`.

| rule | checks | result | source |
| --- | --- | --- | --- |`;

const boundary = `
## Add a rule

1. Add a file to \`lib/core/program/rules/\`, named after the rule, and list it in \`lib/core/program/rules.ts\`. A rule is a pure
   function of the model: it reads facts with \`model.all(KIND)\` and reports with \`report.at(CONSTRUCT)\` or \`report.warn\`.
2. If no construct states the fact yet, add it to \`lib/core/program/facts.ts\` as plain data, and state it where the construct is
   created: \`state(this, KIND, () => ({ ... }))\`. The function is called once the program is complete.
3. Add a failing program to \`__tests__/core/program/failing-inputs.ts\`. The tests require one per rule, and remove each rule once
   to prove that this rule alone reports it.
`;

/** The text of docs/checks.md. */
export function checksPage(): string {
  const rows = programRules.map(({ id, title, source, warning }) => {
    const result = warning ? `warning [${warning}](warnings.md#${warning.toLowerCase()})` : 'error';
    return `| \`${id}\` | ${title} | ${result} | [page](${source}) |`;
  });
  return `${[introduction, ...rows].join('\n')}\n${boundary}`;
}
