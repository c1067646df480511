import { forbiddenSkips, skipLines, skippedTitle } from './skips';

describe('the list of skips', () => {
  test('groups tests by what they need, and says what to install', () => {
    const file = '__tests__/terraform/walk.terraform.test.ts';
    const walk = skippedTitle('Terraform', 'terraform; go');
    const lines = skipLines([
      { file, titles: [walk, 'walks main.ts'] },
      { file, titles: [walk, 'walks examples/small/main.ts'] },
      { file: '__tests__/helm/chart.test.ts', titles: ['outer', skippedTitle('in Helm', 'helm'), 'lints'] },
      { file: 'crd.test.ts', titles: [skippedTitle('CRDs', 'crds/istio is missing, fetch it'), 'a'] },
    ]);
    expect(lines).toEqual([
      'Skipped:',
      '  __tests__/helm/chart.test.ts: in Helm (1 test): needs helm',
      '  __tests__/terraform/walk.terraform.test.ts: Terraform (2 tests): needs terraform; go',
      '  crd.test.ts: CRDs (1 test): needs crds/istio is missing, fetch it',
      'To run what needs terraform, install Terraform 1.11 or newer.',
      'To run what needs go, install Go 1.24 or newer.',
      'To run what needs helm, install Helm 3.',
    ]);
  });

  test('names a test that is skipped without a reason', () => {
    expect(skipLines([{ file: 'a.test.ts', titles: ['a', 'b'] }])).toEqual([
      'Skipped:',
      '  a.test.ts: a b (1 test): gives no reason',
    ]);
  });

  test('is empty where nothing was skipped', () => {
    expect(skipLines([])).toEqual([]);
  });
});

describe('CDKTF_AKS_NO_SKIPS', () => {
  const before = process.env.CDKTF_AKS_NO_SKIPS;
  afterEach(() => {
    if (before === undefined) delete process.env.CDKTF_AKS_NO_SKIPS;
    else process.env.CDKTF_AKS_NO_SKIPS = before;
  });

  test.each([
    ['', []],
    ['all', ['terraform', 'go']],
    ['go, helm', ['go']],
    ['helm', []],
  ])('%p forbids to skip for want of Terraform and Go: %p', (value, forbidden) => {
    process.env.CDKTF_AKS_NO_SKIPS = value;
    expect(forbiddenSkips(['terraform', 'go'])).toEqual(forbidden);
  });
});
