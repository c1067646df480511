import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, TerraformHclModule, type TerraformStack } from 'cdktf';
import { Construct, DependencyGroup } from 'constructs';
import { ManagedIdentity } from '../../lib';
import { honourDependencies } from '../../lib/core/ordering';
import { azureStack, errorOf, Planned } from '../support/planned';

const place = { resourceGroupName: 'rg-shop', location: 'westeurope' };

function identity(scope: Construct, id: string): ManagedIdentity {
  return new ManagedIdentity(scope, id, { ...place, identityName: `shop-${id.toLowerCase()}` });
}

function group(scope: Construct, id: string): ResourceGroup {
  return new ResourceGroup(scope, id, { name: `rg-${id.toLowerCase()}`, location: 'westeurope' });
}

function imported(scope: Construct, id: string): Construct {
  return ManagedIdentity.fromLookup(scope, id, {
    identityName: 'shop',
    resourceGroupName: 'rg',
  }) as unknown as Construct;
}

/** The names of resources that each resource waits for, by name; without what makes the names unique. */
function waits(planned: Planned): { [name: string]: string[] } {
  const short = (address: string) => address.replace(/^.*\./, '').replace(/_[0-9A-F]{8}$/, '');
  const found = ['azurerm_user_assigned_identity', 'azurerm_resource_group']
    .flatMap((type) => Object.entries(planned.all(type)))
    .filter(([, attributes]) => attributes.depends_on);
  return Object.fromEntries(found.map(([name, { depends_on }]) => [short(name), depends_on.map(short)]));
}

test('what depends on a construct waits for its ready', () => {
  const planned = Planned.by((stack) => identity(stack, 'B').node.addDependency(identity(stack, 'A')));
  expect(waits(planned)).toEqual({ B: ['A'] });
});

test('the address of what is waited for is plain', () => {
  const planned = Planned.by((stack) => identity(stack, 'B').node.addDependency(identity(stack, 'A')));
  const { depends_on } = planned.one('azurerm_user_assigned_identity', 'B_');
  expect(depends_on).toEqual([expect.stringMatching(/^azurerm_user_assigned_identity\.A_[0-9A-F]{8}$/)]);
});

test('plain resources may stand on both sides', () => {
  const planned = Planned.by((stack) => {
    const [first, second] = [group(stack, 'First'), identity(stack, 'Second')];
    second.node.addDependency(first);
    group(stack, 'Third').node.addDependency(second);
  });
  expect(waits(planned)).toEqual({ Second: ['First'], Third: ['Second'] });
});

test('two plain resources are enough, once something of the library is in their stack', () => {
  const planned = Planned.by((stack) => {
    honourDependencies(stack);
    group(stack, 'Second').node.addDependency(group(stack, 'First'));
  });
  expect(waits(planned)).toEqual({ Second: ['First'] });
});

test("a user's own construct is all that is in it, on both sides", () => {
  const planned = Planned.by((stack) => {
    const [before, after] = [new Construct(stack, 'Before'), new Construct(stack, 'After')];
    identity(before, 'A');
    group(new Construct(before, 'Inner'), 'B');
    imported(before, 'C');
    identity(after, 'D');
    group(after, 'E');
    after.node.addDependency(before);
  });
  expect(waits(planned)).toEqual({
    After_D: ['Before_Inner_B', 'Before_A'],
    After_E: ['Before_Inner_B', 'Before_A'],
  });
});

test('a group of dependencies is each of them', () => {
  const planned = Planned.by((stack) => {
    const both = new DependencyGroup(identity(stack, 'A'), group(stack, 'B'));
    identity(stack, 'C').node.addDependency(both as unknown as Construct);
  });
  expect(waits(planned)).toEqual({ C: ['B', 'A'] });
});

test('modules wait and are waited for', () => {
  const planned = Planned.by((stack) => {
    const module = new TerraformHclModule(stack, 'Module', { source: 'Azure/naming/azurerm' });
    module.node.addDependency(identity(stack, 'A'));
    identity(stack, 'B').node.addDependency(module);
  });
  expect(planned.json.module.Module.depends_on).toEqual([
    expect.stringMatching(/^azurerm_user_assigned_identity\.A_[0-9A-F]{8}$/),
  ]);
  expect(planned.one('azurerm_user_assigned_identity', 'B_').depends_on).toEqual(['module.Module']);
});

test("the user's own dependsOn stays, and is not repeated", () => {
  const planned = Planned.by((stack) => {
    const [first, second] = [identity(stack, 'A'), identity(stack, 'B')];
    const own = new ResourceGroup(stack, 'Own', {
      name: 'rg',
      location: 'westeurope',
      dependsOn: [first.resource],
    });
    own.node.addDependency(first, second);
  });
  expect(waits(planned)).toEqual({ Own: ['A', 'B'] });
});

test('what was asked for twice is written once, and a second synth is the same', () => {
  const stack = azureStack();
  const [first, second] = [identity(stack, 'A'), new Construct(stack, 'Outer')];
  const inner = identity(second, 'B');
  second.node.addDependency(first);
  inner.node.addDependency(first, first.resource);
  const once = Planned.of(stack);
  expect(waits(once)).toEqual({ Outer_B: ['A'] });
  expect(Planned.of(stack).text).toBe(once.text);
});

test('what exists already is not waited for', () => {
  const planned = Planned.by((stack) => identity(stack, 'B').node.addDependency(imported(stack, 'A')));
  expect(waits(planned)).toEqual({});
});

describe('what orders nothing is an error', () => {
  function errorIn(build: (stack: TerraformStack) => void): string {
    const [, message] = /\[platform\] (.*)\n/.exec(errorOf(() => Planned.by(build))) ?? [];
    return message;
  }

  test('a dependency of a data source', () => {
    expect(errorIn((stack) => imported(stack, 'B').node.addDependency(identity(stack, 'A')))).toBe(
      "LookedUpIdentity 'platform/B': node.addDependency must be called on a construct that creates a resource " +
        '(a data source with dependencies has unknown outputs), got platform/A/Resource. Call it on the construct ' +
        "that uses the lookup's result.",
    );
  });

  test('a dependency on something that makes nothing', () => {
    expect(errorIn((stack) => identity(stack, 'B').node.addDependency(new Construct(stack, 'Empty')))).toBe(
      "ManagedIdentity 'platform/B': node.addDependency must be a construct with resources to wait for, " +
        'got platform/Empty. Use a construct that creates a resource.',
    );
  });

  test('a dependency on a plain data source', () => {
    const error = errorIn((stack) => {
      const data = new DataAzurermResourceGroup(stack, 'Group', { name: 'rg' });
      identity(stack, 'B').node.addDependency(data);
    });
    expect(error).toBe(
      "ManagedIdentity 'platform/B': node.addDependency must be a construct with resources to wait for, " +
        'got platform/Group. Use a construct that creates a resource.',
    );
  });

  test('a dependency on what the construct is part of', () => {
    const error = errorIn((stack) => {
      const outer = new Construct(stack, 'Outer');
      identity(outer, 'B').node.addDependency(outer);
    });
    expect(error).toBe(
      "ManagedIdentity 'platform/Outer/B': node.addDependency must not be the construct itself or one of its " +
        'parents, got platform/Outer. Use one of its parts.',
    );
  });
});

describe('between stacks', () => {
  let outdir: string;

  beforeEach(() => {
    outdir = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
  });

  afterEach(() => {
    rmSync(outdir, { recursive: true, force: true });
  });

  /** The stacks that each stack waits for, as the manifest says; and that no state is read. */
  function dependenciesIn(build: (app: App) => void): { [stack: string]: string[] } {
    const app = new App({ outdir, stackTraces: false });
    build(app);
    app.synth();
    const { stacks } = JSON.parse(readFileSync(path.join(outdir, 'manifest.json'), 'utf8'));
    for (const name of Object.keys(stacks)) {
      expect(readFileSync(path.join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')).not.toContain('remote_state');
    }
    return Object.fromEntries(
      Object.entries<{ dependencies: string[] }>(stacks).map(([name, { dependencies }]) => [name, dependencies]),
    );
  }

  test('a dependency orders the stacks', () => {
    const found = dependenciesIn((app) => {
      const [platform, mesh] = [azureStack(app, 'platform'), azureStack(app, 'mesh')];
      identity(mesh, 'B').node.addDependency(identity(platform, 'A'));
    });
    expect(found).toEqual({ platform: [], mesh: ['platform'] });
  });

  test('the stack that is written first may wait for a later one', () => {
    const found = dependenciesIn((app) => {
      const [mesh, platform] = [azureStack(app, 'mesh'), azureStack(app, 'platform')];
      identity(mesh, 'B').node.addDependency(identity(platform, 'A'));
    });
    expect(found).toEqual({ mesh: ['platform'], platform: [] });
  });

  test('groups of stacks are ordered as their stacks', () => {
    const found = dependenciesIn((app) => {
      const [test, live] = [new Construct(app, 'Test'), new Construct(app, 'Live')];
      const stacks = ['test-platform', 'test-mesh'].map((id) => azureStack(test, id));
      identity(stacks[0], 'A');
      identity(azureStack(live, 'live-platform'), 'B');
      live.node.addDependency(test);
    });
    expect(found).toEqual({
      'test-platform': [],
      'test-mesh': [],
      'live-platform': ['Test/test-platform', 'Test/test-mesh'],
    });
  });

  test('a lookup may wait for another stack', () => {
    const found = dependenciesIn((app) => {
      const [platform, mesh] = [azureStack(app, 'platform'), azureStack(app, 'mesh')];
      imported(mesh, 'B').node.addDependency(identity(platform, 'A'));
    });
    expect(found).toEqual({ platform: [], mesh: ['platform'] });
  });

  test('stacks that wait for each other are refused before a file is written', () => {
    const error = errorOf(() =>
      dependenciesIn((app) => {
        const [platform, mesh] = [azureStack(app, 'platform'), azureStack(app, 'mesh')];
        const [first, second] = [identity(platform, 'A'), identity(mesh, 'B')];
        second.node.addDependency(first);
        first.node.addDependency(second);
      }),
    );
    expect(error).toMatch(
      /^Cannot add dependency (mesh to platform|platform to mesh), because it would cause a circular/,
    );
    expect(existsSync(path.join(outdir, 'stacks', 'platform'))).toBe(false);
  });
});
