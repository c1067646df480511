import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/tools';
import { type Page, pages, proseOf } from './pages';

/** Words that search engines and readers don't expect, and what to write instead. */
const banned: readonly (readonly [RegExp, string])[] = [
  // The sentence names who does what.
  [
    /\b(some|no|every|any)body\b|\b(some|every|any)one else\b|\bsomeone\b|\bwhoever\b|\bwhom\b|\bone's\b/i,
    'the role, e.g. the deployment identity',
  ],
  [/\bwho(ever)? deploys\b/i, 'the deployment identity'],
  // Programs set, write, render, configure, require, reject, ignore, read, delete.
  [
    /\b(is|are|was|were|be|been|has|have) (said|told)\b|\bsaid (once|here|there|by|in)\b/i,
    'is set, configured or described',
  ],
  [/\bnot said any more\b/i, 'removed'],
  [/\bstands? in (its|the|a|for)\b|\blives? (in|on) (its|the|a)\b/i, 'is in'],
  [/\bwithout a word\b/i, 'without an error; by default'],
  [/\bmakes? \S+ known\b/i, 'registers'],
  [/\brefus(e|es|ed|ing)\b(?! (connection|stream))(?!-stream)/i, 'reject, deny'],
  [/\bputs? right\b|\bmended\b|\bmends?\b/i, 'fix'],
  [/\banew\b/i, 'again; refreshes'],
  [/\bfor as long as\b/i, 'while'],
  [/\btried again\b|\btries (it |each )?again\b/i, 'retried'],
  [/\btaken out for a while\b/i, 'ejected temporarily'],
  // The field's terms.
  [/\b(a|the|no|one|its|their) ways? (out|in)\b|\bways out\b|\bway into\b/i, 'outbound type, egress; access to'],
  [/\bthe matter of\b|\bno matter for\b/i, 'the topic'],
  [/\bin clear\b/i, 'in plain text'],
  [/\bhand-made\b|\bby hand\b/i, 'set manually, manually'],
  [/\bshares (that|which) are\b|\b100 together\b|\bstays known\b/i, 'weights'],
  [/\btells? (versions|them) apart\b/i, 'selects'],
  [/\bdoes nothing\b/i, 'has no effect'],
  [/\bcomes late\b|\bdifferent speeds\b/i, 'the reason'],
  [/\bcloses? the (whole )?mesh\b/i, 'denies all traffic by default'],
  [/\blet (who|callers)\b|\blets? who\b/i, 'allow'],
  [/\breads? along\b/i, 'traffic can be read'],
  [/\btake it when\b|\btake it,? (if|where)\b/i, 'choose it when'],
  [/\bpods of its own\b/i, 'its own pods'],
  [/\bcopies of requests (for|to) a version on trial\b/i, 'mirrored requests'],
  [/\bhow callers choose a pod\b/i, 'load-balancing algorithm'],
  [/\bhow many requests each pod takes\b/i, 'rate limit per pod'],
  [/\bwhere to go on\b/i, 'Next steps'],
  [/\bnothing of it is to be\b|\bof them unchanged\b/i, "Don't deploy; both unchanged"],
  [/\bunchecked: whether\b/i, 'not verified: …'],
  [/\bbe told\b|\bpay for less\b|\bhow to leave\b|\bkeep it$/im, 'a task or a noun'],
];

/** Headings are tasks or nouns. */
const heading = /^#+ (Who|Where|How|When|See|Be|Let|Put)\b.*$/gm;

const texts: readonly Page[] = [
  ...pages.map((page) => ({ file: page.file, text: proseOf(page) })),
  ...['CHANGELOG.md', 'review/README.md', 'template/README.md'].map((file) => ({
    file,
    text: proseOf({ file, text: read(file) }),
  })),
  ...['lib', 'command', 'review', 'examples', 'template']
    .flatMap(sources)
    .map((file) => ({ file, text: wordsOf(read(file)) })),
];

test.each(banned.map(([pattern, instead]) => [pattern.source, pattern, instead] as const))(
  'no text has %s',
  (_source, pattern, instead) => {
    const found = texts.flatMap(({ file, text }) =>
      [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(
        ({ index, 0: words }) =>
          `${file}: ${text.slice(Math.max(0, index - 30), index + words.length + 30).replaceAll('\n', ' ')}`,
      ),
    );
    expect({ instead, found }).toEqual({ instead, found: [] });
  },
);

test('headings are tasks or nouns', () => {
  const found = pages.flatMap(({ file, text }) => [...text.matchAll(heading)].map(([line]) => `${file}: ${line}`));
  expect(found).toEqual([]);
});

function read(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8');
}

function sources(folder: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(build|node_modules|cdktf\.out)\//.test(file))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** The comments and texts of a program, without code in comments. */
function wordsOf(program: string): string {
  return [...program.matchAll(/\/\*\*.*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/gs)]
    .map(([text]) => (text.startsWith('/') ? text.replaceAll(/\n\s*\* ?/g, '\n').replaceAll(/`[^`\n]*`/g, '') : text))
    .filter((text) => text.includes(' '))
    .join('\n');
}
