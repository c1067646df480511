// Tests by cost, one project each: `npm test` runs the quick ones, `npm run test:all` every one.
const typescript = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' }];

/** Tests that start a real Terraform carry it in their name, beside what they test. */
const terraform = '<rootDir>/__tests__/**/*.terraform.test.ts';
const folders = ['behaviour', 'contract', 'docs', 'languages', 'package', 'policy'];

const quick = {
  testEnvironment: '<rootDir>/__tests__/support/shared-packages/environment.js',
  transform: {
    '/node_modules/(cdktf|constructs|@cdktf)/.+\\.js$': '<rootDir>/__tests__/support/shared-packages/transform.js',
    '\\.ts$': typescript,
  },
  transformIgnorePatterns: ['/node_modules/(?!(cdktf|constructs|@cdktf)/)'],
};

function project(displayName, options) {
  return {
    displayName,
    testMatch: [`<rootDir>/__tests__/${displayName}/**/*.test.ts`],
    transform: { '\\.ts$': typescript },
    globalSetup: '<rootDir>/__tests__/support/global-setup.ts',
    setupFilesAfterEnv: ['<rootDir>/__tests__/support/fault-form.ts'],
    ...options,
  };
}

module.exports = {
  maxWorkers: '100%',
  testTimeout: 120_000,
  testSequencer: '<rootDir>/__tests__/support/longest-first.js',
  reporters: ['default', '<rootDir>/__tests__/support/skips-reporter.js'],
  projects: [
    // First: its set-up builds two tools at once.
    project('contract', quick),
    project('unit', {
      ...quick,
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: [`/__tests__/(${folders.join('|')})/`, '\\.terraform\\.test\\.ts$'],
    }),
    project('docs', quick),
    project('terraform', { testMatch: [terraform] }),
    project('package'),
    project('languages'),
    project('policy'),
    project('behaviour', quick),
  ],
};
