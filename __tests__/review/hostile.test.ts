import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../review/command';
import { hostile, texts } from './hostile-output';
import { changes, emptyFolder, output, refused, release, removeFolders, resources, reviewed } from './output';

afterEach(removeFolders);

function pageOf(head: string, base: string): string {
  const file = path.join(emptyFolder(), 'review.html');
  expect(run(['review', head, '--base', base, '--html', file]).exitCode).toBe(0);
  return readFileSync(file, 'utf8');
}

/** The tags of a page with the names of their attributes: all that a browser could act upon. */
function shapes(page: string): string[] {
  const markup = page.replaceAll(/(<style>|<script[^>]*>).*?(?=<\/)/gs, '$1');
  return (markup.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/="[^"]*"/g, '=""'));
}

describe.each(Object.entries(texts))('%s is shown as text', (_, text) => {
  const [head, base] = [() => hostile(text, ' after'), () => hostile(text, ' before')];

  test('in the page', () => {
    const page = pageOf(head(), base());
    const harmless = new Set(shapes(pageOf(hostile('harmless', ' after'), hostile('harmless', ' before'))));
    expect(shapes(page).filter((shape) => !harmless.has(shape))).toEqual([]);
    expect(page.replaceAll(/[\t\n\x20-\x7e]/g, '')).toMatch(/^[⚠±−→“”·×…↑↓]*$/);
  });

  test('in Markdown', () => {
    const text = run(['review', head(), '--base', base()]).output;
    const lines = text.split('\n');
    let isFenced = false;
    for (const line of lines) {
      if (line.startsWith('```')) isFenced = !isFenced;
      else if (isFenced)
        expect(line).toMatch(
          /^(flowchart LR| {2}\w+[[({/\\]+"[^"]*"[\])}/\\]+| {2}\w+ (-->|-\.->|==>\|"[^"]*"\|) \w+| {2}internet\{\{Internet\}\})$/,
        );
      else {
        expect(line).toMatch(/^($|#{1,3} (Review|Changes|Stack|Cluster|Topology|[A-Z])|[->|_]|[A-Z0-9])/);
        const prose = line.replaceAll(/`[^`]*`/g, '');
        expect(prose).not.toMatch(/(?<!\\)<|(?<!\\)\[|https?:\/\/|www\.|@\w|#\d/);
      }
    }
    expect(isFenced).toBe(false);
    expect(lines.filter((line) => /Approved$/.test(line) && line.startsWith('#'))).toEqual([]);
    expect(text.replaceAll(/[\n\x20-\x7e]/g, '')).toMatch(/^[→…\u200b]*$/);
  });
});

describe('keys that every object has', () => {
  test('are no more than keys', () => {
    const stack = (value: string) =>
      output({
        ['__proto__']: {
          json: `{"resource": {"azurerm_subnet": {"a": {"name": "a", "__proto__": {"isAdmin": "${value}"}, "constructor": "${value}"}}, "__proto__": {"toString": {"name": "${value}"}}}}`,
        },
      });
    expect(changes(stack('1'), stack('2'))).toEqual([
      'other: subnet a: __proto__.isAdmin 1 → 2; constructor 1 → 2',
      'other:   proto   2: name 1 → 2',
    ]);
    expect(({} as { isAdmin?: string }).isAdmin).toBeUndefined();
  });

  test('have no value where they are not given', () => {
    const stack = (args: string) =>
      output({ s: { json: `{"resource": {"azurerm_subnet": {"a": {"name": "a"${args}}}}}` } });
    expect(changes(stack(''), stack(', "toString": "x", "tags": {"valueOf": "y"}'))).toEqual([
      'other: subnet a: toString none → x; tags {"valueOf":"y"}'.replace('tags ', 'tags none → '),
    ]);
  });

  test('are values of a release that do not reach other values', () => {
    const stack = (mode: string) =>
      resources({
        'helm_release.a': release(
          `__proto__: {manifests: []}\nmanifests: [{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: default, namespace: istio-system}, spec: {mtls: {mode: ${mode}}}}]`,
        ),
      });
    expect(changes(stack('STRICT'), stack('constructor'))[0]).toBe(
      'mtls: PeerAuthentication istio-system/default (whole mesh): mTLS constructor (was: mTLS STRICT)',
    );
  });
});

describe('an output that is too much', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

  test('JSON nested deeply ends with a message', () => {
    const head = output({ s: { json: `{"resource": {"azurerm_subnet": {"a": {"name": ${nested(100_000)}}}}}` } });
    expect(refused('review', head)).toMatch(/^The input is too large, or nested too deeply: /);
  });

  test('YAML nested deeply, expressions nested deeply and aliases that multiply are not read', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join()}]`).join('\n')}`;
    for (const values of [nested(100_000), `a: ${'${"'.repeat(50_000)}`, bomb]) {
      const { stacks } = reviewed(resources({ 'helm_release.a': release(values) }));
      expect(stacks[0].mesh.silent).toEqual([
        expect.stringMatching(/^the values of release objects were not read: no (YAML|map)/),
      ]);
    }
  });

  test('a huge file is not read', () => {
    const head = output({ s: { json: {} } });
    const file = path.join(head, 'stacks/s/cdk.tf.json');
    truncateSync(file, 257 * 1024 ** 2);
    expect(refused('review', head)).toBe(`${file} must be at most 256 MB.`);
  });
});

describe('files outside of the output are not read', () => {
  const secret = () => {
    const file = path.join(emptyFolder(), 'secret.json');
    writeFileSync(file, 'root:x:0:0');
    return file;
  };

  test('through a linked stack', () => {
    const head = output({ s: { json: {} } });
    symlinkSync(secret(), path.join(head, 'stacks/s/linked.json'));
    const manifest = { stacks: { s: { synthesizedStackPath: 'stacks/s/linked.json' } } };
    writeFileSync(path.join(head, 'manifest.json'), JSON.stringify(manifest));
    expect(refused('review', head)).toBe(
      `${head}/stacks/s/linked.json is a link to a file outside of ${head}. Synthesize again, and review the new output.`,
    );
  });

  test('through a linked folder', () => {
    const head = output({ s: { json: {} } });
    symlinkSync(path.dirname(secret()), path.join(head, 'stacks/linked'));
    const manifest = { stacks: { s: { synthesizedStackPath: 'stacks/linked/secret.json' } } };
    writeFileSync(path.join(head, 'manifest.json'), JSON.stringify(manifest));
    expect(refused('review', head)).toMatch(/^.*secret\.json is a link to a file outside of /);
  });

  test('through a linked manifest', () => {
    const head = emptyFolder();
    symlinkSync(secret(), path.join(head, 'manifest.json'));
    expect(refused('review', head)).toMatch(/^.*manifest\.json is a link to a file outside of /);
  });

  test('but an output in a linked folder is', () => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'a'));
    symlinkSync(output({ s: { json: {} } }), path.join(folder, 'a/cdktf.out'));
    expect(reviewed(path.join(folder, 'a/cdktf.out')).stacks).toHaveLength(1);
  });
});

test('a name does not become a command in the output of imports', () => {
  const values = { name: 'x\nrm -rf ~', chart: 'a' };
  const head = resources({
    'helm_release.a': { ...values, namespace: '${var.n}\nrm -rf ~' },
    'helm_release.b': { ...values, namespace: "a';rm" },
  });
  const [comment, command, ...more] = run(['imports', head]).output.split(/(?<=~'?)\n/);
  expect(comment).toBe(
    '# helm_release.a: only Terraform can evaluate its namespace and name, ${var.n} rm -rf ~/x rm -rf ~',
  );
  expect(command).toContain(`import helm_release.b 'a'\\'';rm/x\nrm -rf ~'`);
  expect(more).toEqual(['']);
});

test('errors of an output are printed one a line, and none begins a command of the pipeline', () => {
  const annotations = [{ level: '@cdktf/error', constructPath: 'a', message: 'x\n::stop-commands::y\u001b[2J' }];
  const { error } = run(['review', output({ '::add-mask::z': { json: {}, annotations } })]);
  expect(error).toBe("The output has errors. Don't deploy it:\n- ::add-mask::z: x ::stop-commands::y\\u{1b}[2J\n");
});
