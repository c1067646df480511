import { Construct } from 'constructs';
import { Claim, perApp, perStack, Register } from '../../lib/core/ledger';
import { FakeAksCluster } from '../support/fake-aks-cluster';
import { azureStack, testApp } from '../support/planned';

test('state of an app is one for its stacks, and none of another app', () => {
  const names = perApp(() => [] as string[]);
  const app = testApp();
  const [first, second] = [azureStack(app, 'first'), azureStack(app, 'second')];
  names(first).push('shop');
  expect(names(second)).toEqual(['shop']);
  expect(names(azureStack())).toEqual([]);
});

test('state of a stack is its own', () => {
  const names = perStack(({ node }) => [node.id]);
  const app = testApp();
  const [first, second] = [azureStack(app, 'first'), azureStack(app, 'second')];
  names(new Construct(first, 'Part')).push('shop');
  expect([names(first), names(second)]).toEqual([['first', 'shop'], ['second']]);
});

test('a claim holds for all references to a cluster, for one kind of thing and for one name', () => {
  const [gateways, routes] = [new Claim(), new Claim()];
  const app = testApp();
  const [made, imported, other] = ['a', 'b', 'c'].map((id) => {
    return new FakeAksCluster(azureStack(app, id), 'Cluster', { key: id === 'c' ? 'other' : 'shop' });
  });
  gateways.take(made, made, 'shop', 'web');
  expect(gateways.ownerOn(imported, 'shop', 'web')).toBe(made);
  expect([gateways.ownerOn(imported, 'shop/web'), gateways.ownerOn(other, 'shop', 'web')]).toEqual([
    undefined,
    undefined,
  ]);
  expect(routes.ownerOn(made, 'shop', 'web')).toBe(undefined);
});

test('a register lists by path, each once, whatever the order', () => {
  const register = new Register();
  const stack = azureStack();
  const cluster = new FakeAksCluster(stack);
  const [b, a] = ['B', 'A'].map((id) => new Construct(stack, id));
  for (const entry of [b, a, b]) register.add(cluster, entry);
  expect(register.on(cluster)).toEqual([a, b]);
});
