import { changesOf, eachResource } from '../support/changes';
import { allVariants, type Plan } from '../support/variants';

const variants = allVariants().filter(({ refused, needed }) => refused === undefined && needed === undefined);

/** Changes of placeholders without which Azure creates nothing, and which a controller replaces. */
const placeholders: { readonly [id: string]: string } = {
  'ApplicationGatewayProps.privateOnly': 'http_listener.frontend_ip_configuration_name',
};

describe('nothing that a prop sets stands in ignore_changes of the resource that it sets it on', () => {
  test.each(variants.map((variant) => [`${variant.structName}.${variant.prop}`, variant] as const))(
    '%s',
    (id, variant) => {
      // A value that is used at creation only says so in its name.
      if (/^initial[A-Z]/.test(variant.prop)) return;
      const [base, changed] = [variant.base().plan, variant.changed().plan];
      if (!base || !changed) throw new Error(`See props.ts: ${variant.base().error ?? variant.changed().error}`);
      const lost = changesOf(base, changed)
        .filter(({ address, path }) => ignoredPaths(changed, address).some((ignored) => covers(ignored, path)))
        .filter(({ path }) => path.join('.') !== placeholders[id])
        .map(({ address, path }) => `${address}: ${path.join('.')}`);
      expect(lost).toEqual([]);
    },
  );
});

test('a list index or a key in ignore_changes is read as Terraform reads it', () => {
  expect(parsed('default_node_pool[0].node_count')).toEqual(['default_node_pool', 'node_count']);
  expect(parsed('tags["managed-by"]')).toEqual(['tags', 'managed-by']);
  expect(covers(['tags', 'managed-by'], ['tags', 'team'])).toBe(false);
  expect(covers(['network_profile'], ['network_profile', 'pod_cidr'])).toBe(true);
});

/** What is ignored: `all`, or paths. */
function ignoredPaths(plan: Plan, address: string): string[][] {
  const found = eachResource(plan).find(({ type, name }) => `${type}.${name}` === address);
  const lifecycle = found?.attributes.lifecycle as { ignore_changes?: string | string[] } | undefined;
  const ignored = lifecycle?.ignore_changes ?? [];
  return ignored === 'all' ? [[]] : [ignored].flat().map(parsed);
}

function covers(ignored: string[], path: string[]): boolean {
  return path[0] !== 'lifecycle' && ignored.every((key, index) => path[index] === key);
}

function parsed(path: string): string[] {
  return [...path.matchAll(/\["([^"]*)"\]|\[\d+\]|[^.[\]]+/g)]
    .filter(([text]) => !/^\[\d+\]$/.test(text))
    .map(([text, key]) => key ?? text);
}
