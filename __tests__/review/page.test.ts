import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../review/command';
import { emptyFolder, fixtures, output, refused, removeFolders, resources } from './output';

afterEach(removeFolders);

function page(...args: string[]): string {
  const file = path.join(emptyFolder(), 'review.html');
  const { exitCode, error } = run(['review', ...args, '--html', file]);
  if (exitCode === 2) throw new Error(error);
  return readFileSync(file, 'utf8');
}

/** The data that the page's script reads. */
function dataIn(text: string): { details: any[]; boxes: number[][] } {
  return JSON.parse(text.match(/<script type="application\/json" id="data">(.*?)<\/script>/s)?.[1] ?? '');
}

const dangers = () => page(`${fixtures}/head`, '--base', `${fixtures}/base`);

describe('the page loads nothing', () => {
  test('its policy allows its own style and script by their hashes', () => {
    const text = dangers();
    const hash = (content: string) => `sha256-${createHash('sha256').update(content).digest('base64')}`;
    const [, style] = text.match(/<style>(.*?)<\/style>/s) ?? [];
    const [, script] = text.match(/<script>(.*?)<\/script>/s) ?? [];
    const [, policy] = text.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/) ?? [];
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test('it has no event handlers, no inline styles and no addresses outside of it', () => {
    const text = dangers();
    const tags = text
      .replace(/<style>.*?<\/style>/s, '')
      .replaceAll(/<script.*?<\/script>/gs, '')
      .match(/<[a-z][^>]*>/g);
    expect(tags?.filter((tag) => /\s(on\w+|style|src|srcdoc|action)=|href="(?!#)/.test(tag))).toEqual([]);
  });
});

test('the most dangerous change comes first, with its place, values and source', () => {
  const text = dangers();
  const [, first] = text.match(/<tr data-level="[^>]*>(.*?)<\/tr>/s) ?? [];
  const words = first.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain('cluster shop is replaced: network_profile.pod_cidr 10.244.0.0/16 → 10.246.0.0/16');
  expect(words).toContain('platform/Cluster azurerm_kubernetes_cluster.Cluster_EB0386A7');
  expect(words).toContain('network_profile.pod_cidr : 10.244.0.0/16 → 10.246.0.0/16');
  expect(words).toContain('code, compared with');
});

test('a destroyed resource is drawn, and shows what it was', () => {
  const text = dangers();
  expect(text).toMatch(
    /class="node kind-vault delete" [^>]*aria-description="key vault shop4711, destroyed, Replaces or destroys/,
  );
  const { details } = dataIn(text);
  const vault = details.find(({ title }) => title === 'key vault shop4711');
  expect(vault).toMatchObject({ change: 'destroyed', findings: ['key vault shop4711 is destroyed'] });
  expect(vault.unchanged).toContainEqual(['name', 'shop4711']);
});

test('the picture has the allowed calls, and marks those that are new', () => {
  const text = dangers();
  expect(text).toMatch(/class="node kind-service update" [^>]*aria-description="release checkout, /);
  expect(text.match(/aria-description="shop\/(web|batch), not managed by this stack, stack mesh"/g)).toHaveLength(2);
  const edges = [...text.matchAll(/<g class="edge calls">.*?<\/g>/gs)].map(
    ([edge]) => />([^<]*)<\/text>/.exec(edge)?.[1],
  );
  expect(edges.sort()).toEqual(['+', undefined]);
});

test('boxes lead to the details of their resources', () => {
  const text = dangers();
  const { details, boxes } = dataIn(text);
  const labels = [...text.matchAll(/data-box="(\d+)"/g)].map(([, index]) => Number(index));
  expect(labels).toEqual(boxes.map((_, index) => index));
  const outside = ['internet', 'shop/web', 'shop/batch'];
  for (const [, label, index] of text.matchAll(/aria-description="([^",]*)[^"]*" data-box="(\d+)"/g)) {
    const titles = boxes[Number(index)].map((detail) => details[detail].title);
    expect(titles).toEqual(outside.includes(label) ? [] : [label]);
  }
});

test('values that may be secret are hidden', () => {
  const secret = 'c3VwZXItc2VjcmV0';
  const manifest = (value: string) =>
    `manifests: [{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: shop}, data: {password: ${value}}, stringData: {user: ${value}}}]`;
  const stack = (value: string) =>
    resources({
      'azurerm_linux_virtual_machine.vm': { name: 'vm', admin_password: value, custom_data: value },
      'azurerm_api_management.api': {
        name: 'api',
        ...(value === secret ? { delegation: { validation_key: value } } : {}),
      },
      'helm_release.secret': { name: 'secret', values: [manifest(value)], set_sensitive: [{ name: 'a', value }] },
    });
  const [head, base] = [stack(secret), stack(`${secret}old`)];
  const text = page(head, '--base', base);
  expect(text).toContain('Secret shop/db: data.password');
  expect(text).not.toContain(secret);
  expect(run(['review', head, '--base', base]).output).not.toContain(secret);
});

test('without a base, the page shows the inventory only', () => {
  const text = page(`${fixtures}/head`);
  expect(text).toContain('Compare with another output (--base) or a plan (--plan) to see changes.');
  expect(text).not.toMatch(/class="node [^"]*(create|update|replace|delete)/);
});

test('the page is the same each time', () => {
  expect(dangers()).toBe(dangers());
});

describe('large platforms stay readable', () => {
  /** Stacks with clusters, identities and releases that use each other. */
  const platform = (stacks: number, releases: number, version: string) =>
    output(
      Object.fromEntries(
        Array.from({ length: stacks }, (_, index) => {
          const release = (name: string, number: number) => ({
            name,
            chart: 'app',
            version,
            values: [`replicas: ${number}\nimage: registry/app:${number}`],
            depends_on: number % 7 === 0 ? [] : [`helm_release.r${number - (number % 7)}`],
          });
          const names = Array.from({ length: releases }, (_, number) => `r${number}`);
          const helm_release = Object.fromEntries(names.map((name, number) => [name, release(name, number)]));
          const azurerm_user_assigned_identity = { id: { name: `shop-${index}` } };
          const identity = ['${azurerm_user_assigned_identity.id.id}'];
          const azurerm_kubernetes_cluster = { c: { name: `c${index}`, identity: [{ identity_ids: identity }] } };
          const resource = { azurerm_kubernetes_cluster, azurerm_user_assigned_identity, helm_release };
          return [`s${index}`, { json: { resource }, dependencies: index % 2 === 1 ? [`s${index - 1}`] : [] }];
        }),
      ),
    );

  test.each([
    ['200 resources, each drawn', 10, 18, 210],
    ['2,000 resources in 30 stacks, by kind', 30, 65, 120],
    ['2,000 resources in one stack, by kind', 1, 1998, 4],
    ['8,000 resources in 1,000 stacks, by kind and then as stacks', 1000, 6, 401],
  ])('%s', (_, stacks, releases, boxes) => {
    const text = page(platform(stacks, releases, '2'), '--base', platform(stacks, releases, '1'));
    expect(Buffer.byteLength(text)).toBeLessThan(2_000_000);
    expect(dataIn(text).boxes).toHaveLength(boxes);
    expect(text.match(/<g class="stack/g)).toHaveLength(stacks);
  });
});

test('a file that cannot be written is a mistake in the command line', () => {
  const file = path.join(emptyFolder(), 'none/review.html');
  expect(refused('review', `${fixtures}/head`, '--html', file)).toMatch(
    /^--html must name a file that can be written, got .*none\/review\.html: ENOENT/,
  );
  expect(refused('imports', `${fixtures}/head`, '--html', 'x')).toBe(
    'imports takes no option but --plan, got --html. See cdktf-aks imports --help.',
  );
});
