import { App, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { Warnings } from '../../lib';
import { note, noteManualCommand, noteUnchecked, warn } from '../../lib/core/warnings';
import { azureStack, errorOf, Planned } from '../support/planned';

const text = 'The versions are not required.';
const id = 'W001';

test('a warning is printed with its id', () => {
  const planned = Planned.by((stack) => warn(stack, id, text));
  expect(planned.warnings).toEqual(['W001: The versions are not required.']);
});

test('tokens are shown as such', () => {
  const planned = Planned.by((stack) => {
    const { stringValue } = new TerraformVariable(stack, 'host', {});
    warn(stack, id, `It answers to ${stringValue}.`);
    noteUnchecked(stack, `whether ${stringValue} exists`);
  });
  expect([planned.warnings, planned.infos]).toEqual([
    ['W001: It answers to <token>.'],
    ['not verified: whether <token> exists'],
  ]);
});

test('a second synth does not repeat it', () => {
  const stack = azureStack();
  warn(stack, id, text);
  Planned.of(stack);
  expect(Planned.of(stack).warnings).toEqual(['W001: The versions are not required.']);
});

test('a warning that the finished tree disproves is not printed', () => {
  let done = false;
  const planned = Planned.by((stack) => {
    warn(stack, id, text, () => !done);
    done = true;
  });
  expect(planned.warnings).toEqual([]);
});

test('one that is acknowledged above its construct becomes information with the reason', () => {
  const planned = Planned.by((stack) => {
    const owner = new Construct(stack, 'Owner');
    warn(new Construct(owner, 'Part'), id, text);
    Warnings.acknowledge(owner, id, 'the version is pinned elsewhere');
  });
  expect(planned.warnings).toEqual([]);
  expect(planned.infos).toEqual([
    'W001 acknowledged (the version is pinned elsewhere): The versions are not required.',
  ]);
});

test('an acknowledgement may come first, and silences one id of one place alone', () => {
  const planned = Planned.by((stack) => {
    const [first, second] = [new Construct(stack, 'First'), new Construct(stack, 'Second')];
    Warnings.acknowledge(first, id, 'known');
    warn(first, id, 'first');
    warn(second, id, 'second');
    warn(first, 'W101', 'another');
  });
  expect(planned.warnings).toEqual(['W101: another', 'W001: second']);
});

test('an acknowledgement of nothing is told', () => {
  const planned = Planned.by((stack) => Warnings.acknowledge(stack, id, 'known'));
  expect(planned.infos).toEqual(['W001 is acknowledged (known), but is not raised here.']);
});

test.each(['W999', 'toString', ''])('the id %p, which the library does not have, is refused', (unknown) => {
  expect(errorOf(() => Warnings.acknowledge(azureStack(), unknown, 'known'))).toBe(
    `TerraformStack 'platform': acknowledge must be the id of a warning of the library, got ${unknown || '""'}. ` +
      'Use the id in the text of the warning.',
  );
});

test.each(['', '  '])('the reason %p is refused', (reason) => {
  expect(errorOf(() => Warnings.acknowledge(azureStack(), id, reason))).toBe(
    `TerraformStack 'platform': acknowledge must have a reason for W001, got "${reason}". Explain why it is acceptable here.`,
  );
});

test('a check that could not be made is noted', () => {
  const planned = Planned.by((stack) => noteUnchecked(stack, 'whether the subnet is free'));
  expect(planned.infos).toEqual(['not verified: whether the subnet is free']);
});

describe('app.synth() prints to stderr', () => {
  const stderr = jest.spyOn(console, 'error').mockImplementation(() => {});
  const lines = () => stderr.mock.calls.map(([line]) => line);
  beforeEach(() => stderr.mockClear());
  afterAll(() => stderr.mockRestore());

  function appWithWarnings(app: App): App {
    const stack = azureStack(app);
    warn(new Construct(stack, 'A'), id, text);
    warn(new Construct(stack, 'B'), id, text);
    Warnings.acknowledge(stack.node.findChild('B') as Construct, id, 'fine');
    noteManualCommand(stack, 'az role assignment create');
    noteUnchecked(stack, 'a version');
    note(stack, 'Certificates end.');
    return app;
  }

  test('a warning of many constructs in one line, with the first of them', () => {
    const app = Testing.app();
    const stack = azureStack(app);
    for (const name of ['A', 'B', 'C', 'D', 'E']) warn(new Construct(stack, name), id, text);
    app.synth();
    expect(lines()).toEqual([
      '[cdktf-aks] platform/A, platform/B, platform/C, 2 more: W001: The versions are not required.',
    ]);
  });

  test('warnings and manual commands, each once, and nothing else', () => {
    const app = appWithWarnings(Testing.app());
    app.synth();
    app.synth();
    expect(lines()).toEqual([
      '[cdktf-aks] platform: Run manually: az role assignment create',
      '[cdktf-aks] platform/A: W001: The versions are not required.',
    ]);
  });

  test('nothing if the context of the app says so', () => {
    const outdir = Testing.app().outdir;
    appWithWarnings(new App({ outdir, context: { 'cdktf-aks:printWarnings': false } })).synth();
    expect(lines()).toEqual([]);
  });

  test('nothing where a test synthesizes one stack', () => {
    const app = appWithWarnings(Testing.app());
    expect(Planned.of(app.node.findChild('platform') as ReturnType<typeof azureStack>).warnings).toHaveLength(1);
    expect(lines()).toEqual([]);
  });
});
